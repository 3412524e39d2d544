"""max() of an empty list."""


a = [1]
a.clear()
print(max(a))
