"""Writes small programs at random: loops, branches, exceptions, values that may be None, numbers, strings, arrays.

Every program ends, its ints stay small, and nothing in it is certain to fail before it runs, so that CPython and compiled
code must agree on all it prints. The same seed gives the same program.
"""

import random

CLASSES = ["ValueError", "KeyError", "IndexError", "ZeroDivisionError", "RuntimeError", "TypeError", "Own", "OwnLookup"]
CAUGHT = CLASSES + ["LookupError", "ArithmeticError", "Exception", "Own", "OSError"]
HEAD = """import numpy as np


class Own(ValueError):
    pass


class OwnLookup(LookupError):
    pass


def maybe(k):
    if k % 3 == 0:
        return None
    return k
"""


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.lines = []
        self.functions = []
        # What the place that is written allows.
        self.loops = 0
        self.handlers = 0
        self.budget = 0
        self.counter = 0
        self.without_value = 0

    def pick(self, *choices):
        """One of the choices; a function makes its text only if it is taken."""
        choice = self.random.choice(choices)
        return choice() if callable(choice) else choice

    def chance(self, percent):
        return self.random.randrange(100) < percent

    def write(self, depth, text):
        self.lines.append("    " * depth + text)

    # Expressions.

    def integer(self, depth=2):
        if depth == 0 or self.chance(25):
            return self.pick("i", "j", "k", "n", "m", str(self.random.randrange(-3, 12)))
        a, b = self.integer(depth - 1), self.integer(depth - 1)
        return self.pick(
            f"({a} + {b})",
            f"({a} - {b})",
            f"({a} * {b}) % 1009",
            f"({a} // {b})",
            f"({a} % {b})",
            f"abs({a})",
            f"min({a}, {b})",
            lambda: f"({a} if {self.condition(0)} else {b})" if depth > 1 else a,
            "len(s)",
            f"(o or {b})",
            lambda: f"int({self.floating(0)})",
        )

    def floating(self, depth=2):
        if depth == 0 or self.chance(25):
            return self.pick("x", "y", str(self.random.randrange(-40, 40) / 8))
        a, b = self.floating(depth - 1), self.floating(depth - 1)
        return self.pick(
            f"({a} + {b})",
            lambda: f"({a} - {self.integer(1)})",
            f"({a} * 0.5)",
            f"({a} / {b})",
            lambda: f"({self.integer(1)} / {self.integer(1)})",
            lambda: f"float({self.integer(1)})",
            lambda: f"float(a[{self.integer(1)}])",
            "float(a.sum())",
        )

    def condition(self, depth=1):
        if depth > 0 and self.chance(30):
            a, b = self.condition(depth - 1), self.condition(depth - 1)
            return self.pick(f"({a} and {b})", f"({a} or {b})", f"not ({a})")
        return self.pick(
            lambda: f"{self.integer(1)} < {self.integer(0)}",
            lambda: f"{self.integer(1)} == {self.integer(0)}",
            lambda: f"{self.floating(0)} > {self.floating(0)}",
            "o is None",
            "(o is not None and o > i)",
            "o == j",
            "o",
            lambda: f"s != {self.string(0)}",
            "s",
        )

    def string(self, depth=1):
        if depth == 0 or self.chance(40):
            return self.pick("s", "t", "'ab'", "''")
        return self.pick(
            lambda: f"{self.string(0)} + {self.string(0)}",
            lambda: f"str({self.integer(1)})",
            "f'{i}/{o}/{x}'",
        )

    # Statements.

    def block(self, depth, statements=None):
        for _ in range(statements or self.random.randrange(1, 4)):
            if not self.statement(depth):
                return False
        return True

    def statement(self, depth):
        """Writes one statement; False if nothing may follow it."""
        self.budget -= 1
        if self.budget > 0 and depth < 6 and self.chance(45):
            return self.random.choice([self.branch, self.loop, self.attempt, self.attempt, self.while_loop])(depth)
        if self.chance(14) and depth > 1:
            return self.leave(depth)
        self.simple(depth)
        return True

    def simple(self, depth):
        kind = self.random.randrange(12)
        if kind < 3:
            self.write(depth, f"{self.pick('i', 'j', 'k')} = {self.integer()}")
        elif kind < 4:
            self.write(depth, f"{self.pick('i', 'j', 'k')} {self.pick('+', '-')}= {self.integer(1)}")
        elif kind < 6:
            self.write(depth, f"{self.pick('x', 'y')} = {self.floating()}")
        elif kind < 7:
            self.write(depth, f"s = {self.string()}")
            self.write(depth, "if len(s) > 40:")
            self.write(depth + 1, "s = 'long'")
        elif kind < 8 and not self.without_value:
            self.write(depth, f"o = maybe({self.integer(1)})")
        elif kind < 9:
            self.write(depth, f"a[{self.integer(1)}] = {self.floating(1)}")
        elif kind < 10 and self.functions:
            call = f"{self.pick(*self.functions)}({self.integer(0)}, {self.integer(0)})"
            self.write(depth, f"{self.pick('i', 'j')} = {call}")
        elif kind < 11 and not self.without_value:
            self.write(depth, "i = o + 1")
        else:
            self.write(depth, f"print({self.pick('i, j, o', 'x, s', 'k, y, t', 'a, o', 'i')})")

    def leave(self, depth):
        choices = [f"return {self.integer(1)}", self.raised(), self.raised()]
        if self.loops:
            choices += ["break", "continue"]
        if self.handlers:
            choices += ["raise"]
        self.write(depth, self.pick(*choices))
        return False

    def raised(self):
        arguments = self.pick(
            "",
            "()",
            lambda: f"({self.integer(1)})",
            lambda: f"({self.string()})",
            lambda: f"({self.integer(0)}, {self.string(0)}, x)",
        )
        # An inner handler unsets its own name alone.
        cause = self.pick("", "", " from None", f" from e{self.handlers}") if self.handlers else ""
        return f"raise {self.pick(*CLASSES)}{arguments}{cause}"

    def branch(self, depth):
        self.write(depth, f"if {self.condition()}:")
        goes_on = self.without(depth + 1)
        if self.chance(50):
            self.write(depth, "else:")
            goes_on = self.without(depth + 1) or goes_on
        else:
            goes_on = True
        return goes_on

    def without(self, depth):
        # `o` may be known to be None here, and then `o + 1` is certain to fail.
        self.without_value += 1
        goes_on = self.block(depth)
        self.without_value -= 1
        return goes_on

    def loop(self, depth):
        self.counter += 1
        self.write(depth, f"for q{self.counter} in range({self.random.randrange(1, 5)}):")
        self.loops += 1
        self.write(depth + 1, f"i = (i + q{self.counter}) % 101")
        self.block(depth + 1)
        self.loops -= 1
        if self.chance(25):
            self.write(depth, "else:")
            self.write(depth + 1, "j = (j + 1) % 97")
        return True

    def while_loop(self, depth):
        self.counter += 1
        name = f"w{self.counter}"
        self.write(depth, f"{name} = 0")
        self.write(depth, f"while {name} < {self.random.randrange(1, 4)}:")
        self.loops += 1
        self.write(depth + 1, f"{name} += 1")
        self.block(depth + 1)
        self.loops -= 1
        return True

    def attempt(self, depth):
        self.write(depth, "try:")
        goes_on = self.block(depth + 1)
        has_handlers, goes_on_from_handler = self.chance(85), False
        if has_handlers:
            for _ in range(self.random.randrange(1, 3)):
                goes_on_from_handler |= self.handler(depth)
            if self.chance(30):
                self.write(depth, "else:")
                goes_on = self.block(depth + 1) and goes_on
        if not has_handlers or self.chance(40):
            self.write(depth, "finally:")
            if self.chance(85):
                # A `finally` that leaves by itself is rare.
                self.simple(depth + 1)
            elif not self.block(depth + 1, 1):
                return False
        return goes_on or goes_on_from_handler

    def handler(self, depth):
        classes = self.random.sample(sorted(set(CAUGHT)), self.pick(1, 1, 2))
        shown = classes[0] if len(classes) == 1 else f"({', '.join(classes)})"
        self.handlers += 1
        e = f"e{self.handlers}"
        self.write(depth, f"except {shown} as {e}:")
        if self.chance(60):
            self.write(depth + 1, f"print({self.pick(e, f'repr({e})', f'{e}, i, j', f'{e}.args, x', f'o, repr({e}), s')})")
        goes_on = self.block(depth + 1)
        self.handlers -= 1
        return goes_on

    def function(self, name):
        self.write(0, f"\n\ndef {name}(n, m):")
        for line in ["i = n", "j = m", "k = 3", "x = n * 0.5", "y = 2.0", "s = 'start'", "t = 'T'", "o = maybe(n)"]:
            self.write(1, line)
        self.write(1, "a = np.zeros(4)")
        self.budget = 26
        if self.block(1, 8):
            self.write(1, "return i + j + k")
        self.functions.append(name)

    def program(self):
        for number in range(self.random.randrange(1, 4)):
            self.function(f"f{number}")
        last = self.functions[-1]
        self.write(0, "\n\nfor r in range(5):")
        self.write(1, "try:")
        self.write(2, f"print({last}(r, {self.random.randrange(7)}))")
        self.write(1, "except Exception as e:")
        self.write(2, "print('ended by', repr(e))")
        self.write(0, f"print({last}(7, 5))")
        return HEAD + "\n".join(self.lines) + "\n"


def generate(seed):
    return Generator(seed).program()


if __name__ == "__main__":
    import sys

    print(generate(int(sys.argv[1])), end="")
