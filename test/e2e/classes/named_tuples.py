# Named tuples: fields by name and by position, unpacking, comparison, text.
from collections import namedtuple
from typing import NamedTuple

Point = namedtuple("Point", ["x", "y"])
Pair = namedtuple("Pair", "first, second")


class Circle(NamedTuple):
    centre: tuple[float, float]
    radius: float = 1.0

    def area(self):
        return 3.0 * self.radius**2

    @property
    def diameter(self):
        return 2 * self.radius

    def __add__(self, other):
        return Circle(self.centre, self.radius + other.radius)


def shifted(p, by):
    return Point(p.x + by, p.y + by)


p = Point(1, 2)
print(p, p.x + p.y, p[0], p[-1], len(p))
x, y = shifted(p, 0.5)
print(x, y, shifted(p, 3) == (4, 5), p < Point(1, 3), p == Point(1, 2))
print(Pair(first="a", second=Pair(1, 2.5)))
c = Circle((0.0, 1.0))
print(c, c.area(), c.diameter, (c + Circle((1.0, 1.0), 4.0)).radius)
print(f"{p}", str(c), repr(p))


def total(*values):
    return values[0] + values[1]


print(total(*p))
for i in range(3):
    p = Point(p.y, p.x + p.y)
print(p)
