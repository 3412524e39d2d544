"""Numba's names: `from amaru.compat import numba` in the place of `import numba`.

    from amaru.compat import numba

    @numba.njit(fastmath=True)
    def dot(x, y): ...

What a program asks for and Amaru does not have is an error that names it, when it is asked for. Three things differ from
Numba on purpose: an `int` that leaves 64 bits raises OverflowError, indices are checked unless `boundscheck=False`, and
code is kept between runs unless `cache=False`.
"""

from __future__ import annotations

import importlib
import re
import sys
from types import ModuleType

import amaru
from amaru.compat._absent import Absent
from amaru.compat._absent import install as put_in_place
from amaru.decorators import get_num_threads, prange, set_num_threads

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["jit", "njit", "prange", "typeof", "vectorize", "types", "set_num_threads", "get_num_threads", "void"]

# --- types

# Numba's names and Amaru's. A letter with a number counts bytes in Numba and bits in Amaru.
_NAMES = {
    "boolean": "bool_", "bool_": "bool_", "b1": "bool_",
    "int8": "i8", "i1": "i8", "int16": "i16", "i2": "i16", "int32": "i32", "i4": "i32", "int64": "i64", "i8": "i64",
    "uint8": "u8", "u1": "u8", "uint16": "u16", "u2": "u16", "uint32": "u32", "u4": "u32", "uint64": "u64", "u8": "u64",
    "float16": "f16", "float32": "f32", "f4": "f32", "float64": "f64", "f8": "f64", "double": "f64",
    "complex64": "c64", "c8": "c64", "complex128": "c128", "c16": "c128",
    "intp": "i64", "uintp": "u64", "int_": "i64", "uint": "u64", "float_": "f64", "intc": "i32", "uintc": "u32",
    "void": "None", "none": "None", "unicode_type": "str", "string": "str",
}  # fmt: skip


class Type:
    """A type of Numba's, which stands for the text that Amaru's signatures have for it.

    Called with types it is a signature: `float64(float64[:], int64)`. Called with a value it converts that.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    @property
    def amaru_type(self) -> str | None:
        """The name of Amaru's scalar type, which compiled code calls for a conversion; None for any other type."""
        return self.text if isinstance(getattr(amaru, self.text, None), amaru.types.ScalarType) else None

    def __getitem__(self, axes: Any) -> Type:
        axes = axes if isinstance(axes, tuple) else (axes,)
        if not all(isinstance(axis, slice) for axis in axes):
            raise TypeError(f"an array of {self.text} is written with `:` for each dimension")
        return Type(f"{self.text}[{', '.join('::1' if axis.step == 1 else ':' for axis in axes)}]")

    def __call__(self, *arguments: Any) -> Any:
        if all(isinstance(argument, Type) for argument in arguments):
            return Signature(f"{self.text}({', '.join(argument.text for argument in arguments)})")
        return getattr(amaru, self.text)(*arguments)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Type) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __repr__(self) -> str:
        return self.text


class Signature(Type):
    """The types of a function's arguments and of its result."""


def _missing(name: str) -> AttributeError:
    return AttributeError(f"amaru.compat.numba has no `{name}`: Amaru does not have it in this version")


class _Types:
    """`numba.types`."""

    def __getattr__(self, name: str) -> Type:
        if name in _NAMES:
            return Type(_NAMES[name])
        raise _missing(f"types.{name}")

    def Array(self, dtype: Type, ndim: int, layout: str, readonly: bool = False, aligned: bool = True) -> Type:
        axes = [":"] * ndim
        if layout in ("C", "F"):
            axes[-1 if layout == "C" else 0] = "::1"
        return Type(f"{dtype.text}[{', '.join(axes)}]")

    def optional(self, dtype: Type) -> Type:
        """`numba.optional(T)`: a value, or None."""
        return Type(f"Optional[{dtype.text}]")

    def Tuple(self, parts: Any) -> Type:
        return Type(f"tuple[{', '.join(part.text for part in parts)}]")

    def UniTuple(self, dtype: Type, count: int) -> Type:
        return self.Tuple([dtype] * count)


types = _Types()
optional = types.optional
void = Type("None")


def _signature(given: Any) -> str:
    """A signature in Amaru's words."""
    if isinstance(given, Signature):
        return given.text
    if isinstance(given, tuple) and all(isinstance(part, Type) for part in given):
        return f"({''.join(part.text + ', ' for part in given)})"
    if isinstance(given, str):
        return re.sub(r"[A-Za-z_]\w*", lambda word: _NAMES.get(word[0], word[0]), given)
    raise TypeError(f"jit: {given!r} is no signature")


# --- decorators

_AS_THEY_ARE = ("parallel", "fastmath", "boundscheck", "cache", "nogil")
# What only says how Numba itself goes about it.
_WITHOUT_EFFECT = {"debug", "inline", "looplift", "no_cfunc_wrapper", "no_cpython_wrapper", "nopython"}
# The values that mean what Amaru does.
_ONLY = {"forceobj": (False, None), "locals": ({}, None), "pipeline_class": (None,)}


