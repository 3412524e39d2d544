# Annotations of tuples, callables and type parameters; isinstance decides branches at compile time.
from typing import Callable

import numpy as np


def swap(pair: tuple[int, float]) -> tuple[float, int]:
    return pair[1], pair[0]


def apply(f: Callable[[int], int], x: int) -> int:
    return f(x)


def kind(x):
    if isinstance(x, (int, float)):
        return "number"
    elif isinstance(x, np.ndarray):
        return "array of " + str(x.shape[0])
    elif isinstance(x, str | tuple):
        return "text or tuple"
    return "other"


print(swap((1, 2.5)))
print(apply(lambda x: x * 3, 14))
print(kind(1), kind(2.5), kind(True), kind(np.zeros(3)), kind("a"), kind((1, 2)), kind(None))
