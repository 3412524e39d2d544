# A literal that 64 bits cannot hold is an error before anything runs.
# expect: OverflowError before running at line 4
print("before")
print(9223372036854775808)
