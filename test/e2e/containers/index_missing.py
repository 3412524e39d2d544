"""index() of what is not there."""


a = ["x"]
print(a.index("y"))
