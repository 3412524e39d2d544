"""The five nearest neighbours of each iris among the 149 others vote on its species.

    amaru run examples/06_iris_knn.py [CSV]

Lengths are taken in millimetres, so that squared distances are whole numbers and ties are exact; of equally near
neighbours the one that stands earlier counts first, as does the lower species among equal votes. The predictions are
those of scikit-learn's KNeighborsClassifier(n_neighbors=5, algorithm="brute"). 28 flowers have a tie at the fifth
place, but whichever neighbour is taken, the vote comes out the same: no prediction hangs on the rule.
"""

import sys

import amaru
import numpy as np

K = 5


@amaru.jit
def predict(x: amaru.i64[:, :], species: amaru.i64[:], row: int) -> int:
    """The species that the nearest neighbours of `row`, itself left out, vote for."""
    near = np.full(K, 1000000000)
    votes = np.zeros(K, dtype=np.int64)
    for i in range(x.shape[0]):
        if i == row:
            continue
        distance = 0
        for j in range(x.shape[1]):
            difference = x[i, j] - x[row, j]
            distance += difference * difference
        # Insert behind everything that is as near or nearer.
        k = K
        while k > 0 and near[k - 1] > distance:
            k -= 1
        for l in range(K - 1, k, -1):
            near[l] = near[l - 1]
            votes[l] = votes[l - 1]
        if k < K:
            near[k] = distance
            votes[k] = species[i]
    counts = np.zeros(3, dtype=np.int64)
    for k in range(K):
        counts[votes[k]] += 1
    best = 0
    for s in range(1, 3):
        if counts[s] > counts[best]:
            best = s
    return best


def main():
    if len(sys.argv) > 1:
        data = np.loadtxt(sys.argv[1], delimiter=",")
    else:
        data = np.loadtxt("examples/data/iris.csv", delimiter=",")
    n = data.shape[0]
    x = np.zeros((n, 4), dtype=np.int64)
    species = np.zeros(n, dtype=np.int64)
    for i in range(n):
        for j in range(4):
            x[i, j] = int(data[i, j] * 10.0 + 0.5)
        species[i] = int(data[i, 4])
    correct = 0
    for i in range(n):
        guess = predict(x, species, i)
        print(guess, end="")
        if guess == species[i]:
            correct += 1
        if i % 50 == 49:
            print()
    print(f"{correct} of {n} are right, {correct / n:.4f}")


main()
