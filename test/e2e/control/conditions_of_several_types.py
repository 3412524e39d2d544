"""`and` and `or` in a condition: only whether the operands hold matters."""


def main():
    stack = [3, 1, 2]
    limit = 1
    while stack and stack[-1] > limit:
        print(stack.pop())
    name, n = "x", 3
    if name and n:
        print("both")
    if (not name or n > 5) or stack:
        print("stack")
    print("yes" if name and n > 2 else "no", not (stack and n), [w for w in ["a", ""] if w and n], any(w and n for w in ["", "b"]))
    assert stack or name, "neither"
    a, b = 0, [1]
    x = a or n
    y = [] or (b and [2])
    print(x, y, 5 and 7, "" or "z")
    if a and b[5]:
        print("never")


main()
