# What is None on every path to an operation is reported before anything runs; CPython prints the first line.
# expect: TypeError before running at line 5
print("before")
nothing = None
print(nothing + 1)
