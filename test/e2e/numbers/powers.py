# int ** int is an int, a float takes part in float, a negative literal exponent gives a float.
def power(a, b):
    return a**b


print(power(2, 10))
print(power(-3, 3))
print(power(0, 0))
print(power(2.0, 3))
print(power(2, 0.5))
print(2**-1)
print(power(7, 22))
