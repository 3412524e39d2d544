# A variable that no path has set is an error when it is read.
def last(n):
    for i in range(n):
        value = i
    return value


print(last(3))
print(last(0))
