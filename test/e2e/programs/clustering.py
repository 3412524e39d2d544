# k-means, hierarchical merging and silhouettes on small arrays, with argmin, masks, means along axes and ties.
import numpy as np


def kmeans(points, centres, rounds=20):
    centres = centres.copy()
    labels = np.zeros(len(points), dtype=np.int64)
    for step in range(rounds):
        d = ((points[:, None, :] - centres[None, :, :]) ** 2).sum(axis=2)
        new = d.argmin(axis=1)
        if step > 0 and (new == labels).all():
            break
        labels = new
        for k in range(len(centres)):
            members = points[labels == k]
            if len(members):
                centres[k] = members.mean(axis=0)
    return labels, centres, step


def single_link(points, count):
    clusters = [[i] for i in range(len(points))]
    while len(clusters) > count:
        best, pair = np.inf, (0, 0)
        for a in range(len(clusters)):
            for b in range(a + 1, len(clusters)):
                d = min([np.abs(points[i] - points[j]).sum() for i in clusters[a] for j in clusters[b]])
                if d < best:
                    best, pair = d, (a, b)
        a, b = pair
        clusters[a] += clusters.pop(b)
    return sorted([sorted(c) for c in clusters])


def silhouette(points, labels):
    scores = np.zeros(len(points))
    for i in range(len(points)):
        distances = np.sqrt(((points - points[i]) ** 2).sum(axis=1))
        own = labels == labels[i]
        if own.sum() == 1:
            continue
        a = distances[own].sum() / (own.sum() - 1)
        b = min([distances[labels == k].mean() for k in np.unique(labels) if k != labels[i]])
        scores[i] = (b - a) / max(a, b)
    return scores


points = np.array([[0.0, 0.1], [0.2, 0.0], [0.1, 0.3], [4.0, 4.1], [4.2, 3.9], [9.0, 0.0], [8.8, 0.3]])
labels, centres, steps = kmeans(points, points[[0, 1, 5]])
print(labels, steps)
print(np.round(centres, 6))
print(single_link(points, 3), np.round(silhouette(points, labels), 4))
