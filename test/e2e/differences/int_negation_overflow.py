# The smallest int has no positive counterpart.
# expect: OverflowError at line 4
def negate(a):
    return -a


print(negate(-9223372036854775807 - 1))
