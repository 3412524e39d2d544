# Format specifications of ints: width, fill, sign, base, grouping.
n = 1234
print(f"[{n:8}] [{n:<8}] [{n:^8}] [{n:08}] [{n:+}] [{-n: }]")
print(f"{n:x} {n:X} {n:b} {n:o} {n:#x} {n:,} {n:_}")
print(f"{n:*>10} {-n:*<10} {-n:08d} {n:d}")
