# int ** int is an int, so an exponent that turns out negative raises.
# expect: ValueError at line 4
def power(a, b):
    return a**b


print(power(2, -1))
