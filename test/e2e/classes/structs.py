# Values with methods and operators: amaru.struct, and frozen dataclasses.
from dataclasses import dataclass

import amaru


@amaru.struct
class Vec:
    x: float
    y: float
    z: float = 0.0

    def __add__(self, other):
        return Vec(self.x + other.x, self.y + other.y, self.z + other.z)

    def __mul__(self, k):
        return Vec(self.x * k, self.y * k, self.z * k)

    def __rmul__(self, k):
        return self * k

    def __neg__(self):
        return Vec(-self.x, -self.y, -self.z)

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def __getitem__(self, i):
        return self.x if i == 0 else self.y if i == 1 else self.z

    def __len__(self):
        return 3

    def __call__(self, t):
        return self.x * t

    @staticmethod
    def unit(i):
        return Vec(1.0 if i == 0 else 0.0, 1.0 if i == 1 else 0.0)

    @classmethod
    def diagonal(cls, d):
        return cls(d, d, d)

    @property
    def norm2(self):
        return self.dot(self)


@dataclass(frozen=True, order=True)
class Version:
    major: int
    minor: int = 0
    name: str = "none"


a = Vec(1.0, 2.0, 3.0)
b = Vec(0.5, 0.25)
print(a + b, 2.0 * a, a * 3.0, -a)
print(a.dot(b), a.norm2, a[1], len(a), a(10.0))
print(Vec.unit(1), Vec.diagonal(2.5), a == Vec(1.0, 2.0, 3.0), a != b)
v = Version(1, 2)
print(v, v < Version(1, 3), v >= Version(1, 2, "a"), Version(name="x", major=3), v == Version(1, 2))


def walk(n):
    p = Vec(0.0, 0.0)
    d = Vec(0.5, -0.25, 1.0)
    for i in range(n):
        p = p + d * 0.5
        if p.x > 10.0:
            d = -d
    return p


print(walk(100))
