# Values in f-strings print as str prints them.
n = 42
x = 2.5
print(f"n={n} x={x} sum={n + x} {True} {None}")
print(f"{{braces}} {n}{n}")
