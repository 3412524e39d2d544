# A list of ints takes no float: the elements of a list have one type.
# expect: TypeError before running at line 4
a = [1, 2]
a[0] = 0.5
print(a)
