# int / int is rounded correctly even where the operands are no floats.
def divide(a, b):
    return a / b


print(divide(1, 3))
print(divide(9007199254740993, 1))
print(divide(9223372036854775807, 3))
print(divide(9223372036854775807, 9223372036854775806))
print(divide(-9223372036854775807, 10))
