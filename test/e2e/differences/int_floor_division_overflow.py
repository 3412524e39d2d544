# The smallest int divided by -1 does not fit.
# expect: OverflowError at line 4
def divide(a, b):
    return a // b


print(divide(-9223372036854775807 - 1, -1))
