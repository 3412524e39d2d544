# int() of what no int can hold.
def cut(x):
    return int(x)


print(cut(2.5))
inf = 1e308 * 10
print(cut(inf - inf))
