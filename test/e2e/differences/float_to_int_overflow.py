# int() of a float beyond 64 bits.
# expect: OverflowError at line 4
def cut(x):
    return int(x)


print(cut(1e30))
