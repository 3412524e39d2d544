# // rounds toward minus infinity for every combination of signs.
def show(a, b):
    print(a // b, a % b)


show(7, 2)
show(-7, 2)
show(7, -2)
show(-7, -2)
show(6, -3)
show(0, -3)
