"""The compiled form of `@amaru.vectorize`: a function of arrays that calls the function of numbers for every element."""

from __future__ import annotations

import linecache
import types

from amaru import _amaru
from amaru.decorators import fastmath_names, jit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def compiled(function: types.FunctionType, options: dict) -> "Any":
    """A compiled function with the parameters of `function`, which may all be arrays."""
    defaults = jit.__kwdefaults__
    unknown = set(options) - set(defaults)
    if unknown:
        raise TypeError(f"vectorize() got an unexpected keyword argument '{sorted(unknown)[0]}'")
    code = function.__code__
    if code.co_flags & 0x0C or code.co_kwonlyargcount:
        raise TypeError(f"vectorize: {function.__name__}() must take positional parameters only")
    chosen = {**defaults, **options}
    scalar = _amaru.jit(
        function, [], {**chosen, "fastmath": fastmath_names(chosen["fastmath"]), "elementwise": True}
    )
    names = ", ".join(code.co_varnames[: code.co_argcount])
    # A text of its own, so that the compiler can read the outer function as it reads any other.
    text = f"def {function.__name__}({names}):\n    return scalar_{function.__name__}({names})\n"
    file = f"<vectorize {function.__qualname__} at {code.co_filename}:{code.co_firstlineno}>"
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
    scope: dict = {f"scalar_{function.__name__}": scalar, "__name__": function.__module__}
    exec(compile(text, file, "exec"), scope)
    outer = scope[function.__name__]
    outer.__doc__ = function.__doc__
    outer.__qualname__ = function.__qualname__
    outer.__defaults__ = function.__defaults__
    return jit(**chosen)(outer)
