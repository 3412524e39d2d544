"""A default that is a list is made once, and seen by all calls."""


def remember(value, seen=[]):
    seen.append(value)
    return len(seen)


print(remember(1), remember(2), remember(3, [5]), remember(4))
