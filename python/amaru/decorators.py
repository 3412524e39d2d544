"""`jit`, `vectorize` and `prange`: the part of Amaru that programs name in their source.

With `AMARU_DISABLE_JIT=1` they have their pure-Python meaning (`amaru/_pure.py`); otherwise the compiled extension
`amaru._amaru` makes the function's compiled form.
"""

from __future__ import annotations

import os

# Importing `typing` would take longer than everything else here together; type checkers read this as true.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable, Iterable, TypeVar, overload

    F = TypeVar("F", bound=Callable[..., Any])

_FASTMATH_FLAGS = {"fast", "nnan", "ninf", "nsz", "arcp", "contract", "afn", "reassoc"}


def is_jit_disabled() -> bool:
    """Whether `AMARU_DISABLE_JIT` asks for the pure-Python meaning (set, and neither empty nor 0)."""
    return os.environ.get("AMARU_DISABLE_JIT", "0") not in ("", "0")


def _native() -> Any:
    try:
        from amaru import _amaru
    except ImportError as error:
        raise ImportError(
            "amaru's compiler extension (amaru._amaru) is not built or does not load: "
            f"{error}; build it with `./dev build`, or set AMARU_DISABLE_JIT=1 to run without compiling"
        ) from error
    return _amaru


def _check_options(options: dict[str, Any]) -> None:
    if options["overflow"] not in ("raise", "wrap"):
        raise ValueError(f"jit: overflow is 'raise' or 'wrap', not {options['overflow']!r}")
    fastmath = options["fastmath"]
    if not isinstance(fastmath, bool):
        if not isinstance(fastmath, (set, frozenset, list, tuple)) or not set(fastmath) <= _FASTMATH_FLAGS:
            raise ValueError(
                f"jit: fastmath is a bool or a set of {', '.join(sorted(_FASTMATH_FLAGS))}, not {fastmath!r}"
            )
    for name in ("parallel", "boundscheck", "cache", "nogil"):
        if not isinstance(options[name], bool):
            raise TypeError(f"jit: {name} is True or False, not {options[name]!r}")
    if not isinstance(options["target"], str):
        raise TypeError(f"jit: target is a string such as 'cpu' or 'gpu', not {options['target']!r}")


if TYPE_CHECKING:

    @overload
    def jit(signature: F, /) -> F: ...
    @overload
    def jit(
        signature: str | None = None,
        /,
        *,
        parallel: bool = False,
        fastmath: bool | set[str] = False,
        boundscheck: bool = True,
        overflow: str = "raise",
        target: str = "cpu",
        cache: bool = True,
        nogil: bool = False,
    ) -> Callable[[F], F]: ...


def jit(
    signature=None,
    /,
    *,
    parallel=False,
    fastmath=False,
    boundscheck=True,
    overflow="raise",
    target="cpu",
    cache=True,
    nogil=False,
):
    """Compiles a function to machine code, once for each combination of argument types.

    Written bare (`@amaru.jit`), with options (`@amaru.jit(parallel=True)`) or with a signature
    (`@amaru.jit("f64(f64[:], int)")`) that is compiled at once.

    Arguments:
        signature: the function itself, or the types of its arguments and result as text.
        parallel: distribute array expressions over threads as well; `prange` loops always are.
        fastmath: allow float arithmetic to be reassociated and contracted; True, or LLVM's flags by name.
        boundscheck: False leaves out the test of every index.
        overflow: "raise" an OverflowError when an `int` leaves 64 bits, or "wrap" around.
        target: what to compile for: "cpu", "gpu", or a GPU by its name.
        cache: keep the machine code between runs.
        nogil: release the GIL during every call, however short.

    Returns: a callable that behaves as the function does.
    Raises: ValueError or TypeError for an option that does not exist in this form; ImportError if the compiler is not
        built and AMARU_DISABLE_JIT is not set.

    >>> @jit
    ... def square(x: float):
    ...     return x * x
    >>> square(3)
    9.0
    """
    options = {
        "parallel": parallel,
        "fastmath": fastmath,
        "boundscheck": boundscheck,
        "overflow": overflow,
        "target": target,
        "cache": cache,
        "nogil": nogil,
    }
    _check_options(options)
    if signature is not None and not callable(signature) and not isinstance(signature, str):
        raise TypeError(f"jit: expected a function or a signature as text, not {signature!r}")

    def decorate(function):
        if not hasattr(function, "__code__"):
            raise TypeError(f"jit: {function!r} is not a Python function")
        if is_jit_disabled():
            from amaru import _pure

            return _pure.jit(function)
        return _native().jit(function, signature if isinstance(signature, str) else None, options)

    return decorate(signature) if callable(signature) else decorate


# Numba's name for it: Amaru has no object mode to leave, so the two are the same.
njit = jit


def struct(cls: type) -> type:
    """Makes a class a value: annotated fields, a constructor, equality and a text, and no assignment to fields.

    Compiled code keeps such an object in registers. Under CPython it is a frozen dataclass.

    >>> @struct
    ... class Point:
    ...     x: float
    ...     y: float
    >>> Point(1.0, 2.0)
    Point(x=1.0, y=2.0)
    """
    from dataclasses import dataclass

    return dataclass(frozen=True)(cls)


def prange(*arguments: int) -> Iterable[int]:
    """`range`, whose iterations compiled code may run at the same time, in any order.

    Arguments and values are those of `range`; run by CPython it is `range`. A body may write through an index that is
    different in every iteration, to variables of its own, or into a reduction such as `s += x`.

    >>> list(prange(2, 5))
    [2, 3, 4]
    """
    return range(*arguments)


def vectorize(function=None, /, **options):
    """Makes a function of numbers one of arrays: it is applied to every element, and arrays of different shapes broadcast.

    Written bare (`@amaru.vectorize`) or with the options of `jit`. Given numbers alone, it returns a number.

    >>> import amaru, numpy as np
    >>> @amaru.vectorize
    ... def relu(x):
    ...     return x if x > 0.0 else 0.0
    >>> relu(np.array([-1.5, 2.0]))
    array([0., 2.])
    """
    if function is None:
        return lambda decorated: vectorize(decorated, **options)
    if not hasattr(function, "__code__"):
        raise TypeError(f"vectorize: {function!r} is not a Python function")
    if is_jit_disabled():
        from amaru import _pure

        return _pure.vectorize(function)
    from amaru import _vectorize

    return _vectorize.compiled(function, options)
