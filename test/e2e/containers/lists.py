"""Lists: displays, methods, subscripts, slices, operators, text."""


def displays():
    print([1, 2, 3], [], [1.5], [True, False], ["a", "b'c"], [(1, 2.5), (3, 4.5)], [[1], [2, 3], []])
    a = [0] * 5
    b = 3 * [1, 2]
    print(a, b, len(a), len(b), [7] * 0, [7] * -1)
    c = [*a, 1, *b, *range(3)]
    print(c)
    if a:
        print("a is not empty")
    if not []:
        print("[] is")
    print(bool(a), bool([]))
    print(str([1, "x"[0:0].join(["y"])] if False else [1, 2]), repr(["q"]), f"{a} and {b!r}")


def methods():
    a = [3, 1, 2]
    a.append(7)
    a.extend([5, 6])
    a.extend(range(2))
    a.extend((8, 9))
    a.insert(0, 10)
    a.insert(-1, 11)
    a.insert(100, 12)
    a.insert(-100, 13)
    print(a)
    print(a.pop(), a.pop(0), a.pop(-2), a)
    a.remove(7)
    print(a, a.index(5), a.index(6, 3), a.count(1), a.count(99))
    a.reverse()
    print(a)
    b = a.copy()
    b.clear()
    print(a, b)
    a.sort()
    print(a)
    a.sort(reverse=True)
    print(a)
    words = ["pear", "fig", "apple", "kiwi", "date"]
    words.sort()
    print(words)
    words.sort(key=len)
    print(words)
    words.sort(key=len, reverse=True)
    print(words)
    a.extend(a)
    print(a)


def subscripts():
    a = [10, 20, 30, 40]
    print(a[0], a[-1], a[1], a[-4])
    a[1] = 21
    a[-1] += 5
    a[0] -= 1
    print(a)
    i = 2
    print(a[i], a[i - 3], a[True])
    m = [[0] * 3 for _ in range(2)]
    m[1][2] = 5
    m[0][0] += 7
    print(m, m[1][2])
    row = m[0]
    row[1] = 9
    print(m)
    m[0] = [1]
    print(m, row)


def slices():
    a = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    print(a[2:5], a[:3], a[7:], a[:], a[::2], a[::-1], a[-3:], a[8:2:-2], a[5:5], a[100:], a[-100:2])
    a[2:4] = [20, 30, 40]
    print(a)
    a[5:] = []
    print(a)
    a[1:1] = (7, 8)
    print(a)
    a[::2] = [100, 101, 102, 103]
    print(a)
    a[:] = range(6)
    print(a)
    del a[1]
    del a[-1]
    print(a)
    del a[1:3]
    print(a)
    a = list(range(10))
    del a[::3]
    print(a)
    del a[::-2]
    print(a)
    b = a[:]
    b.append(1)
    print(a, b)


def operators():
    a = [1, 2] + [3]
    b = a
    b += [4]
    b *= 2
    print(a, b, a == b, a != b, [1, 2] < [1, 3], [1, 2] < [1, 2, 0], [2] > [1, 9], [1] <= [1], [1] >= [2])
    print(3 in a, 9 in a, 9 not in a, "x" in ["x"], (1, 2) in [(1, 2)], [1] in [[1]], 2.0 in a)
    print([[1, 2], [3]] == [[1, 2], [3]], [(1, "a")] < [(1, "b")], ["b"] > ["a", "c"])


def loops():
    a = [1, 2, 3]
    total = 0
    for x in a:
        total += x
        if len(a) < 6:
            a.append(x * 10)
    print(total, a)
    for x in a[:2]:
        print(x, end=" ")
    print()
    for i in range(len(a)):
        a[i] = a[i] * 2
    print(a)
    for x in a:
        if x > 20:
            break
        print(x)
    else:
        print("never")
    for row in [[1, 2], [3, 4]]:
        for x in row:
            print(x, end=",")
    print()
    while a:
        a.pop()
    print(a, len(a))
    b = [5, 6, 7, 8]
    for x in b:
        b.remove(x)
    print(b)


def unpacking():
    a, b, c = [1, 2, 3]
    print(a, b, c)
    first, *rest = [1, 2, 3]
    print(first, rest)
    *init, last = (1, 2, 3)
    print(init, last)
    x, *middle, y = range(5)
    print(x, middle, y)
    p, *none, q = [1, 2]
    print(p, none, q)
    for u, *v in [[1, 2, 3], [4, 5]]:
        print(u, v)
    h, e = "hi"
    print(h, e)


def empty_ones(n):
    a = []
    for i in range(n):
        a.append(i * 0.5)
    b = []
    b.append("x")
    c: list[int] = []
    grid = []
    for i in range(3):
        line = []
        for j in range(i):
            line.append((i, j))
        grid.append(line)
    stack = [[]]
    stack[0].append(3)
    print(a, b, c, grid, stack)
    return a


def make(n: int):
    result = []
    if n == 0:
        return result
    result += [n]
    return result


def fill(target, n):
    for i in range(n):
        target.append(i)


def main():
    displays()
    methods()
    subscripts()
    slices()
    operators()
    loops()
    unpacking()
    print(empty_ones(4), make(0), make(3))
    filled = []
    fill(filled, 4)
    print(filled)


main()
