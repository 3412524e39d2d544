"""An extended slice takes as many elements as it has."""


a = [1, 2, 3, 4]
a[::2] = [7, 8]
print(a)
a[::2] = [9]
