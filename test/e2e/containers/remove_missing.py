"""remove() of what is not there."""


a = ["x"]
a.remove("y")
