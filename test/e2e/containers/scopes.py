"""Scopes of comprehensions, conditional types, nested loops with else."""
x = 10
def main():
    x = 5
    ys = [x for x in range(3)]
    print(x, ys, [x * y for x in range(2) for y in range(x, 3)])
    print([[x + y for x in range(2)] for y in range(x)][:2])
    print([x for x in [x, x + 1]], {x: x for x in range(x - 3)})
    data = [3, -1, 4]
    print([d if d > 0 else 0 for d in data], [abs(d) for d in data if d < 0 or d > 3])
    for d in data:
        if d == 7:
            break
    else:
        print("none")
    result = [(i, j) for i in range(3) if i != 1 for j in range(3) if j > i]
    print(result)
    print(sum(d * d for d in data if d > 0), max((d, i) for i, d in enumerate(data)), sorted(-d for d in data))
    total = 0
    for i, row in enumerate([[1, 2], [3, 4]]):
        for j, v in enumerate(row):
            if v == 3:
                continue
            total += v * (i + j)
    print(total)
    def inner(n):
        return [x + n for _ in range(2)]
    print(inner(1))
    z = [y := 3, y + 1]
    print(z)
    words = "a bb ccc".split()
    lengths = {w: len(w) for w in words if len(w) > 1}
    print(lengths, [w for w, n in lengths.items() if n > 2], any(n == 3 for n in lengths.values()))
    best = ""
    for w in words:
        if len(w) > len(best):
            best = w
    print(best, [c for w in words for c in w])
main()
print(x, [x for x in "ab"], x)
