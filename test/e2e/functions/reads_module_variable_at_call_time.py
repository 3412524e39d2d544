# A function reads a module variable when it is called, not when it is defined.
scale = 2


def scaled(x):
    return x * scale


print(scaled(10))
scale = 5
print(scaled(10))
