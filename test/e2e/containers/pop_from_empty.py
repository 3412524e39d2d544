"""pop() of an empty list."""


def drain(a):
    while True:
        print(a.pop())


drain([1, 2])
