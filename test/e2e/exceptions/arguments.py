# An exception has any number of arguments; str() and repr() show them as Python does.
def show(n):
    try:
        if n == 0:
            raise ValueError
        if n == 1:
            raise ValueError()
        if n == 2:
            raise ValueError("")
        if n == 3:
            raise ValueError("a 'quoted' text")
        if n == 4:
            raise ValueError(7)
        if n == 5:
            raise ValueError(1.5, "x", -3, True, None)
        if n == 6:
            raise KeyError("key")
        if n == 7:
            raise KeyError(3)
        if n == 8:
            raise KeyError
        if n == 9:
            raise ValueError("{0} {braces}" + str(n))
    except (ValueError, KeyError) as e:
        print(n, "[" + str(e) + "]", repr(e), e.args, f"{e} {e!r}")


for n in range(10):
    show(n)
e = OverflowError("kept", 2)
print(e, repr(e), e.args)
assert show(0) is None, ("never",)[0]
assert len("ab") == 3, 2.5
