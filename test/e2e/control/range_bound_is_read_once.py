# Changing the variable that a range was made from does not change the loop.
n = 3
for i in range(n):
    n = 10
    print(i, n)