def jit(signature: Any = None, **options: Any) -> Any:
    """`numba.jit`, which is `amaru.jit`.

    Raises: NotImplementedError for an option that asks for what Amaru does not do, such as object mode.
    """
    # For Numba annotations say nothing.
    given = {"annotations": False}
    for name, value in options.items():
        if name in _AS_THEY_ARE:
            if value is not None:
                given[name] = value
        elif name == "error_model":
            given["division"] = value or "python"
        elif name == "signature_or_function":
            signature = value
        elif name == "nopython" and value is False or name in _ONLY and value not in _ONLY[name]:
            raise NotImplementedError(f"jit: {name}={value!r} is not in this version of Amaru")
        elif name not in _WITHOUT_EFFECT and name not in _ONLY:
            raise TypeError(f"jit: Amaru knows no option {name!r}")
    if callable(signature) and not isinstance(signature, Type):
        return amaru.jit(**given)(signature)
    if signature is None:
        return amaru.jit(**given)
    signatures = signature if isinstance(signature, list) else [signature]
    return amaru.jit([_signature(one) for one in signatures], **given)


njit = jit


def vectorize(function: Any = None, **options: Any) -> Any:
    """`numba.vectorize`, which is `amaru.vectorize`: for whatever types its arguments have, so that signatures say nothing."""
    options = {name: value for name, value in options.items() if name not in _WITHOUT_EFFECT | {"identity"}}
    if hasattr(function, "__code__"):
        return amaru.vectorize(function, **options)
    return amaru.vectorize(**options)


def typeof(value: Any) -> Type:
    """`numba.typeof`: the type for which a value would be compiled.

    Raises: ValueError for one that Amaru has no type for.
    """
    plain = {bool: "bool_", int: "i64", float: "f64", complex: "c128", str: "str", type(None): "None"}.get(type(value))
    if plain:
        return Type(plain)
    if type(value) is tuple:
        return types.Tuple([typeof(part) for part in value])
    dtype = getattr(value, "dtype", None)
    name = _NAMES.get("bool_" if getattr(dtype, "kind", "") == "b" else getattr(dtype, "name", ""))
    if name is None:
        raise ValueError(f"cannot determine Amaru's type of {type(value)}")
    if not hasattr(value, "flags") or not hasattr(value, "strides") or not hasattr(value, "__setitem__"):
        return Type(name)
    layout = "C" if value.flags.c_contiguous else "F" if value.flags.f_contiguous else "A"
    return types.Array(Type(name), value.ndim, layout)


# --- foreign functions


class WrapperAddressProtocol:
    """`numba.types.WrapperAddressProtocol`: a C function at an address. Compiled code cannot call one in this version."""


def get_cython_function_address(module: str, function: str) -> int:
    """`numba.extending.get_cython_function_address`: the address of a C function that a Cython module exports.

    Raises: ImportError or ValueError where there is none.
    """
    import ctypes

    exported = importlib.import_module(module).__pyx_capi__
    if function not in exported:
        raise ValueError(f"no function {function!r} found in __pyx_capi__ of {module!r}")
    capsule_name = ctypes.pythonapi.PyCapsule_GetName
    capsule_name.restype, capsule_name.argtypes = ctypes.c_char_p, [ctypes.py_object]
    pointer = ctypes.pythonapi.PyCapsule_GetPointer
    pointer.restype, pointer.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]
    return pointer(exported[function], capsule_name(exported[function]))


# --- in Numba's place

# The Numba whose names these are.
__version__ = "0.68.1"
version_info = (0, 68, 1)

TypingError = NumbaError = NumbaTypeError = NumbaValueError = NumbaNotImplementedError = amaru.CompileError


class NumbaWarning(Warning):
    """Numba's warnings, which Amaru gives none of."""


class _Cuda:
    """`numba.cuda`: there is no GPU to be had by its names."""

    def is_available(self) -> bool:
        return False

    def __getattr__(self, name: str) -> Any:
        return Absent(f"cuda.{name}") if not name.startswith("__") else object.__getattribute__(self, name)


config = ModuleType("numba.config", "Numba's settings, as far as programs ask for them.")
config.NUMBA_NUM_THREADS, config.DISABLE_JIT = get_num_threads(), int(amaru.decorators.is_jit_disabled())

types.WrapperAddressProtocol = WrapperAddressProtocol
_OTHERS = {"types": types, "cuda": _Cuda(), "List": list, "Dict": dict}


# Those that `import numba` imports.
_MODULES = {"core", "cpython", "errors", "experimental", "extending", "misc", "np", "parfors", "stencils", "typed"}


def _find(path: str) -> Any:
    """What `numba.path` is, in whichever of its modules Numba keeps it."""
    name = path.rpartition(".")[2]
    if name in _OTHERS:
        return _OTHERS[name]
    if name in _NAMES or name in globals() and (not name.startswith("_") or name == "__version__"):
        return getattr(sys.modules[__name__], name)
    if path in _MODULES:
        return importlib.import_module("numba." + path)
    if name.endswith("Warning"):
        return NumbaWarning
    return NumbaError if name.endswith("Error") else Absent(path)


class _Place:
    """A module of Numba's."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(f"module 'numba' has no attribute {name!r}")
        return _find(f"{self.path}.{name}" if self.path else name)


def install() -> None:
    """Puts Amaru in Numba's place: `import numba`, in any library, gets these names from then on.

    What Numba has and Amaru does not can be imported, and raises NotImplementedError as soon as it is used; a function
    that it decorates, when that is called. Call it before the libraries are imported.
    """
    place = ModuleType("numba", __doc__)
    place.__path__ = []
    place.__dict__.update({name: _find(name) for name in [*__all__, *_NAMES, "__version__", "version_info", "config"]})
    place.__getattr__ = _Place("").__getattr__
    put_in_place(place, lambda path: _OTHERS.get(path.rpartition(".")[2]) or _Place(path))


def __getattr__(name: str) -> Any:
    if name in _NAMES:
        return Type(_NAMES[name])
    raise _missing(name)
