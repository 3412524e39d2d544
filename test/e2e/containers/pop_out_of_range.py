"""pop(i) outside of a list."""


a = [1, 2]
print(a.pop(5))
