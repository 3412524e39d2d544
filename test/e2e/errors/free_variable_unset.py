# compare: class
# A nested function reads a variable that the function around it has not assigned yet.
def outer(flag):
    def show():
        return value

    if flag:
        value = 3
    return show()


print(outer(True))
print(outer(False))
