# A binary heap on two arrays, as nearest-neighbour libraries write it; and sorting by it.
import numpy as np


def heap_push(distances, indices, d, i):
    if d >= distances[0]:
        return False
    distances[0], indices[0] = d, i
    at = 0
    while True:
        left, right = 2 * at + 1, 2 * at + 2
        if left >= len(distances):
            break
        swap = at
        if distances[left] > distances[swap]:
            swap = left
        if right < len(distances) and distances[right] > distances[swap]:
            swap = right
        if swap == at:
            break
        distances[at], distances[swap] = distances[swap], distances[at]
        indices[at], indices[swap] = indices[swap], indices[at]
        at = swap
    return True


def neighbours(points, query, k):
    distances = np.full(k, np.inf, dtype=np.float32)
    indices = np.full(k, -1, dtype=np.int32)
    pushed = 0
    for i in range(points.shape[0]):
        d = np.float32(0)
        for j in range(points.shape[1]):
            diff = points[i, j] - query[j]
            d += diff * diff
        pushed += heap_push(distances, indices, d, i)
    order = np.argsort(distances)
    return distances[order], indices[order], pushed


points = (np.arange(24, dtype=np.float32).reshape(8, 3) * 7 % 11) / 4
d, i, pushed = neighbours(points, points[3] + np.float32(0.1), 3)
print(np.round(d, 4), i, pushed, d.dtype, i.dtype)
