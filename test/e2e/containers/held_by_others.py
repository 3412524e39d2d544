"""Containers in closures, classes, tuples and globals."""
from collections import namedtuple
from dataclasses import dataclass

P = namedtuple("P", ["name", "values"])

@dataclass(frozen=True)
class Box:
    items: list[int]
    names: dict[str, int]

    def total(self):
        return sum(self.items) + sum(self.names.values())

def counter():
    seen = []
    def add(x):
        seen.append(x)
        return len(seen)
    return add

def apply(f, xs):
    return [f(x) for x in xs]

def main():
    p = P("a", [1, 2])
    p.values.append(3)
    print(p, p.values[-1], len(p.values))
    b = Box([1, 2], {"x": 5})
    b.items.append(10)
    b.names["y"] = 1
    print(b, b.total())
    f = counter()
    print(f(3), f(4), f(5))
    print(apply(lambda x: x * 2, [1, 2]), apply(str, [1, 2]), apply(len, ["a", "bb"]))
    table = {"add": 1, "sub": 2}
    def look(k):
        return table[k]
    table["mul"] = 3
    print(look("mul"))
    acc = []
    for i in range(3):
        acc.append(lambda x, i=i: x + i)
    print([g(10) for g in acc])
    boxes = [Box([i], {}) for i in range(3)]
    print(sorted([q.total() for q in boxes], reverse=True), max(boxes, key=lambda q: q.total()).items)
    ps = [P("b", [1]), P("a", [2, 3])]
    print(sorted(ps, key=lambda q: q.name)[0].values, [q.name for q in ps])
main()
