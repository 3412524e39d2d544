# Where paths join, an int meets a float as a float: the int path prints 1.0.
# expect: output 1.0 0.5
def pick(flag):
    if flag:
        x = 1
    else:
        x = 0.5
    return x


print(pick(True), pick(False))
