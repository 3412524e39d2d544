# A field's annotation converts what the constructor is given.
# expect: output 1.0
from dataclasses import dataclass


@dataclass(frozen=True)
class Point:
    x: float


print(Point(1).x)
