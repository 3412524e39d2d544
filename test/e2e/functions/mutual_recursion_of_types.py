# The result types of functions that call each other are found together.
def ping(n):
    if n > 4:
        return 0.5
    return pong(n + 1)


def pong(n):
    if n > 3:
        return 1.25
    return ping(n + 1) * 2


print(ping(0), pong(0), ping(1), pong(1))
