# A variable that one branch sets is an error after the other.
def choose(flag):
    if flag:
        x = 1
    return x


print(choose(True))
print(choose(False))
