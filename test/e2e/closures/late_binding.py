# Nested functions share the variables around them: they see later assignments, and `nonlocal` makes their own seen.
def counter(start):
    count = start

    def step(by=1):
        nonlocal count
        count += by
        return count

    return step


def average():
    total = 0.0
    n = 0

    def add(x):
        nonlocal total, n
        total += x
        n += 1
        return total / n

    add(1)
    add(2.5)
    return add(4), total, n


def later(flag):
    def show():
        return value * 10

    value = 1
    first = show()
    value = 2
    if flag:
        value = 7
    return first, show()


def loop(n):
    f = lambda: -1
    out = 0
    for i in range(n):
        out = out * 10 + f() % 10
        f = lambda: i
    return out, f()


def each_round(n):
    total = 0
    for i in range(n):
        g = lambda x: x + i
        total += g(10)
    return total


def parameter(x):
    def get():
        return x

    x = x * 2
    return get(), x


def pair():
    p = (0, 1.5)

    def swap(a):
        nonlocal p
        p = (a, p[1] + 1)

    swap(5)
    swap(6)
    return p


c, d = counter(10), counter(100)
print(c(), c(5), d(), c())
print(average())
print(later(False), later(True))
print(loop(4), each_round(3), parameter(21), pair())
