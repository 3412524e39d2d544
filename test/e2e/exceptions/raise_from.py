# `raise … from` prints what an exception was caused by; a raise in a handler prints what was being handled.
class Bad(ValueError):
    """Input that is no good."""


class Worse(Bad):
    pass


def check(n):
    if n > 3:
        raise Worse("n is", n)
    return n


def guarded(n):
    try:
        return check(n)
    except KeyError:
        return -1


def wrapped(n):
    try:
        return guarded(n)
    except Bad as e:
        raise RuntimeError("wrapped") from e


def noisy(n):
    try:
        wrapped(n)
    except RuntimeError as e:
        print("caught", e, isinstance(e, RuntimeError), isinstance(e, KeyError))
        raise LookupError("while handling " + str(e))


try:
    noisy(5)
except LookupError as e:
    print("lookup", e)
print(wrapped(2))
noisy(7)
