# An assignment expression assigns, also when its value is a literal.
def double(n):
    return (m := 3) + m * n


def largest(a, b):
    if (square := a * a) > b:
        return square
    return b


print(double(5), largest(3, 5), largest(2, 5))
if (flag := 4) > 3:
    print(flag)
