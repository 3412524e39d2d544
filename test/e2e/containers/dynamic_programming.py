"""Dynamic programming on lists of lists and strings."""


def lcs(a, b):
    n, m = len(a), len(b)
    table = [[0] * (m + 1) for _ in range(n + 1)]
    for i in range(n):
        for j in range(m):
            if a[i] == b[j]:
                table[i + 1][j + 1] = table[i][j] + 1
            else:
                table[i + 1][j + 1] = max(table[i][j + 1], table[i + 1][j])
    out = []
    i, j = n, m
    while i > 0 and j > 0:
        if a[i - 1] == b[j - 1]:
            out.append(a[i - 1])
            i -= 1
            j -= 1
        elif table[i - 1][j] >= table[i][j - 1]:
            i -= 1
        else:
            j -= 1
    return "".join(reversed(out))


def edit_distance(a, b):
    previous = list(range(len(b) + 1))
    for i, ca in enumerate(a, 1):
        current = [i]
        for j, cb in enumerate(b, 1):
            current.append(min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (ca != cb)))
        previous = current
    return previous[-1]


def knapsack(items, capacity):
    best = [0] * (capacity + 1)
    for weight, value in items:
        for c in range(capacity, weight - 1, -1):
            best[c] = max(best[c], best[c - weight] + value)
    return best[capacity]


def queens(n):
    count = 0
    stack = [[]]
    while stack:
        placed = stack.pop()
        if len(placed) == n:
            count += 1
            continue
        row = len(placed)
        for col in range(n):
            if all(col != c and abs(col - c) != row - r for r, c in enumerate(placed)):
                stack.append(placed + [col])
    return count


def main():
    print(lcs("AGGTAB", "GXTXAYB"), edit_distance("kitten", "sitting"))
    print(knapsack([(1, 1), (3, 4), (4, 5), (5, 7)], 7), queens(6))
    lists = [[1, 5], [2], [0, 9, 3]]
    merged = sorted(x for part in lists for x in part)
    print(merged, [len(p) for p in sorted(lists, key=len)], sorted(lists))
    running = []
    total = 0
    for x in merged:
        total += x
        running.append(total)
    print(running, running == sorted(running), [b - a for a, b in zip(running, running[1:])])


main()
