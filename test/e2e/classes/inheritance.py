# Single inheritance of values: methods, class constants, super() and isinstance.
from dataclasses import dataclass


@dataclass(frozen=True)
class Shape:
    name: str
    sides = 0
    scale: float = 1.0

    def area(self):
        return 0.0

    def describe(self):
        return f"{self.name} with {self.sides} sides, area {self.area()}"

    def __str__(self):
        return "<" + self.name + ">"


@dataclass(frozen=True)
class Square(Shape):
    side: float = 2.0
    sides = 4

    def area(self):
        return self.side * self.side * self.scale

    def describe(self):
        return "square: " + super().describe()


def kind(x):
    if isinstance(x, Square):
        return "square"
    elif isinstance(x, Shape):
        return "shape"
    return "other"


s = Square("s", side=3.0)
print(s.describe())
print(Shape("blob").describe())
print(kind(s), kind(Shape("x")), kind(1))
print(s, repr(s), (s, 1), f"{s}")
print(Square.sides, Shape.sides, s.sides)
