# The else of a for loop runs when no break left it, even when the loop never ran.
for n in range(3):
    if n == 5:
        break
else:
    print("no break")
for n in range(0):
    pass
else:
    print("never ran")
for n in range(3):
    if n == 1:
        break
else:
    print("not printed")
