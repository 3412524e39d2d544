# Floats print as the shortest text that reads back as the same float.
print(0.1, 0.1 + 0.2, 1.0, -0.0, 1e16, 1e15, 123456789012345680.0)
print(1e22, 1e-5, 0.0001, 1.5e300, 5e-324, 2.2250738585072014e-308)
print(3.0 * 1e100, 1 / 3, 100.0, 1e2)
