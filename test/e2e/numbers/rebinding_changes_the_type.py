# A variable may hold an int first and a float later.
x = 1
print(x)
x = x / 2
print(x)
x = x > 0
print(x)
