"""A key that is not there."""


d = {"a": 1}
print(d["a"])
print(d["b"])
