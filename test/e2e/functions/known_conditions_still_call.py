# A condition that is decided at compile time still runs the calls in it, once.
from collections import namedtuple

Point = namedtuple("Point", "x y")


def say(x):
    print("say", x)
    return x


def nothing(x):
    print("nothing", x)


def point(x):
    print("point", x)
    return Point(x, x)


if isinstance(say(1), int):
    print("int")
if nothing(2) is None:
    print("none")
if nothing(3):
    print("never")
if point(4):
    print("tuple")
x = len(point(5))
y = "a" if isinstance(say(6.5), str) else "b"
z = isinstance(say(7), str) and isinstance(say(8), int)
w = isinstance(say(9), int) or isinstance(say(10), int)
print(x, y, z, w)
while nothing(11) is not None:
    print("never")
if (n := 5) == 5:
    print(n)
