# The same for a product.
# expect: OverflowError at line 4
def multiply(a, b):
    return a * b


print(multiply(3037000500, 3037000500))
