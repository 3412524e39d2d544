# The same for a power.
# expect: OverflowError at line 4
def power(a, b):
    return a**b


print(power(7, 23))
