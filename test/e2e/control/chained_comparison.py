# a < b < c tests both, and evaluates b once.
def shown(x):
    print("x is", x)
    return x


print(0 < shown(5) < 10)
print(0 < shown(-5) < 10)
print(1 < 2 < 3 < 3, 1 == 1.0 == True, 3 > 2 != 1)
