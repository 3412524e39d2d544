# What is certain to fail is reported before anything runs; CPython prints the first line.
# expect: NameError before running at line 4
print("before")
print(never_assigned)
