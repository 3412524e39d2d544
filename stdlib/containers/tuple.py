"""Tuples whose elements are all of one type."""


def index(self, value, start: int = 0, stop: int = 9223372036854775807):
    """Where the first equal element is. ValueError if there is none."""
    n = len(self)
    if start < 0:
        start = max(start + n, 0)
    if stop < 0:
        stop = stop + n
    for i in range(start, min(stop, n)):
        if self[i] == value:
            return i
    raise ValueError("tuple.index(x): x not in tuple")


def count(self, value):
    """How many elements are equal."""
    total = 0
    for element in self:
        if element == value:
            total += 1
    return total
