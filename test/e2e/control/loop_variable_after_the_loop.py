# The loop variable keeps its last value; assigning to it does not change the loop.
for i in range(5):
    last = i
    i = 100
print(i, last)
