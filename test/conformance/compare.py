"""Whether two results are the same: type, dtype, shape and every bit, or within a stated number of units in the last place."""

import numpy as np

# The dtype that is wide enough to be the truth for another.
WIDER = {"float16": np.float64, "float32": np.float64, "float64": np.longdouble}


def wide(argument):
    """The argument in the wider dtype of the reference; integers are the floats that NumPy makes of them."""
    if isinstance(argument, np.ndarray) and argument.dtype.kind == "f":
        return argument.astype(WIDER[argument.dtype.name])
    if isinstance(argument, np.ndarray) and argument.dtype.kind in "iu":
        return argument.astype(np.float64).astype(np.longdouble)
    return argument


def error_name(error):
    """The class of an exception; AxisError counts as the ValueError that it is (docs/language/differences.md)."""
    if isinstance(error, np.exceptions.AxisError):
        return "ValueError"
    # NumPy has a class of its own for what a universal function cannot convert.
    return "TypeError" if type(error).__name__ == "UFuncTypeError" or isinstance(error, TypeError) else type(error).__name__


def difference(got, want, call, truth=None):
    """How a result differs from NumPy's, in a line; None if it is the same. `truth` is the result in a wider dtype."""
    if isinstance(want, (tuple, list)):
        if type(got) is not type(want) and not (isinstance(got, tuple) and isinstance(want, tuple)):
            return f"{type(got).__name__} for {type(want).__name__}"
        if len(got) != len(want):
            return f"{len(got)} parts for {len(want)}"
        for index, part in enumerate(want):
            found = difference(got[index], part, call, truth[index] if isinstance(truth, (tuple, list)) else None)
            if found:
                return f"part {index}: {found}"
        return None
    if type(got) is not type(want):
        return f"{type(got).__name__} {got!r} for {type(want).__name__} {want!r}"
    if not isinstance(want, (np.ndarray, np.generic)):
        return None if got == want or got != got and want != want else f"{got!r} for {want!r}"
    if got.dtype != want.dtype:
        return f"dtype {got.dtype} for {want.dtype}"
    if got.shape != want.shape:
        return f"shape {got.shape} for {want.shape}"
    with np.errstate(all="ignore"):
        wrong = ~same(np.asarray(got), np.asarray(want), call, truth)
    if not wrong.any():
        return None
    where = tuple(int(k) for k in np.argwhere(wrong)[0])
    return f"{np.asarray(got)[where]!r} for {np.asarray(want)[where]!r} at {where} ({int(wrong.sum())} of {wrong.size})"


def same(got, want, call, truth):
    if want.dtype.kind == "c":
        equal = same(got.real, want.real, call, None) & same(got.imag, want.imag, call, None)
        return equal | near(got, want, call.close) if call.close else equal
    equal = got == want
    if want.dtype.kind == "f" and call.zeros:
        equal &= np.signbit(got) == np.signbit(want)
    if want.dtype.kind == "f":
        equal |= (got != got) & (want != want)
        if call.ulps:
            reference = np.asarray(want if truth is None else truth)
            rounded = reference.astype(want.dtype)
            step = np.spacing(np.abs(np.where(np.isfinite(rounded), rounded, 0))).astype(reference.dtype)
            equal |= np.abs(got.astype(reference.dtype) - reference) <= call.ulps * step
        if call.close:
            equal |= near(got, want, call.close)
    return equal


def near(got, want, part):
    """Whether they differ by no more than a part of the largest number, or 64 units of precision."""
    sizes = np.abs(want[np.isfinite(want)])
    scale = sizes.max() if sizes.size else 0.0
    return np.abs(got - want) <= max(part, float(np.finfo(want.dtype).eps) * 64) * scale
