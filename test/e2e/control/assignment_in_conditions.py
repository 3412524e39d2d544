# An assignment expression in an operand that may be skipped assigns only where it is evaluated.
def half(n):
    return n // 2


def steps(n):
    count = 0
    while (n := half(n)) > 0:
        count += n
    return count, n


def first(n):
    if n > 3 and (h := half(n)) > 2:
        return h
    return n


def either(n):
    x = 1
    y = n > 5 or (x := n * 10) > 20
    return x, y


def chosen(n):
    z = 0
    a = (z := n + 1) if n > 2 else -n
    return a, z


def chain(n):
    k = 0
    inside = 0 < n < (k := n * 2) < 9
    return inside, k


def unset(n):
    if n > 2 and (w := n) > 3:
        pass
    return w


def lines(n):
    total = 0
    while n > 0 and (d := n % 10) != 7:
        total += d
        n //= 10
    else:
        return total, n
    return -1, n


for i in range(7):
    print(steps(i * 9), first(i), either(i), chosen(i), chain(i), lines(i * 173))
print(unset(5))
print(unset(3))
print(unset(1))
