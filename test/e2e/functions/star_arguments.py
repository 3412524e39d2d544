# `*args` and `**kwargs`, in definitions and in calls.
def total(*args):
    s = 0
    for i in range(len(args)):
        s += args[i]
    return s


def describe(first, *rest, scale=1, **options):
    print(first, rest, scale, len(rest))
    return show(**options)


def show(*, width=0, name="none"):
    print(width, name)
    return width


def forward(*args, **kwargs):
    return describe(*args, **kwargs)


def point(x, y, z=0):
    return x * 100 + y * 10 + z


print(total(), total(1), total(1, 2, 3))
t = (1, 2)
print(point(*t), point(*t, 3), point(*(4, 5, 6)), point(7, *(8,)))
print(point(**{"x": 1, "y": 2}), point(1, **{"z": 3, "y": 2}))
describe(1)
describe(1, 2.5, "x", scale=3, width=4)
print(forward(1, 2, name="n", scale=5))


def only(a, /, b, *, c):
    return a, b, c


print(only(1, 2, c=3), only(1, b=2, c=3))


def order(a, b):
    return a - b


def say(x):
    print("say", x)
    return x


print(order(b=say(1), a=say(2)))
