"""Lists of ints where lists of floats are declared; only what prints alike is printed."""


def mean(values: list[float]) -> float:
    return sum(values) / len(values)


def total(rows: list[list[float]]) -> float:
    return sum(sum(row) for row in rows) + 0.5


def half(n: int) -> list[float]:
    return [i for i in range(n)]


def main():
    print(mean([1, 2, 4]), mean([x * x for x in range(4)]), total([[1, 2], [3]]), mean(half(3)) + 0.25)
    weights: list[float] = [1, 2]
    weights.append(0.5)
    print([w / 4 for w in weights])
    table: list[list[float]] = [[1, 2], []]
    table[1] = [3, 4]
    table[1][0] += 0.25
    print([x / 3 for row in table for x in row])


main()
