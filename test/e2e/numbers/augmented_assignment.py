# Each augmented assignment means the operator it names.
x = 17
x += 3
x -= 1
x *= 4
x //= 3
x %= 11
x **= 2
x <<= 3
x |= 1
x ^= 5
x &= 1023
x >>= 1
print(x)
y = 3
y /= 2
print(y)
