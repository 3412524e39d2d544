# sep stands between the values, end after them.
print(1, 2, 3, sep=", ")
print("a", "b", sep="")
print("no newline", end="")
print(" here", end="!\n")
print()
print(1, 2, sep="-", end=";")
print()
