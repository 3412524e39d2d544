# An int that leaves 64 bits raises instead of growing.
# expect: OverflowError at line 4
def add(a, b):
    return a + b


print(add(9223372036854775807, 1))
