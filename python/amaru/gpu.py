"""Kernels for GPUs, thread by thread: `@amaru.gpu.kernel` marks the code of one thread.

    @amaru.gpu.kernel
    def add(x: amaru.f32[:], y: amaru.f32[:]):
        i = amaru.gpu.block_id.x * amaru.gpu.block_dim.x + amaru.gpu.thread_id.x
        if i < len(x):
            y[i] = y[i] + x[i]

    add[(len(x) + 255) // 256, 256](x, y)

A kernel is launched with the extents of its grid, in blocks, and those of a block, in threads: each an int or a tuple of
up to three, x first. The threads of a block share the arrays that `shared` makes, and wait for each other at `barrier`.

Under `AMARU_DISABLE_JIT=1` blocks run one after another, and so do the threads of a block between two barriers.
"""

from __future__ import annotations

import functools

from amaru.decorators import _native, is_jit_disabled, jit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable

    import numpy

_GRID_LIMITS = (2**31 - 1, 65535, 65535)
_BLOCK_LIMITS = (1024, 1024, 64)


class _Numbers:
    """Three numbers of the running thread, along `x`, `y` and `z`."""

    def __init__(self, name: str) -> None:
        self.__name__ = name

    def _read(self, axis: int) -> int:
        from amaru import _threads

        return getattr(_threads.running(repr(self)), self.__name__)[axis]

    x = property(lambda self: self._read(0))
    y = property(lambda self: self._read(1))
    z = property(lambda self: self._read(2))

    def __repr__(self) -> str:
        return f"amaru.gpu.{self.__name__}"


thread_id = _Numbers("thread_id")
block_id = _Numbers("block_id")
block_dim = _Numbers("block_dim")
grid_dim = _Numbers("grid_dim")


def shared(shape: int | tuple[int, ...], dtype: Any) -> numpy.ndarray:
    """An array that the threads of a block share, with undefined contents.

    Arguments:
        shape: its extents, constants of at least 1.
        dtype: the type of its elements, such as `amaru.f32`.

    Returns: the same array for every thread of a block, however often this place is reached.
    Raises: RuntimeError outside of a kernel.
    """
    import sys

    from amaru import _threads

    return _threads.shared(sys._getframe(1), shape, dtype)


def barrier() -> None:
    """Waits until all threads of the block are here; what each wrote before is then seen by the others.

    Raises: RuntimeError outside of a kernel.
    """
    from amaru import _threads

    _threads.barrier()


def _extents(value: Any, limits: tuple[int, ...], what: str) -> tuple[int, int, int]:
    parts = value if isinstance(value, tuple) else (value,)
    if not 1 <= len(parts) <= 3:
        raise TypeError(f"{what} of a launch is an int or a tuple of one to three, not {len(parts)} parts")
    parts = tuple(part.__index__() for part in parts)
    for part, limit, axis in zip(parts, limits, "xyz"):
        if not 1 <= part <= limit:
            raise ValueError(f"{what} of a launch is {part} along {axis}, and 1 to {limit} are possible")
    return (*parts, 1, 1)[:3]


class Kernel:
    """A function that is the code of one thread; `kernel[grid, block](…)` runs it."""

    def __init__(self, function: Callable[..., None]) -> None:
        functools.update_wrapper(self, function)
        self._launcher = None

    def __getitem__(self, shape: tuple) -> Callable[..., None]:
        """What launches it on a grid of blocks. Raises ValueError for extents that no GPU has."""
        if not isinstance(shape, tuple) or len(shape) != 2:
            raise TypeError("a launch names its grid and its block: kernel[grid, block](…)")
        grid = _extents(shape[0], _GRID_LIMITS, "the grid")
        block = _extents(shape[1], _BLOCK_LIMITS, "the block")
        threads = block[0] * block[1] * block[2]
        if threads > 1024:
            raise ValueError(f"the block of a launch has {threads} threads, and at most 1024 are possible")
        if self._launcher is None:
            self._launcher = self._pure() if is_jit_disabled() else self._compiled()
        return functools.partial(self._launcher, *grid, *block)

    def __call__(self, *args: Any, **kwargs: Any) -> None:
        name = self.__name__
        raise TypeError(f"`{name}` is a kernel, which is launched: `{name}[grid, block](…)`")

    def _pure(self) -> Callable[..., None]:
        from amaru import _pure, _threads

        return functools.partial(_threads.launch, _pure.jit(self.__wrapped__))

    def _compiled(self) -> Callable[..., None]:
        """A function that launches the kernel, compiled like any other; its text is written here."""
        import inspect
        import linecache

        names = list(inspect.signature(self.__wrapped__).parameters)
        extents = [f"_{what}_{axis}" for what in ("grid", "block") for axis in "xyz"]
        text = (
            f"def {self.__name__}({', '.join(extents + names)}):\n"
            f"    _kernel[({', '.join(extents[:3])}), ({', '.join(extents[3:])})]({', '.join(names)})\n"
        )
        file = f"<launch of {self.__module__}.{self.__qualname__}>"
        # Where the compiler looks for the text of a function.
        linecache.cache[file] = (len(text), None, text.splitlines(True), file)
        namespace = {"_kernel": self, "__name__": self.__module__}
        exec(compile(text, file, "exec", dont_inherit=True), namespace)
        return _native().jit(namespace[self.__name__], [], dict(jit.__kwdefaults__))


def kernel(function: Callable[..., None]) -> Kernel:
    """Makes a function the code of one thread, to be launched as `kernel[grid, block](…)`.

    It returns nothing; what it finds it writes to arrays. An exception ends its thread; that of the lowest thread is
    raised by the launch.

    Raises: TypeError if it is given no function.
    """
    if not hasattr(function, "__code__"):
        raise TypeError(f"kernel: {function!r} is not a Python function")
    return Kernel(function)
