# An unannotated function is compiled once for each combination of argument types.
def twice(x):
    return x + x


print(twice(21))
print(twice(1.5))
print(twice(True))
