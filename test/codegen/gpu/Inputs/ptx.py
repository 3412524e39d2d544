"""Executes PTX on the CPU, one thread after another from barrier to barrier: what the assembler is given, instruction by
instruction.

    memory = Memory()
    x = memory.array("f", [1.0, 2.0])
    launch(ptx, "saxpy_0", memory, threads=2, args=[x, 2, ...])

Knows the instructions that Amaru's kernels are made of. An address outside of every array is an error, and so is an unknown
instruction. Shared memory is new for each block, and holds no zeros.
"""

import math
import re
import struct
from fractions import Fraction

SIZES = {"b8": 1, "u8": 1, "s8": 1, "b16": 2, "u16": 2, "s16": 2, "b32": 4, "u32": 4, "s32": 4, "f32": 4}
CODES = {"s8": "b", "s16": "h", "s32": "i", "s64": "q", "f32": "f", "f64": "d"}
COMPARE = {
    "eq": lambda a, b: a == b, "ne": lambda a, b: a != b, "lt": lambda a, b: a < b,
    "le": lambda a, b: a <= b, "gt": lambda a, b: a > b, "ge": lambda a, b: a >= b,
}  # fmt: skip


def size_of(kind):
    return SIZES.get(kind, 8)


def decode(bits, kind):
    """The value of a register under a type; registers hold unsigned bits."""
    if kind == "pred":
        return bits
    size = size_of(kind)
    bits &= (1 << 8 * size) - 1
    if kind in CODES:
        unsigned = {1: "B", 2: "H", 4: "I", 8: "Q"}[size]
        return struct.unpack("<" + CODES[kind], struct.pack("<" + unsigned, bits))[0]
    return bits


def encode(value, kind):
    if kind == "pred":
        return bool(value)
    if kind == "f32":
        try:
            packed = struct.pack("<f", value)
        except OverflowError:
            packed = struct.pack("<f", math.copysign(math.inf, value))
        return struct.unpack("<I", packed)[0]
    if kind == "f64":
        return struct.unpack("<Q", struct.pack("<d", value))[0]
    return int(value) & ((1 << 8 * size_of(kind)) - 1)


class Memory:
    """Arrays of numbers, far from each other, so that no index out of range goes unnoticed."""

    def __init__(self):
        self.arrays = {}

    def array(self, code, values):
        """The address of a new array; `code` is one of the struct module."""
        address = (len(self.arrays) + 1) << 32
        self.arrays[address] = (code, bytearray(struct.pack(f"<{len(values)}{code}", *values)))
        return address

    def values(self, address):
        code, data = self.arrays[address]
        return list(struct.unpack(f"<{len(data) // struct.calcsize('<' + code)}{code}", data))

    def place(self, address, size):
        base = address >> 32 << 32
        offset = address - base
        assert base in self.arrays and offset + size <= len(self.arrays[base][1]), f"no array at {address:#x}"
        assert offset % size == 0, f"address {address:#x} is not aligned"
        return self.arrays[base][1], offset

    def load(self, address, size):
        data, offset = self.place(address, size)
        return int.from_bytes(data[offset : offset + size], "little")

    def store(self, address, size, bits):
        data, offset = self.place(address, size)
        data[offset : offset + size] = (bits & ((1 << 8 * size) - 1)).to_bytes(size, "little")


class Kernel:
    def __init__(self, ptx, name):
        text = re.sub(r"//[^\n]*", "", ptx)
        match = re.search(r"\.entry " + name + r"\((.*?)\)(.*?)\n\{(.*?)\n\}", text, re.S)
        assert match, f"no kernel {name}"
        self.params = re.findall(r"\.param\s+\.(\w+).*?(\w+)\s*(?:,|$)", match[1].strip().replace("\n", " "))
        self.code, self.labels = [], {}
        self.shared = {n: int(size) for n, size in re.findall(r"\.shared\s+\.align \d+ \.b8 (\w+)\[(\d+)\]", text)}
        for line in match[3].split("\n"):
            line = line.strip()
            if line.endswith(":"):
                self.labels[line[:-1]] = len(self.code)
            elif line and not line.startswith("."):
                self.code.append(self.parse(line.rstrip(";")))

    @staticmethod
    def parse(line):
        guard = None
        if line.startswith("@"):
            guard, line = line.split(None, 1)
        name, _, rest = line.partition(" ") if "\t" not in line else line.partition("\t")
        operands = [part.strip() for part in re.sub(r"[{}]", "", rest).split(",")] if rest.strip() else []
        return guard, name.strip().split("."), operands


