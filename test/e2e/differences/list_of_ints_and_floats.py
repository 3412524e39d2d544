# The elements of a list have one type: ints among floats become floats.
# expect: output [1.0, 2.5]
print([1, 2.5])
