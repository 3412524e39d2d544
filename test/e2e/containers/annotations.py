"""Annotations of containers in functions."""
from typing import Dict, List, Tuple


def mean(values: list[float]) -> float:
    return sum(values) / len(values)


def scale(values: List[float], by: float) -> List[float]:
    return [v * by for v in values]


def index(words: list[str]) -> dict[str, int]:
    result: Dict[str, int] = {}
    for i, w in enumerate(words):
        result[w] = i
    return result


def bounds(points: list[tuple[float, float]]) -> Tuple[float, float]:
    return min(p[0] for p in points), max(p[1] for p in points)


def unique(xs: list[int]) -> set[int]:
    return set(xs)


def main() -> None:
    print(mean([1.0, 2.0, 4.0]), scale([1.0, 2.5], 2.0), index(["a", "b"]), bounds([(1.0, 2.0), (0.5, 3.0)]))
    print(sorted(unique([3, 1, 3])))
    empty: list[int] = []
    print(empty, len(empty), scale([], 2.0))
    matrix: list[list[int]] = [[1, 2], [3]]
    matrix.append([])
    print(matrix)


main()
