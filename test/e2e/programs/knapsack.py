# Tables of dynamic programming: knapsack, longest common subsequence with its path, coin change, matrix chain.
import numpy as np


def knapsack(weights, values, capacity):
    best = np.zeros((len(weights) + 1, capacity + 1), dtype=np.int64)
    for i in range(1, len(weights) + 1):
        for c in range(capacity + 1):
            best[i, c] = best[i - 1, c]
            if weights[i - 1] <= c:
                best[i, c] = max(best[i, c], best[i - 1, c - weights[i - 1]] + values[i - 1])
    chosen, c = [], capacity
    for i in range(len(weights), 0, -1):
        if best[i, c] != best[i - 1, c]:
            chosen.append(i - 1)
            c -= weights[i - 1]
    return best[-1, -1], chosen[::-1]


def common(a, b):
    length = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) - 1, -1, -1):
        for j in range(len(b) - 1, -1, -1):
            length[i][j] = length[i + 1][j + 1] + 1 if a[i] == b[j] else max(length[i + 1][j], length[i][j + 1])
    i = j = 0
    out = ""
    while i < len(a) and j < len(b):
        if a[i] == b[j]:
            out += a[i]
            i, j = i + 1, j + 1
        elif length[i + 1][j] >= length[i][j + 1]:
            i += 1
        else:
            j += 1
    return out


def coins(amount, kinds):
    ways = [1] + [0] * amount
    for k in kinds:
        for a in range(k, amount + 1):
            ways[a] += ways[a - k]
    return ways[amount]


def chain(sizes):
    n = len(sizes) - 1
    cost = np.zeros((n, n))
    for span in range(1, n):
        for i in range(n - span):
            j = i + span
            cost[i, j] = min([cost[i, k] + cost[k + 1, j] + sizes[i] * sizes[k + 1] * sizes[j + 1] for k in range(i, j)])
    return cost[0, -1]


best, chosen = knapsack([3, 4, 5, 9, 4], [3, 4, 4, 10, 4], 11)
print(best, chosen, common("AGGTABCD", "GXTXAYBD"), coins(100, (1, 5, 10, 25, 50)), chain([40, 20, 30, 10, 30]))
