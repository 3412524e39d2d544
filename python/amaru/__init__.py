"""Amaru compiles Python: put `@amaru.jit` above a function, and it runs as machine code.

    import amaru

    @amaru.jit
    def saxpy(a: amaru.f32, x: amaru.f32[:], y: amaru.f32[:]):
        for i in amaru.prange(len(x)):
            y[i] = a * x[i] + y[i]

The environment variable `AMARU_DISABLE_JIT=1` turns every decorator and type into its pure-Python meaning: the same
file then runs under CPython alone, where a debugger can step through it.
"""

from amaru import gpu
from amaru.decorators import explain, get_num_threads, jit, njit, prange, set_num_threads, struct, vectorize
from amaru.errors import CompileError, InternalCompilerError, SourceError
from amaru.types import bool_, c64, c128, comptime, f16, f32, f64, i8, i16, i32, i64, u8, u16, u32, u64

__version__ = "0.1.0"

__all__ = [
    "gpu", "jit", "njit", "prange", "struct", "vectorize", "explain", "get_num_threads", "set_num_threads",
    "CompileError", "InternalCompilerError", "SourceError",
    "comptime", "bool_", "i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64", "f16", "f32", "f64", "c64", "c128",
]  # fmt: skip


def __getattr__(name):
    # The extension is loaded when it is first needed.
    if name == "Function":
        from amaru._amaru import Function

        return Function
    raise AttributeError(f"module 'amaru' has no attribute {name!r}")
