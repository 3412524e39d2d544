"""A part of a text that is no number."""
for x in "1 2 three".split():
    print(int(x))
