# range counts up and down, and stops before its end.
for i in range(10, 0, -3):
    print(i, end=" ")
for i in range(-5, 6, 5):
    print(i, end=" ")
for i in range(3, 3):
    print("never")
for i in range(5, 0):
    print("never")
print()
