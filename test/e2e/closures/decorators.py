# A decorator is a function that takes a function; amaru.jit may stand on nested ones.
import amaru


def twice(f):
    def wrapped(x):
        return f(f(x))

    return wrapped


def times(n):
    def decorate(f):
        return lambda x: n * f(x)

    return decorate


@twice
def increment(x):
    return x + 1


@times(10)
@twice
def halve(x):
    return x / 2


def run(k):
    @amaru.jit
    def inner(x):
        return x * k

    @twice
    def outer(x):
        return inner(x) + 1

    return outer(5)


print(increment(1), halve(8), run(3))
