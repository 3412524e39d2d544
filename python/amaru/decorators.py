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

# In the order of lang/typed/FastMath.def.
_FASTMATH_FLAGS = ("fast", "reassoc", "nnan", "ninf", "nsz", "arcp", "contract", "afn")


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


def fastmath_names(fastmath: Any) -> str:
    """The flags by name, with commas between them: one text for each set of flags."""
    if isinstance(fastmath, bool):
        return "fast" if fastmath else ""
    if isinstance(fastmath, str):
        flags = {flag.strip() for flag in fastmath.split(",")} - {""}
    elif isinstance(fastmath, dict):
        flags = {flag for flag, allowed in fastmath.items() if allowed}
    else:
        flags = set(fastmath) if isinstance(fastmath, (set, frozenset, list, tuple)) else {fastmath}
    if not flags <= set(_FASTMATH_FLAGS):
        raise ValueError(f"jit: fastmath is a bool or a set of {', '.join(_FASTMATH_FLAGS)}, not {fastmath!r}")
    return "fast" if "fast" in flags else ",".join(flag for flag in _FASTMATH_FLAGS if flag in flags)


def _check_options(options: dict[str, Any]) -> None:
    if options["overflow"] not in ("raise", "wrap"):
        raise ValueError(f"jit: overflow is 'raise' or 'wrap', not {options['overflow']!r}")
    if options["division"] not in ("python", "numpy"):
        raise ValueError(f"jit: division is 'python' or 'numpy', not {options['division']!r}")
    for name in ("parallel", "boundscheck", "annotations", "cache", "nogil"):
        if not isinstance(options[name], bool):
            raise TypeError(f"jit: {name} is True or False, not {options[name]!r}")
    if not isinstance(options["target"], str):
        raise TypeError(f"jit: target is a string such as 'cpu' or 'gpu', not {options['target']!r}")


if TYPE_CHECKING:

    @overload
    def jit(signature: F, /) -> F: ...
    @overload
    def jit(
        signature: str | list[str] | None = None,
        /,
        *,
        parallel: bool = False,
        fastmath: bool | str | set[str] | dict[str, bool] = False,
        boundscheck: bool = True,
        annotations: bool = True,
        overflow: str = "raise",
        division: str = "python",
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
    annotations=True,
    overflow="raise",
    division="python",
    target="cpu",
    cache=True,
    nogil=False,
):
    """Compiles a function to machine code, once for each combination of argument types.

    Written bare (`@amaru.jit`), with options (`@amaru.jit(parallel=True)`) or with a signature
    (`@amaru.jit("f64(f64[:], int)")`) or a list of them, which are compiled at once.

    Arguments:
        signature: the function itself, or the types of its arguments and result as text, or a list of such texts.
            A call takes the signature with the types of its arguments, else the first with wider ones of the same kinds,
            else the first to which they convert without loss, else the first to which they convert; the result is
            converted too.
        parallel: distribute array expressions over threads as well; `prange` loops always are.
        fastmath: what the function's float arithmetic may do: True for all, or some of reassoc, nnan, ninf, nsz, arcp,
            contract, afn, as a set, as text with commas, or as the keys of a dict.
        boundscheck: False leaves out the test of every index.
        annotations: False takes them for comments, as CPython does: nothing is compiled before the first call.
        overflow: "raise" an OverflowError when an `int` leaves 64 bits, or "wrap" around.
        division: by zero it raises ZeroDivisionError as in "python", or gives inf, nan or 0 as in "numpy".
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
        "fastmath": fastmath_names(fastmath),
        "boundscheck": boundscheck,
        "annotations": annotations,
        "overflow": overflow,
        "division": division,
        "target": target,
        "cache": cache,
        "nogil": nogil,
    }
    _check_options(options)
    signatures = [signature] if isinstance(signature, str) else signature
    if callable(signature) or signature is None:
        signatures = []
    elif not isinstance(signatures, (list, tuple)) or not all(isinstance(text, str) for text in signatures):
        raise TypeError(f"jit: expected a function or a signature as text, not {signature!r}")
    options["signatures"] = tuple(signatures)

    def decorate(function):
        if not hasattr(function, "__code__"):
            raise TypeError(f"jit: {function!r} is not a Python function")
        if is_jit_disabled():
            from amaru import _pure

            return _pure.jit(function)
        return _native().jit(function, list(signatures), options)

    return decorate(signature) if callable(signature) else decorate


def explain(function: Any, signature: str | None = None, *, file: Any = None) -> None:
    """Prints what became of each line of a compiled function: types, checks that stayed and why, vector widths.

    Arguments:
        function: what `jit` returned.
        signature: the types of its arguments, `"f64(f64[:], int)"`; without it those of the latest call.
        file: where to write, as for `print`.

    Raises: TypeError for any other function, ValueError without a signature if it was not called yet.
    """
    inspect = getattr(function, "inspect", None)
    if inspect is None:
        raise TypeError(f"explain: {function!r} is not compiled by amaru.jit")
    print(inspect("explain", signature), end="", file=file)


def set_num_threads(count: int) -> None:
    """Sets how many threads parallel loops may use, at least 1. Without it: `AMARU_NUM_THREADS`, else one per core."""
    if isinstance(count, bool) or not isinstance(count, int) or count < 1:
        raise ValueError(f"set_num_threads: expected a number of threads, at least 1, not {count!r}")
    if not is_jit_disabled():
        _native().set_num_threads(count)


def get_num_threads() -> int:
    """How many threads parallel loops may use; 1 if nothing is compiled."""
    return 1 if is_jit_disabled() else _native().get_num_threads()


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
