"""An element of a list that never has one."""


a = []
print(len(a), a)
print(a[0])
