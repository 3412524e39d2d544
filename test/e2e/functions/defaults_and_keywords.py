# Default values and keyword arguments bind as Python binds them.
def line(x, slope=2, offset=10):
    return slope * x + offset


print(line(1))
print(line(1, 3))
print(line(1, offset=0))
print(line(offset=1, x=5, slope=0))
