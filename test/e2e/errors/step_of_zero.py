# range with a step of zero.
def count(step):
    for i in range(0, 10, step):
        print(i)


count(5)
count(0)
