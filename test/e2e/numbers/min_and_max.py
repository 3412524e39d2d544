# min and max of numbers keep the first of equals and the type of the winner.
print(min(3, 1, 2), max(3, 1, 2))
print(min(1.5, -2.5), max(1.5, -2.5))
print(min(-7, 7), max(0, 0))
