# A compile-time parameter indexes tuples of mixed types, and decides branches.
import amaru


def pick(t, i: amaru.comptime):
    return t[i]


def power(x, n: amaru.comptime):
    if n == 0:
        return x / 2
    return power(x * x, 0)


t = (1, 2.5, "three")
print(pick(t, 0), pick(t, 1), pick(t, -1))
print(power(3, 0), power(3, 1))
