# Elements are compared by value; CPython takes an object to be equal to itself before it asks.
# expect: output False
nan = float("nan")
print([nan] == [nan])
