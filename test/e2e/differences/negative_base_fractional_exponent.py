# A root of a negative float raises instead of turning complex.
# expect: ValueError at line 4
def power(a, b):
    return a**b


print(power(-8.0, 0.5))
