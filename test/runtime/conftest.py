"""Loads libamaru-rt.so by ctypes, with the signatures that RuntimeFunctions.def gives; the comparisons need no compiler.

The library is named by AMARU_RT_LIBRARY. Random values have a fixed seed, so a failure repeats.
"""

import builtins
import ctypes as c
import os
import random
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TYPES = {
    "Void": None,
    "I1": c.c_bool,
    "I8": c.c_int8,
    "I32": c.c_int32,
    "I64": c.c_int64,
    "F32": c.c_float,
    "F64": c.c_double,
    "Ptr": c.c_void_p,
}
ROW = re.compile(r'^AMARU_RT_FUNCTION\((\w+), (\w+), \(([\w, ]*)\), "\w+", "', re.M)


class Runtime:
    """The functions of the library, without their prefix, and what tests do with their results."""

    def __init__(self, path):
        self.library = c.CDLL(path)
        table = (ROOT / "runtime/abi/RuntimeFunctions.def").read_text()
        for name, result, parameters in ROW.findall(table):
            function = getattr(self.library, name)
            function.restype = TYPES[result]
            function.argtypes = [TYPES[p] for p in parameters.split(", ") if p]
            short = name.removeprefix("amaru_rt_")
            setattr(self, short + "_" if short == "raise" else short, function)

    def str(self, text):
        """A runtime string."""
        data = text.encode("utf-8", "surrogatepass")
        return self.str_from_text(c.cast(c.c_char_p(data), c.c_void_p), len(data))

    def text(self, pointer):
        """The text of a runtime string, which is released; a pending exception where there is none."""
        if not pointer:
            self.throw()
        length = c.c_int64.from_address(pointer + 16).value
        count = c.c_int64.from_address(pointer + 24).value
        text = c.string_at(pointer + 40, count).decode("utf-8", "surrogatepass")
        assert len(text) == length
        self.release(pointer)
        return text

    def throw(self):
        """Turns the pending exception into Python's own."""
        name = c.string_at(self.error_class()).decode()
        message = c.string_at(self.error_message(), self.error_message_bytes()).decode("utf-8", "surrogatepass")
        self.error_clear()
        raise getattr(builtins, name)(message)

    def checked(self, function, *arguments, result=c.c_int64):
        """The result of a function that tells whether it raised."""
        out = result()
        if function(*arguments, c.byref(out)):
            self.throw()
        return out.value


@pytest.fixture(scope="session")
def rt():
    return Runtime(os.environ["AMARU_RT_LIBRARY"])


@pytest.fixture
def rng():
    return random.Random(20240229)


@pytest.fixture(scope="session")
def outcome():
    """Calls a function: its result, or the name and text of its exception."""

    def call(function, *arguments):
        try:
            return function(*arguments)
        except Exception as error:
            return type(error).__name__, str(error)

    return call
