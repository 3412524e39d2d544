# `a if c else b` evaluates one side only.
def pick(c):
    return 1 // c if c != 0 else -1


print(pick(1), pick(0))
