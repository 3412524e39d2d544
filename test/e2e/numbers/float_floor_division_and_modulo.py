# // and % of floats follow the sign of the divisor and keep signed zeros.
def show(a, b):
    print(a // b, a % b)


show(7.5, 2.0)
show(-7.5, 2.0)
show(7.5, -2.0)
show(-7.5, -2.0)
show(-6.0, 3.0)
show(1e300, 1e-3)
show(0.3, 0.1)
