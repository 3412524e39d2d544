# Comparing an int with a float is exact.
def same(a, b):
    return a == b, a < b, a > b


print(same(1, 1.0))
print(same(9007199254740993, 9007199254740992.0))
print(same(-1, -0.5))
