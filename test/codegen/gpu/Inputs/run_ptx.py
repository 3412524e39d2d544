"""A launch of fake_cuda.c: executes the kernel on the device memory that is a file.

run_ptx.py DIR KERNEL GRID(3) BLOCK(3) PARAMETERS…
"""

import mmap
import os
import sys

from ptx import Kernel, Memory, decode, launch

BASE = 0x700000000000


class Device(Memory):
    """The file's bytes from BASE on, and shared arrays as usual."""

    def __init__(self, path):
        super().__init__()
        with open(path, "r+b") as file:
            self.heap = mmap.mmap(file.fileno(), 0)

    def place(self, address, size):
        if address < BASE:
            return super().place(address, size)
        assert address - BASE + size <= len(self.heap), f"no memory at {address:#x}"
        assert (address - BASE) % size == 0, f"address {address:#x} is not aligned"
        return self.heap, address - BASE


def main():
    folder, name, *numbers = sys.argv[1:]
    numbers = [int(number) for number in numbers]
    with open(os.path.join(folder, "kernels.ptx"), encoding="utf-8") as file:
        ptx = file.read()
    args = [decode(bits, kind) for bits, (kind, _) in zip(numbers[6:], Kernel(ptx, name).params)]
    launch(ptx, name, Device(os.path.join(folder, "heap")), None, args, block=tuple(numbers[3:6]), grid=tuple(numbers[:3]))


if __name__ == "__main__":
    main()
