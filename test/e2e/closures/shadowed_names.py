# A nested function's own variables and parameters hide those around it.
def outer(x, y):
    def inner(y):
        z = x + y
        return z

    def other():
        y = 100
        return inner(y) + y

    z = 1
    return inner(2), other(), y, z


print(outer(10, 20))


def three_levels(a):
    def middle(b):
        def inner(c):
            return a * 100 + b * 10 + c

        return inner

    return middle


print(three_levels(1)(2)(3))
