# The same for a shift to the left.
# expect: OverflowError at line 4
def shift(a, n):
    return a << n


print(shift(1, 64))
