"""A pop from an empty list in a called function, with lists alive around it."""
def inner(stack, names):
    label = names[0] + "!"
    rows = [[label, label] for _ in range(3)]
    while True:
        rows.append([stack.pop()])
def outer():
    inner(["a", "b"], ["x", "y"])
outer()
