"""What the decorators mean without a compiler.

A function stays the function it is, except that its arguments arrive as their annotations say, and its result leaves
so: an `f32` is a `numpy.float32`, a `float` is a float even when an int was passed. Without that, `1 // x` or an
overflow would differ from the compiled function. A function with nothing to convert is not wrapped at all, so that its
calls and tracebacks stay as they are.
"""

from __future__ import annotations

import functools
import inspect
from typing import Any, Callable

from amaru.types import ArrayType, ScalarType


def _describe(value: Any) -> str:
    """A value's type as messages name it: `i32[:, :]` for an array, the class otherwise."""
    import numpy

    if isinstance(value, numpy.ndarray):
        return f"an array of {value.dtype} with {value.ndim} dimensions"
    return type(value).__name__


def _array_converter(wanted: ArrayType, where: str) -> Callable[[Any], Any]:
    """Arrays are passed by reference, so nothing can be converted: the array fits or it does not."""
    import numpy

    dtype = wanted.element.dtype

    def convert(value):
        fits = isinstance(value, numpy.ndarray) and value.dtype == dtype and value.ndim == wanted.ndim
        if fits and wanted.layout != "any":
            fits = value.flags.c_contiguous if wanted.layout == "C" else value.flags.f_contiguous
        if not fits:
            raise TypeError(f"{where} must be {wanted}, not {_describe(value)}")
        return value

    return convert


def _int_converter(where: str) -> Callable[[Any], int]:
    def convert(value):
        if type(value) is int:
            return value
        try:
            return value.__index__()
        except (AttributeError, TypeError):
            raise TypeError(f"{where} must be int, not {_describe(value)}") from None

    return convert


def _float_converter(where: str) -> Callable[[Any], float]:
    def convert(value):
        if type(value) is float:
            return value
        try:
            return value.__float__()
        except (AttributeError, TypeError):
            raise TypeError(f"{where} must be float, not {_describe(value)}") from None

    return convert


def _converter(annotation: Any, where: str) -> Callable[[Any], Any] | None:
    """The conversion that an annotation asks for; None if it asks for none."""
    if isinstance(annotation, ScalarType):
        return annotation
    if isinstance(annotation, ArrayType):
        return _array_converter(annotation, where)
    if annotation is int:
        return _int_converter(where)
    if annotation is float:
        return _float_converter(where)
    return None


def jit(function: Callable[..., Any]) -> Callable[..., Any]:
    """The pure-Python meaning of `@amaru.jit`: arguments and result are converted by their annotations."""
    converters = {}
    for name, annotation in inspect.get_annotations(function, eval_str=True).items():
        where = (
            f"the result of {function.__name__}()" if name == "return" else f"{function.__name__}() argument '{name}'"
        )
        converter = _converter(annotation, where)
        if converter is not None:
            converters[name] = converter
    result = converters.pop("return", None)
    if not converters and result is None:
        return function
    signature = inspect.signature(function)

    @functools.wraps(function)
    def call(*args, **kwargs):
        bound = signature.bind(*args, **kwargs)
        bound.apply_defaults()
        for name, convert in converters.items():
            bound.arguments[name] = convert(bound.arguments[name])
        value = function(*bound.args, **bound.kwargs)
        return value if result is None else result(value)

    return call


def vectorize(function: Callable[..., Any]) -> Callable[..., Any]:
    """The pure-Python meaning of `@amaru.vectorize`: one call for every element, with the elements as NumPy's scalars."""
    converted = jit(function)

    @functools.wraps(function)
    def call(*args, **kwargs):
        import numpy

        bound = inspect.signature(function).bind(*args, **kwargs)
        bound.apply_defaults()
        values = list(bound.arguments.values())
        if not any(isinstance(value, numpy.ndarray) for value in values):
            return converted(*values)
        # An element that is not an array stays the Python number that it is, so that it promotes as one.
        arrays = [value if isinstance(value, numpy.ndarray) else None for value in values]
        shape = numpy.broadcast_shapes(*(array.shape for array in arrays if array is not None))
        spread = [None if array is None else numpy.broadcast_to(array, shape) for array in arrays]
        results = []
        for index in numpy.ndindex(shape):
            elements = [value if array is None else array[index] for value, array in zip(values, spread)]
            results.append(converted(*elements))
        return numpy.array(results).reshape(shape)

    return call
