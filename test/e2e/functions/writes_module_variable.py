# `global` lets a function assign to a module variable.
calls = 0


def step():
    global calls
    calls += 1
    return calls


step()
step()
print(step(), calls)
