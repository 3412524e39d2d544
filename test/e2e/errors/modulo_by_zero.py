# % of ints by zero.
def modulo(a, b):
    return a % b


print(modulo(1, 0))
