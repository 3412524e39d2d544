# A function chosen at run time; the alternatives may capture different things.
def double(x):
    return 2 * x


def choose(flag, n):
    if flag > 0:
        f = double
    elif flag == 0:
        f = lambda x: x + n
    else:

        def f(x):
            return -x * n

    return f(10)


def pick(flag, n):
    return double if flag else (lambda x: x - n)


for flag in range(-1, 2):
    print(choose(flag, 5))
print(pick(True, 1)(4), pick(False, 1)(4))


def loop(n):
    f = double
    total = 0
    for i in range(n):
        total += f(i)
        if i % 2 == 0:
            f = lambda x: x * x
        else:
            f = double
    return total


print(loop(7))
