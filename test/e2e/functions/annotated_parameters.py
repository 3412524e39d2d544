# Annotations of Python's own types change nothing about the values.
def area(width: float, height: float) -> float:
    return width * height


def count(n: int) -> int:
    return n + 1


print(area(2.5, 4.0))
print(count(41))
