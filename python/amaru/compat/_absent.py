"""What Numba has and Amaru does not: names that can be imported, and say what they are as soon as they are used."""

from __future__ import annotations

import importlib.abc
import importlib.util
import sys
import types

from amaru.decorators import is_jit_disabled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable

# What makes something else of a function or a class. The error comes when that is used.
_DECORATORS = {"cfunc", "generated_jit", "guvectorize", "intrinsic", "jit", "jitclass", "stencil"}
# What teaches Numba's compiler about a type or a function that others call: the decorated function is nothing by itself.
_EXTENSIONS = {
    "box", "infer_getattr", "lower_builtin", "lower_cast", "lower_constant", "overload", "overload_attribute",
    "overload_method", "register", "register_jitable", "register_model", "type_callable", "unbox",
}  # fmt: skip


class Absent:
    """A name of Numba's without a meaning here.

    A decorator answers something that raises when it is called; anything else raises when it is called, tested or
    compared.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, part: str) -> Any:
        if part.startswith("__"):
            raise AttributeError(f"{self!r} has no attribute {part!r}")
        return Absent(f"{self._name}.{part}")

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        kind = self._name.rpartition(".")[2]
        if kind in _DECORATORS:
            isBare = len(arguments) == 1 and not options and isinstance(arguments[0], (type, types.FunctionType))
            return made_by(self._name, arguments[0]) if isBare else lambda made: made_by(self._name, made)
        if kind in _EXTENSIONS:
            if kind == "overload" and isinstance(arguments[0], types.FunctionType) and not is_jit_disabled():
                from amaru import _compile

                _compile.not_compiled[arguments[0]] = "which numba.overload gives another meaning,"
            return lambda function: function
        raise self._error()

    def __mro_entries__(self, bases: tuple) -> tuple:
        return (object,)

    def __bool__(self) -> bool:
        raise self._error()

    def __repr__(self) -> str:
        return f"<numba.{self._name}, which Amaru does not have>"

    def _error(self) -> Exception:
        return NotImplementedError(f"amaru.compat.numba has no `{self._name}`: Amaru does not have it in this version")


def made_by(decorator: str, made: Any) -> Callable[..., Any]:
    """What stands for a decorated function or class: it raises when it is called."""

    def unavailable(*arguments: Any, **options: Any) -> Any:
        raise NotImplementedError(
            f"{made.__name__} is made by numba.{decorator}, which Amaru does not have in this version"
        )

    unavailable.__name__, unavailable.__qualname__, unavailable.__doc__ = made.__name__, made.__qualname__, made.__doc__
    unavailable.__module__ = made.__module__
    return unavailable


class Modules(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds `numba.a.b`, whose names are looked up in what `lookup` answers for `a.b`."""

    def __init__(self, lookup: Callable[[str], Any]) -> None:
        self.lookup = lookup

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        return importlib.util.spec_from_loader(name, self, is_package=True) if name.startswith("numba.") else None

    def create_module(self, spec: Any) -> types.ModuleType:
        found = self.lookup(spec.name.removeprefix("numba."))
        module = types.ModuleType(spec.name)
        module.__getattr__ = lambda name: getattr(found, name)
        return module

    def exec_module(self, module: types.ModuleType) -> None:
        """There is nothing to run."""


def install(module: types.ModuleType, lookup: Callable[[str], Any]) -> None:
    """Puts a module in the place of `numba`."""
    for name in [name for name in sys.modules if name.startswith("numba.")]:
        del sys.modules[name]
    sys.modules["numba"] = module
    if not any(isinstance(finder, Modules) for finder in sys.meta_path):
        sys.meta_path.insert(0, Modules(lookup))
