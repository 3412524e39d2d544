"""Dictionaries as people use them."""


def invert(d):
    return {v: k for k, v in d.items()}


def merge(a, b):
    result = dict(a)
    for k, v in b.items():
        result[k] = result.get(k, 0) + v
    return result


def main():
    d = {"one": 1, "two": 2}
    d["three"] = 3
    d["one"] += 10
    print(d, len(d), "two" in d, "nine" not in d, d.get("nine", -1), d.get("two", 0))
    print(invert(d), merge(d, {"two": 5, "four": 4}))
    for k in d:
        print(k, d[k])
    for i, (k, v) in enumerate(d.items()):
        print(i, k, v)
    print(sorted(d.items(), key=lambda kv: kv[1], reverse=True), max(d.items(), key=lambda kv: kv[1]))
    e = {**d, "five": 5}
    print(e, d | {"six": 6})
    nested = {"a": {"x": 1}, "b": {"x": 2, "y": 3}}
    nested["a"]["z"] = 9
    print(nested, sum(v["x"] for v in nested.values()), [list(v) for v in nested.values()])
    counts = {}
    for c in "mississippi":
        if c in counts:
            counts[c] += 1
        else:
            counts[c] = 1
    print(counts, sorted(counts, key=lambda c: (-counts[c], c)))
    lists = {}
    for n in range(10):
        lists.setdefault(n % 3, []).append(n)
    print(lists)
    del d["two"]
    print(d, d.pop("one"), d, list(d.keys()) == ["three"], d == {"three": 3})
    print(dict(a=1, b=2), dict([("x", 1), ("y", 2)]), {i: i ** 2 for i in range(4) if i != 2}, dict.fromkeys("ab", 0))
    d.update({"k": 5})
    print(d, d.popitem(), bool({}), d.copy(), not d)
    floats = {0.5: "half", 1.0: "one"}
    print(floats[0.5], floats[1], 1 in floats)
    d.clear()
    print(d, len(d))
    empty: dict[str, list[int]] = {}
    empty["q"] = [1]
    empty["q"].append(2)
    print(empty, {True: "t", False: "f"})


main()
