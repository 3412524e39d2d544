# / of Python floats by zero raises too.
def divide(a, b):
    return a / b


print(divide(1.0, 0.0))
