"""The sized types of annotations: `f64`, `i32`, …, and arrays of them: `f64[:, :]`.

A type is also a conversion: `f32(1.5)` is `numpy.float32(1.5)`. NumPy is imported when the first value is converted or
checked, not before: a program that only names types does not wait for it.
"""

from __future__ import annotations

# Importing `typing` would take longer than this module does; type checkers read this as true.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    import numpy


class ScalarType:
    """A number of a fixed width, with NumPy's arithmetic: it wraps, and promotes by NEP 50.

    Subscripted by slices it is the type of an array: one `:` for each dimension, `::1` in the last for C order, in the
    first for Fortran order.

    >>> f64[:, :]
    f64[:, :]
    >>> f64[:, ::1].layout
    'C'
    """

    __slots__ = ("name", "numpy_name")
    name: str
    numpy_name: str

    def __init__(self, name: str, numpy_name: str) -> None:
        self.name = name
        self.numpy_name = numpy_name

    @property
    def dtype(self) -> "numpy.dtype[Any]":
        """NumPy's data type of this width."""
        import numpy

        return numpy.dtype(self.numpy_name)

    def __call__(self, value: Any) -> "numpy.generic":
        """Converts a number. Raises OverflowError if a Python int does not fit, as NumPy does."""
        return self.dtype.type(value)

    def __getitem__(self, axes: slice | tuple[slice, ...]) -> "ArrayType":
        """The type of an array with elements of this type."""
        if not isinstance(axes, tuple):
            axes = (axes,)
        for axis in axes:
            if (
                not isinstance(axis, slice)
                or axis.start is not None
                or axis.stop is not None
                or axis.step not in (None, 1)
            ):
                raise TypeError(
                    f"an array of {self.name} is written {self.name}[:], {self.name}[:, :], … with `::1` for contiguous"
                )
        unit = [axis.step == 1 for axis in axes]
        if sum(unit) > 1 or any(unit[1:-1]):
            raise TypeError("only the first (Fortran order) or the last (C order) dimension can be contiguous")
        layout = "C" if unit[-1] else "F" if unit[0] else "any"
        return ArrayType(self, len(axes), layout)

    def __repr__(self) -> str:
        return self.name

    def __reduce__(self) -> str:
        return self.name


class comptime:
    """Annotates a parameter whose value is known at compile time: compiled code has an instance for each value.

    Under CPython such a parameter is like any other.
    """


class ArrayType:
    """The type of an array: element type, number of dimensions and layout; extents are not part of it."""

    __slots__ = ("element", "ndim", "layout")
    element: ScalarType
    ndim: int
    layout: str

    def __init__(self, element: ScalarType, ndim: int, layout: str) -> None:
        self.element = element
        self.ndim = ndim
        self.layout = layout

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ArrayType):
            return NotImplemented
        return (self.element, self.ndim, self.layout) == (other.element, other.ndim, other.layout)

    def __hash__(self) -> int:
        return hash((self.element.name, self.ndim, self.layout))

    def __repr__(self) -> str:
        axes = [":"] * self.ndim
        if self.layout != "any":
            axes[-1 if self.layout == "C" else 0] = "::1"
        return f"{self.element.name}[{', '.join(axes)}]"


bool_ = ScalarType("bool_", "bool")
i8 = ScalarType("i8", "int8")
i16 = ScalarType("i16", "int16")
i32 = ScalarType("i32", "int32")
i64 = ScalarType("i64", "int64")
u8 = ScalarType("u8", "uint8")
u16 = ScalarType("u16", "uint16")
u32 = ScalarType("u32", "uint32")
u64 = ScalarType("u64", "uint64")
f16 = ScalarType("f16", "float16")
f32 = ScalarType("f32", "float32")
f64 = ScalarType("f64", "float64")
c64 = ScalarType("c64", "complex64")
c128 = ScalarType("c128", "complex128")
