# A function without return gives None.
def nothing(x):
    x = x + 1


def maybe_nothing(x):
    if x > 0:
        return


print(nothing(1))
print(maybe_nothing(1))
print(maybe_nothing(-1))
