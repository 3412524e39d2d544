# Tuples hold values of different types and are indexed from both ends.
t = (1, 2.5, True)
print(t, t[0], t[-1], len(t))
print((1,), ())
