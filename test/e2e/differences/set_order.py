# Sets keep the order in which elements came; CPython's order is that of its hash table.
# expect: output {3, 1}
print({3, 1})
