# `get` without a default gives None where the key is not there.
def count(words):
    seen: dict[str, int] = {}
    for word in words:
        n = seen.get(word)
        if n is None:
            seen[word] = 1
        else:
            seen[word] = n + 1
    return seen


def total(prices, names):
    result = 0.0
    for name in names:
        if (price := prices.get(name)) is not None:
            result += price
    return result


print(count(["a", "b", "a", "c", "a"]))
print(total({"x": 1.5, "y": 2.0}, ["y", "z", "x", "y"]))
d = {1: [1, 2], 2: [3]}
print(d.get(1), d.get(5), d.get(5, [0]), (d.get(2) or [9])[0], (d.get(7) or [9])[0])
