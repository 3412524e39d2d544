# Dividing a complex number by zero raises.
def divide(z: complex, w: complex):
    return z / w


print(divide(1 + 2j, 0j))
