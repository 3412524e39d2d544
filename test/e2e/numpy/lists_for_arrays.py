"""Functions of NumPy that are given lists."""
import numpy as np


def main():
    print(np.sum([1, 2, 3]), np.max([1.5, 2.5]), np.mean([1, 2]), np.std([1.0, 2.0]), np.sum([[1, 2], [3, 4]], axis=0))
    print(np.any([True, False]), np.min([3, 1]), np.var([1, 2, 4]), np.prod([2, 3]), np.ptp([1, 5]), np.all([1, 0]))
    a = [np.arange(2) + i for i in range(3)]
    print(np.concatenate(a), np.stack(a), np.vstack(a), np.hstack(a), np.column_stack(a))
    print(np.stack(a, axis=1), np.dstack(a).shape, np.concatenate([x[:, None] for x in a], axis=1))
    print(np.concatenate([x[None] for x in a], axis=None), np.concatenate([[1, 2], [3]]), np.vstack([[1, 2], [3, 4]]))
    print(np.concatenate((np.zeros(1), np.ones(2))), np.vstack((np.zeros(2), np.ones(2))))
    print(np.array([1, 2.5]), np.array([True, False]), np.array([1j, 2j]), np.array([[1, 2], [3, 4]], dtype=np.float32))
    print(np.array((1, 2)), np.array([]), np.array([(1, 2), (3, 4)]), np.array([np.arange(2), np.arange(2)]))
    x = np.array([[1, 2], [3, 4]])
    y = np.array(x)
    y[0, 0] = 9
    print(x, y, x.tolist(), np.zeros((2, 2, 1)).tolist(), np.array(2.5).tolist(), np.array([0.5, 1.5]).tolist())


main()