def launch(ptx, name, memory, threads, args, block=4, grid=None):
    """Runs a grid of blocks of `block` threads that has at least `threads`, or of `grid` blocks; both may be tuples."""
    kernel = Kernel(ptx, name)
    assert len(kernel.params) == len(args), f"{name} takes {len(kernel.params)} arguments"
    params = {param: encode(arg, kind) for (kind, param), arg in zip(kernel.params, args)}
    block = extents(block)
    grid = extents(grid or (threads + block[0] - 1) // block[0])
    for number in points(grid):
        shared = {name: memory.array("B", [0xA5] * size) for name, size in kernel.shared.items()}
        special = registers("ctaid", number) | registers("ntid", block) | registers("nctaid", grid) | shared
        running = [Thread(kernel, memory, params, special | registers("tid", t)).run() for t in points(block)]
        while running:
            running = [thread for thread in running if next(thread, False)]


def extents(value):
    return (*value, 1, 1)[:3] if isinstance(value, tuple) else (value, 1, 1)


def points(size):
    return [(x, y, z) for z in range(size[2]) for y in range(size[1]) for x in range(size[0])]


def registers(name, values):
    return {f"%{name}.{axis}": value for axis, value in zip("xyz", values)}


class Thread:
    def __init__(self, kernel, memory, params, special):
        self.kernel, self.memory, self.params = kernel, memory, params
        self.special = special
        self.registers = dict(special)
        self.carry = 0

    def run(self):
        """Yields True at each barrier."""
        at = 0
        while at < len(self.kernel.code):
            guard, name, operands = self.kernel.code[at]
            at += 1
            if guard:
                negated = guard.startswith("@!")
                if bool(self.registers[guard.lstrip("@!")]) == negated:
                    continue
            if name[0] in ("ret", "exit"):
                return
            if name[0] == "bra":
                at = self.kernel.labels[operands[0]]
            elif name[0] in ("bar", "barrier"):
                yield True
            else:
                self.execute(name, operands)

    def read(self, operand, kind):
        if operand.startswith("%"):
            return decode(self.registers[operand], kind)
        if operand in self.special:
            return self.special[operand]
        if operand.startswith(("0d", "0f")):
            return decode(int(operand[2:], 16), kind)
        return decode(int(operand, 0), kind)

    def address(self, operand):
        base, _, offset = operand.strip("[]").partition("+")
        return (self.registers[base] + int(offset or 0)) % (1 << 64)

    def execute(self, name, operands):
        kind, op = name[-1], name[0]
        get = lambda i, as_kind=None: self.read(operands[i], as_kind or kind)
        put = lambda value, as_kind=None: self.registers.__setitem__(operands[0], encode(value, as_kind or kind))
        is_float = kind in ("f32", "f64")
        if "cc" in name or name[0] in ("addc", "subc"):
            self.add_with_carry(name, kind, operands)
        elif op == "ld":
            if name[1] == "param":
                self.registers[operands[0]] = self.params[operands[1].strip("[]")]
                return
            bits = self.memory.load(self.address(operands[1]), size_of(kind))
            self.registers[operands[0]] = bits if kind[0] != "s" else encode(decode(bits, kind), "s64")
        elif op == "st":
            self.memory.store(self.address(operands[0]), size_of(kind), encode(get(1), kind))
        elif op == "atom":
            address, old = self.address(operands[1]), self.memory.load(self.address(operands[1]), size_of(kind))
            if "cas" in name:
                self.memory.store(address, size_of(kind), get(3) if old == get(2) else old)
            else:
                assert "exch" in name, name
                self.memory.store(address, size_of(kind), get(2))
            put(old)
        elif op in ("membar", "fence"):
            pass
        elif op == "mov" and operands[1] in self.special:
            self.registers[operands[0]] = self.registers[operands[1]]
        elif op == "mov" and len(operands) == 3:
            self.pack(operands)
        elif op in ("mov", "cvta"):
            put(get(1))
        elif op == "setp":
            self.compare(name[1], kind, operands)
        elif op == "selp":
            put(get(1) if self.registers[operands[3]] else get(2))
        elif op == "cvt":
            self.convert(name[1:-2], name[-2], kind, operands)
        elif op in ("fma", "mad") or (op == "mul" and not is_float):
            self.multiply(op, name, kind, operands)
        elif op in ("add", "sub", "mul"):
            put({"add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b}[op](get(1), get(2)))
        elif op == "div" and is_float:
            put(ieee_divide(get(1), get(2)))
        elif op == "sqrt":
            put(math.sqrt(get(1)))
        elif op in ("and", "or", "xor"):
            put({"and": lambda a, b: a & b, "or": lambda a, b: a | b, "xor": lambda a, b: a ^ b}[op](get(1), get(2)))
        elif op == "not":
            put(not get(1) if kind == "pred" else ~get(1))
        elif op == "neg":
            put(-get(1))
        elif op == "abs":
            put(abs(get(1)))
        elif op in ("shl", "shr"):
            amount = min(get(2, "u32"), 64)
            put(get(1) << amount if op == "shl" else get(1) >> amount)
        elif op in ("min", "max"):
            put((min if op == "min" else max)(get(1), get(2)))
        elif op == "clz":
            put(8 * size_of(kind) - get(1).bit_length(), "u32")
        elif op == "shf":
            amount, both = get(3) & 31, get(2) << 32 | get(1)
            put(both << amount >> 32 if name[1] == "l" else both >> amount)
        elif op == "copysign":
            # The sign comes first.
            put(math.copysign(get(2), get(1)))
        elif op in ("div", "rem"):
            self.divide(op, kind, operands)
        else:
            raise NotImplementedError(".".join(name))

    def add_with_carry(self, name, kind, operands):
        limit = 1 << 8 * size_of(kind)
        a, b = (self.read(operands[i], kind) % limit for i in (1, 2))
        carry = self.carry if name[0] in ("addc", "subc") else 0
        result = a + b + carry if name[0].startswith("add") else a - b - carry
        self.carry = int(not 0 <= result < limit)
        self.registers[operands[0]] = result % limit

    def pack(self, operands):
        """Two words made one (`%rd` comes first), or one taken apart."""
        if operands[0].startswith("%rd"):
            low, high = (self.read(operand, "u32") for operand in operands[1:])
            self.registers[operands[0]] = high << 32 | low
        else:
            both = self.read(operands[2], "u64")
            self.registers[operands[0]], self.registers[operands[1]] = both & 0xFFFFFFFF, both >> 32

    def compare(self, relation, kind, operands):
        a, b = self.read(operands[1], kind), self.read(operands[2], kind)
        unordered = a != a or b != b
        if relation in COMPARE:
            # Only `ne` of integers: floats write `neu` where nan counts.
            result = COMPARE[relation](a, b) and not unordered
        else:
            assert relation.endswith("u"), relation
            result = unordered or COMPARE[relation[:-1]](a, b)
        self.registers[operands[0]] = result

    def convert(self, modifiers, to, kind, operands):
        value = self.read(operands[1], kind)
        if kind[0] == "f" and to[0] != "f":
            value = math.trunc(value) if "rzi" in modifiers else round(value)
        elif to[0] == "f" and kind[0] != "f":
            value = float(value)
        self.registers[operands[0]] = encode(value, to)

    def multiply(self, op, name, kind, operands):
        a, b = self.read(operands[1], kind), self.read(operands[2], kind)
        wide = {"u32": "u64", "s32": "s64"}.get(kind) if "wide" in name else kind
        c = self.read(operands[3], wide) if op != "mul" else 0
        if op == "fma":
            finite = all(math.isfinite(x) for x in (a, b, c))
            value = float(Fraction(a) * Fraction(b) + Fraction(c)) if finite and a * b + c != 0 else a * b + c
        else:
            value = a * b + c
            if "hi" in name:
                value = a * b >> 8 * size_of(kind)
        self.registers[operands[0]] = encode(value, wide)

    def divide(self, op, kind, operands):
        a, b = self.read(operands[1], kind), self.read(operands[2], kind)
        quotient = abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1)
        self.registers[operands[0]] = encode(quotient if op == "div" else a - quotient * b, kind)


def ieee_divide(a, b):
    if b != 0:
        return a / b
    return math.nan if a == 0 or a != a else math.copysign(math.inf, a) * math.copysign(1, b)
