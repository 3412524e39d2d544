# A number is true when it is not zero.
def truth(x):
    if x:
        return 1
    return 0


print(truth(0), truth(1), truth(-1), truth(0.0), truth(-0.0), truth(1e-300), truth(False))
