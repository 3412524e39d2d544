# print shows ints, floats, bools, None, strings and tuples as str does.
print(1, 2.0, True, None, "text")
print((1, 2.0, False, None))
print(-7, 1e100, -0.0)
