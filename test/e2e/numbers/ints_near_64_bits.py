# Ints up to the ends of 64 bits are exact.
big = 9223372036854775807
small = -9223372036854775807 - 1
print(big)
print(small)
print(big - 1 + 1)
print(small + big)
print(3037000499 * 3037000499)
