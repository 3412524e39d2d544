"""Comprehensions, generators consumed in place, and the builtins over iterables."""


def square(x):
    return x * x


def is_odd(x):
    return x % 2 == 1


def negated(x):
    return -x


def comprehensions():
    x = 100
    print([x * x for x in range(5)], x)
    print([x for x in range(20) if x % 3 == 0 if x % 2 == 0])
    print([(i, j) for i in range(3) for j in range(i)])
    print([[i * j for j in range(3)] for i in range(3)])
    rows = [[1, 2], [3], []]
    print([y for row in rows for y in row], [len(row) for row in rows])
    print([a + b for a, b in [(1, 2), (3, 4)]])
    words = ["a", "bc"]
    print([w * 2 for w in words], [c for w in words for c in w])
    print([float(v) for v in [1, 2]], [str(v) for v in range(3)])
    n = 3
    print([n * v for v in [n, n + 1]])


def folds():
    a = [3, 1, 2]
    print(sum(x * x for x in a), sum([1.5, 2.5]), sum(a), sum(a, 10), sum((x for x in a), 5))
    print(any(x > 2 for x in a), any(x > 5 for x in a), all(x > 0 for x in a), all(x > 1 for x in a))
    print(any([0, 0, 1]), any([]), all([1, 0]), all([]))
    print(min(x * x for x in a), max(-x for x in a), min(a), max(a), min([2.5, 1.5]), max(["b", "a"]))
    print(min(a, key=negated), max(a, key=negated), min([(2, 1), (1, 5)]))
    print(any(10 // x > 3 for x in [5, 2, 0]))
    print(sum(1 for x in range(10) if x % 3 == 0), sum(i * j for i in range(3) for j in range(3)))


def iterators():
    a = [10, 20, 30]
    for i, x in enumerate(a):
        print(i, x, end="; ")
    for i, x in enumerate(a, 5):
        print(i, x, end="; ")
    for i, x in enumerate("ab", start=1):
        print(i, x, end="; ")
    print()
    for x, y in zip(a, [1.5, 2.5]):
        print(x, y, end="; ")
    for x, y, z in zip(a, range(10), "xyz"):
        print(x, y, z, end="; ")
    for i, (x, y) in enumerate(zip(a, a)):
        print(i, x, y, end="; ")
    print()
    for x in reversed(a):
        print(x, end=" ")
    for x in reversed(range(3)):
        print(x, end=" ")
    for x in reversed("abc"):
        print(x, end=" ")
    for x in map(square, a):
        print(x, end=" ")
    for x in filter(is_odd, range(6)):
        print(x, end=" ")
    print()
    print(list(enumerate(a)), list(zip(a, a)), list(reversed(a)), list(map(square, a)), list(filter(is_odd, range(9))))
    print(list(range(4)), list("abc"), list((1, 2)), list(a), sum(map(square, a)), max(map(square, a)))
    print(sorted(a, reverse=True), sorted("hello"), sorted((3, 1, 2)), sorted([2, -3, 1], key=abs), sorted(x % 7 for x in range(10)))
    print(list(map(float, a)), [i * x for i, x in enumerate(a)], list(enumerate(filter(is_odd, range(6)))))
    print([x for x in (1, 2, 3)], 2 in (1, 2), 5 in (1, 2), 3 in range(5), 7 in range(0, 10, 2))
    t = (4, 5, 6)
    for x in t:
        print(x, end=" ")
    for i in range(3):
        print(t[i], end=" ")
    print(t.index(5), t.count(4), (*t, 7), len(t), t + (1,))


def sorting():
    state = 12345
    values = []
    for i in range(1000):
        state = (state * 1103515245 + 12345) % 2147483648
        values.append(state % 97)
    pairs = [(v, i) for i, v in enumerate(values)]
    print(sorted(values) == sorted(values[::-1]), sum(i * v for i, v in enumerate(sorted(values))))
    ordered = sorted(pairs)
    print(ordered[:5], ordered[-3:])
    by_value = sorted(range(len(values)), key=lambda_free)
    print(by_value[:12])
    values.sort(reverse=True)
    print(values[:10], values[-10:])
    for n in range(70):
        part = [(7 * i) % 13 for i in range(n)]
        part.sort()
        for i in range(1, n):
            if part[i - 1] > part[i]:
                print("not sorted", n)
    print(sorted([3.5, -1.0, 2.0]), sorted(["b", "a", "c", "a"]), sorted([[2], [1, 5], [1]]))


def lambda_free(i):
    return i * 37 % 11


def main():
    comprehensions()
    folds()
    iterators()
    sorting()


main()
