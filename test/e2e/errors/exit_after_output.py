# What was printed before an exception is there, in order.
def fail(n):
    for i in range(n, -1, -1):
        print(i, 12 // i)


fail(3)
