"""Dictionaries: order, methods, operators, comprehensions, many items."""


def basics():
    d = {"one": 1, "two": 2}
    d["three"] = 3
    d["one"] = 11
    print(d, len(d), d["two"], "one" in d, "four" in d, "four" not in d)
    del d["two"]
    d["two"] = 22
    print(d)
    print(d.get("one", 0), d.get("none", -1), d.setdefault("four", 4), d.setdefault("one", 5), d)
    print(d.pop("one"), d.pop("gone", 99), d.popitem(), d)
    d.update({"three": 33, "five": 5})
    print(d)
    e = d.copy()
    e.clear()
    print(d, e, len(e), bool(e), bool(d))
    if d:
        print("not empty")
    print(d | {"x": 1}, d == d.copy(), d == {}, d != e)
    d |= {"six": 6}
    print(d, {})


def loops():
    d = {1: 0.5, 2: 1.5, 30: -1.0}
    for k in d:
        print(k, end=" ")
    for k, v in d.items():
        print(k, v, end=" ")
    for v in d.values():
        print(v, end=" ")
    for k in d.keys():
        print(k, end=" ")
    for i, (k, v) in enumerate(d.items()):
        print(i, k, v, end=" ")
    print()
    print(list(d), list(d.items()), sum(d.values()), sorted(d.values()), max(d), [k * v for k, v in d.items()])
    for k in list(d):
        if k < 10:
            del d[k]
    print(d)
    for k in d:
        d[k] += 1.0
    print(d, list(d.keys()), list(reversed(list(d))))


def keys():
    t = {(1, 2): "a", (0, 5): "b"}
    t[(1, 2)] += "!"
    t[3, 4] = "c"
    print(t, (0, 5) in t)
    f = {1.5: 1, 2.0: 2, -0.0: 3}
    print(f, f[2], f[0], 1.5 in f)
    b = {True: 1, False: 0}
    print(b, b[1 < 2])
    big = {2305843009213693951: "p", -1: "m", -2: "n", 9223372036854775807: "x"}
    print(big[-1], big[-2], big[2305843009213693951], 0 in big)


def comprehensions():
    print({i: i * i for i in range(5)}, {str(i): i for i in range(3) if i != 1})
    names = ["a", "b", "c"]
    print(dict(zip(names, range(3))), dict([(1, 2), (3, 4)]), {n: len(n) for n in names})
    groups = {}
    for word in ["apple", "bee", "ant", "cat", "bear"]:
        if word[0] not in groups:
            groups[word[0]] = []
        groups[word[0]].append(word)
    print(groups)
    counts = {}
    for c in "mississippi":
        counts[c] = counts.get(c, 0) + 1
    print(counts, sorted(counts.items()), max(counts.values()))
    nested = {"x": {"y": 1}}
    nested["x"]["z"] = 2
    print(nested)


def many(n):
    d = {}
    for i in range(n):
        d[i * 7919 % 100003] = i
    for i in range(0, n, 3):
        del d[i * 7919 % 100003]
    total = 0
    for k, v in d.items():
        total += k * 3 + v
    hits = 0
    for k in range(100003):
        if k in d:
            hits += 1
    print(len(d), total, hits)
    while len(d) > 5:
        d.popitem()
    print(d)


def empty_ones():
    d = {}
    e: dict[str, int] = {}
    e["k"] = 1
    print(d, len(d), e, list(d))


def main():
    basics()
    loops()
    keys()
    comprehensions()
    many(5000)
    empty_ones()
    print(hash(5), hash(-1), hash(2**61 - 1), hash(1.5), hash(True), hash((1, 2)), hash((1, (2.5, 3))), hash(()))


main()
