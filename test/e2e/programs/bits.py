# Hashes and random numbers of sized integers, which wrap; bits counted, reversed and packed.
import numpy as np


def xorshift(state):
    state ^= state << np.uint32(13)
    state ^= state >> np.uint32(17)
    state ^= state << np.uint32(5)
    return state


def fnv(data):
    h = np.uint64(14695981039346656037)
    for byte in data:
        h = (h ^ np.uint64(byte)) * np.uint64(1099511628211)
    return h


def popcount(x):
    count = 0
    while x:
        x &= x - 1
        count += 1
    return count


def reverse(x, bits):
    out = 0
    for _ in range(bits):
        out = out << 1 | x & 1
        x >>= 1
    return out


def pack(flags):
    out = np.zeros((len(flags) + 7) // 8, dtype=np.uint8)
    for i, flag in enumerate(flags):
        if flag:
            out[i >> 3] |= np.uint8(1 << (i & 7))
    return out


state = np.uint32(2463534242)
for _ in range(4):
    state = xorshift(state)
    print(state, end=" ")
print(fnv(np.array([104, 101, 108, 108, 111], dtype=np.uint8)))
print([popcount(n) for n in (0, 1, 255, 2**40 + 3)], reverse(0b1101, 8), bin_text := f"{reverse(1, 6):06b}")
print(pack(np.arange(20) % 3 == 0), np.left_shift(np.int8(1), 6), ~np.uint8(7), -np.int16(-32768))
