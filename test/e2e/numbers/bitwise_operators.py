# & | ^ ~ << >> on ints, with negative numbers as two's complement, and on bools.
def show(a, b):
    print(a & b, a | b, a ^ b, ~a)


show(12, 10)
show(-12, 10)
show(-1, 255)
print(1 << 40, -1 << 3, 1000 >> 3, -1000 >> 3, 5 >> 100)
print(True & False, True | False, True ^ True)
