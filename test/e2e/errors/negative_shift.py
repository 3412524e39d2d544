# A negative shift count raises ValueError.
def shift(a, n):
    return a << n


print(shift(1, 3))
print(shift(1, -3))
