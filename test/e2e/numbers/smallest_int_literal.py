# -2**63 is minus a literal that does not fit in 64 bits by itself.
x = -9223372036854775808
print(x, x + 1, x // 2)
