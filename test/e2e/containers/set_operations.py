"""Sets as people use them."""


def main():
    a = {1, 2, 3, 4}
    b = set([3, 4, 5])
    print(sorted(a | b), sorted(a & b), sorted(a - b), sorted(a ^ b), a == {4, 3, 2, 1}, a != b)
    print(a.issubset({1, 2, 3, 4, 5}), a >= {1}, a.isdisjoint({9}), len(a), 3 in a, 9 not in a)
    c = set()
    for x in [3, 1, 3, 2, 1]:
        c.add(x)
    print(sorted(c), len(c), sum(c), min(c), max(c))
    c.discard(9)
    c.remove(1)
    c.update([7, 8], {9})
    print(sorted(c))
    c |= {100}
    c -= {7}
    c &= {2, 3, 8, 100}
    c ^= {2, 55}
    print(sorted(c))
    letters = {ch for ch in "mississippi" if ch != "s"}
    print(sorted(letters), sorted(set("hello") & set("world")))
    points = {(0, 0), (1, 2)}
    points.add((0, 0))
    print(len(points), (1, 2) in points)
    unique = list(dict.fromkeys([3, 1, 3, 2]))
    print(unique)
    names = set(["b", "a"])
    print(", ".join(sorted(names)), a.union(b, {77}) == {1, 2, 3, 4, 5, 77}, sorted(a.intersection([1, 2, 99])))
    e = a.copy()
    e.clear()
    print(len(e), e == set(), bool(e), "yes" if a else "no")
    x = {5}
    print(x.pop(), len(x))


main()
