# Running statistics by groups: tuples as accumulators, NaN skipped, and the same from NumPy's own functions.
import math

import numpy as np


def update(state, x):
    n, mean, m2 = state
    n += 1
    delta = x - mean
    mean += delta / n
    return n, mean, m2 + delta * (x - mean)


def by_group(values, groups, count):
    states = [(0, 0.0, 0.0) for _ in range(count)]
    skipped = 0
    for x, g in zip(values, groups):
        if math.isnan(x):
            skipped += 1
            continue
        states[g] = update(states[g], x)
    return states, skipped


values = np.array([1.0, 4.0, np.nan, 2.5, 8.0, 3.0, 6.5, np.nan, 7.0])
groups = np.array([0, 1, 0, 0, 1, 2, 1, 2, 2])
states, skipped = by_group(values, groups, 4)
for g, (n, mean, m2) in enumerate(states):
    spread = math.sqrt(m2 / (n - 1)) if n > 1 else float("nan")
    print(g, n, round(mean, 6), round(spread, 6))
print(skipped, np.nanmean(values), round(float(np.nanstd(values, ddof=1)), 9), np.isnan(values).sum())
for g in range(3):
    chosen = values[(groups == g) & ~np.isnan(values)]
    print(g, chosen, chosen.mean(), round(chosen.std(ddof=1), 6), np.median(chosen))
