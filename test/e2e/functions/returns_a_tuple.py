# A function returns several values as a tuple, which the caller unpacks.
def divide(a, b):
    return a // b, a % b


q, r = divide(17, 5)
print(q, r)
print(divide(-17, 5))
