"""Dictionaries as memory: tuples as keys, ints as keys."""


def paths(m, n, memo):
    if m == 1 or n == 1:
        return 1
    key = (m, n)
    if key in memo:
        return memo[key]
    memo[key] = paths(m - 1, n, memo) + paths(m, n - 1, memo)
    return memo[key]


def collatz(limit):
    lengths = {1: 1}
    best = (1, 1)
    for start in range(2, limit):
        n = start
        chain = []
        while n not in lengths:
            chain.append(n)
            n = n // 2 if n % 2 == 0 else 3 * n + 1
        length = lengths[n]
        for m in reversed(chain):
            length += 1
            lengths[m] = length
        if lengths[start] > best[1]:
            best = (start, lengths[start])
    return best


def main():
    memo = {}
    print(paths(12, 12, memo), len(memo), memo[(3, 4)], memo[3, 3])
    print(collatz(3000))
    fib = [0, 1]
    while len(fib) < 30:
        fib.append(fib[-1] + fib[-2])
    print(fib[-1], fib[::5])
    cells = {}
    for x in range(3):
        for y in range(3):
            cells[x, y] = x * y
    print(cells, sum(cells.values()), [k for k, v in cells.items() if v > 1])
    if (2, 2) in cells:
        del cells[2, 2]
    print(len(cells), (2, 2) in cells, cells.pop((1, 1)), cells.pop((7, 7), -1))


main()
