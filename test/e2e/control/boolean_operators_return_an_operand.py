# `and` and `or` give one of their operands and leave the other alone when they can.
def noisy(x):
    print("noisy", x)
    return x


print(noisy(0) and noisy(5))
print(noisy(3) and noisy(5))
print(noisy(0) or noisy(5))
print(noisy(3) or noisy(5))
print(not 0, not 3.5)
