# The first condition that holds decides.
def size(n):
    if n < 0:
        return 1
    elif n == 0:
        return 2
    elif n < 10:
        return 3
    else:
        return 4


print(size(-1), size(0), size(9), size(10))
