"""Minimax polynomials by Remez' exchange, as the formulas of codegen/lower/ExpandMath use them. Needs mpmath.

    >>> import mpmath as mp, remez
    >>> remez.minimax(mp.exp, lambda x: 1 / mp.exp(x), -0.35, 0.35, degree=10)

gives the coefficients that make the largest relative error smallest, that error, and what it is after rounding.
"""

import mpmath as mp

mp.mp.prec = 200


def exchange(f, weight, low, high, degree, rounds=12):
    """c0, c1, ... that make the largest |weight(x) (f(x) - c0 - c1 x - ...)| on [low, high] smallest; and that."""
    count = degree + 1

    def spread(n):
        return [
            (low + high) / 2 - (high - low) / 2 * mp.cos(mp.pi * i / n)
            for i in range(n + 1)
        ]

    points, grid = spread(count), spread(12 * count)
    wanted = [(f(x), weight(x)) for x in grid]
    for _ in range(rounds):
        rows = [
            [x**p for p in range(count)] + [(-1) ** i / weight(x)]
            for i, x in enumerate(points)
        ]
        solution = mp.lu_solve(mp.matrix(rows), mp.matrix([f(x) for x in points]))
        c = list(solution)[:count]
        errors = [w * (y - mp.polyval(c[::-1], x)) for x, (y, w) in zip(grid, wanted)]
        # The largest error of each run of one sign.
        extremes = []
        for x, e in zip(grid, errors):
            if extremes and (extremes[-1][1] > 0) == (e > 0):
                if abs(e) > abs(extremes[-1][1]):
                    extremes[-1] = (x, e)
            else:
                extremes.append((x, e))
        while len(extremes) > count + 1:
            extremes.pop(0 if abs(extremes[0][1]) < abs(extremes[-1][1]) else -1)
        if len(extremes) < count + 1:
            break
        points = [x for x, _ in extremes]
        sizes = [abs(e) for _, e in extremes]
        if max(sizes) < min(sizes) * 1.01:
            break
    return c, max(abs(e) for e in errors)


def rounded(value, bits):
    """The nearest number of so many significant bits."""
    with mp.workprec(bits):
        return +value


def minimax(f, weight, low, high, degree, bits=53):
    """Coefficients rounded to `bits`, and the largest weighted error before and after rounding.

    `weight` must not be 0 in the interval: leave out a point where it is.
    """
    low, high = mp.mpf(low), mp.mpf(high)
    c, best = exchange(f, weight, low, high, degree)
    c = [rounded(a, bits) for a in c]
    grid = [low + (high - low) * k / 1000 for k in range(1001)]
    final = max(abs(weight(x) * (f(x) - mp.polyval(c[::-1], x))) for x in grid)
    return [float(a) for a in c], float(best), float(final)
