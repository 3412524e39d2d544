# 0.0 ** -1.0 is a division by zero.
def power(a, b):
    return a**b


print(power(0.0, -1.0))
