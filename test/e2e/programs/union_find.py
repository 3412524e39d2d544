# Connected components by union and find, with path halving, on arrays and on a dictionary of sizes.
import numpy as np


def find(parent, i):
    while parent[i] != i:
        parent[i] = parent[parent[i]]
        i = parent[i]
    return i


def components(n, edges):
    parent = np.arange(n)
    rank = np.zeros(n, dtype=np.int64)
    for a, b in edges:
        ra, rb = find(parent, a), find(parent, b)
        if ra == rb:
            continue
        if rank[ra] < rank[rb]:
            ra, rb = rb, ra
        parent[rb] = ra
        rank[ra] += rank[ra] == rank[rb]
    labels = np.full(n, -1, dtype=np.int32)
    count = 0
    for i in range(n):
        root = find(parent, i)
        if labels[root] < 0:
            labels[root] = count
            count += 1
        labels[i] = labels[root]
    return count, labels


edges = [(0, 1), (1, 2), (3, 4), (6, 5), (5, 7), (7, 6)]
count, labels = components(9, edges)
print(count, labels)
sizes = {}
for label in labels:
    sizes[int(label)] = sizes.get(int(label), 0) + 1
print(sizes, max(sizes, key=lambda k: sizes[k]), sorted(sizes.values(), reverse=True))
