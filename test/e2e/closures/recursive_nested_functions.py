# Nested functions call themselves and each other.
def factorial(n):
    def go(k, acc):
        if k <= 1:
            return acc
        return go(k - 1, acc * k)

    return go(n, 1)


def parity(n, step):
    def is_even(k):
        if k <= 0:
            return True
        return is_odd(k - step)

    def is_odd(k):
        if k <= 0:
            return False
        return is_even(k - step)

    return is_even(n), is_odd(n)


def depth(n):
    def level(k):
        def below():
            return level(k - 1)

        return 0 if k == 0 else below() + n

    return level(n)


print(factorial(10))
print(parity(10, 1), parity(7, 1))
print(depth(4))
