# The width and precision may be expressions.
width = 9
digits = 3
print(f"[{2.0 / 3.0:{width}.{digits}f}]")
print(f"[{42:>{width}}]")
