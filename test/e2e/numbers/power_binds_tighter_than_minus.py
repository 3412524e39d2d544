# fmt: off
# -x ** 2 is -(x ** 2), and 2 ** 3 ** 2 is 2 ** 9.
x = 3
print(-(x ** 2), -x ** 2, (-x) ** 2)
print(2 ** 3 ** 2)
