"""Named tuples as elements and keys."""
from collections import namedtuple
P = namedtuple("P", "x y")
def main():
    ps = [P(i, i * i) for i in range(4)]
    print(ps[2], [p.y for p in ps], max(ps, key=lambda p: -p.x), sorted(ps, reverse=True)[0], {p.x: p for p in ps}[1], sum(p.y for p in ps), ps.index(P(1, 1)), P(2, 4) in ps, {P(1, 2): 3}, {P(1, 1), P(1, 1)})
    for x, y in ps:
        print(x + y)
main()
