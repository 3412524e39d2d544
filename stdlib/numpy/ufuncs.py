"""What universal functions have beside their operands: `out=`, `where=`, `dtype=`, and the methods `reduce`, `accumulate`,
`outer` and `at`. The compiler calls these functions with the universal function itself as their first argument.
"""
import primitive
from amaru import f32
from numpy import numeric, reductions, sorting, views
from numpy.shape import asarray, ravel


def call_1(function, x, out=None, where=None, dtype=None):
    """`function(x)` into `out` where `where` holds; what `where` leaves out keeps its value, or has none without `out`.

    With `dtype` the operand is converted first. TypeError where the result is of another kind than `out`.
    """
    if dtype is None:
        return _delivered(function.__name__, function(x), out, where)
    else:
        return _delivered(function.__name__, function(_converted(x, dtype)), out, where)


def call_2(function, x, y, out=None, where=None, dtype=None):
    """`call_1` of a function of two operands."""
    if dtype is None:
        return _delivered(function.__name__, function(x, y), out, where)
    else:
        return _delivered(function.__name__, function(_converted(x, dtype), _converted(y, dtype)), out, where)


@elementwise
def _converted(x, dtype):
    return primitive.cast(x, dtype)


def _delivered(name: comptime, result, out, where):
    if out is None:
        return result
    else:
        if not _fits(result, out):
            raise TypeError("Cannot cast ufunc '" + name + "' output to the dtype of 'out' with casting rule 'same_kind'")
        if where is None:
            out[...] = result
        else:
            out[...] = _chosen(where, result, out)
        return out


def _rank(x):
    """The place of a dtype's kind: what stands further on holds more."""
    if primitive.kind_of(x) == "bool":
        return 0
    elif primitive.kind_of(x) == "uint":
        return 1
    elif primitive.kind_of(x) == "int":
        return 2
    elif primitive.kind_of(x) == "float":
        return 3
    else:
        return 4


def _fits(result, out):
    return _rank(result) <= _rank(out)


@elementwise
def _chosen(condition, new, old):
    return primitive.cast(new, primitive.dtype_of(old)) if condition else old


#===- Methods ---------------------------------------------------------------------------------------------------------#


def reduce(self, array, axis=0, dtype=None, out=None, keepdims: comptime = False, initial=None):
    """The elements along an axis combined one after the other. ValueError for none, where the function has no identity."""
    if self.__name__ == "add":
        return reductions.sum(array, axis, dtype, out, keepdims, initial)
    elif self.__name__ == "multiply":
        return reductions.prod(array, axis, dtype, out, keepdims, initial)
    elif self.__name__ == "maximum":
        return reductions.max(array, axis, out, keepdims, initial)
    elif self.__name__ == "minimum":
        return reductions.min(array, axis, out, keepdims, initial)
    elif self.__name__ == "logical_or":
        return reductions.any(array, axis, out, keepdims)
    elif self.__name__ == "logical_and":
        return reductions.all(array, axis, out, keepdims)
    elif primitive.form_of(array) == "list":
        return reduce(self, asarray(array), axis, dtype, out, keepdims, initial)
    elif axis is None:
        return _folded(self, ravel(array), 0)
    elif keepdims:
        k = views.axis_of(axis, array.ndim)
        kept = primitive.empty(primitive.tuple_replace(array.shape, k, 1), _result_dtype(self, array))
        views.moveaxis(kept, k, 0)[0, ...] = _folded(self, array, k)
        return kept
    else:
        return _folded(self, array, views.axis_of(axis, array.ndim))


def _result_dtype(function, array):
    zero = primitive.cast(0, primitive.dtype_of(array))
    return primitive.dtype_of(function(zero, zero))


def _folded(function, array, axis):
    a = views.moveaxis(array, axis, 0)
    dtype = _result_dtype(function, array)
    if a.ndim == 1:
        total = primitive.cast(_identity(function, dtype), dtype) if len(a) == 0 else _begun(function, a[0], dtype)
        if function.__name__ == "subtract" or function.__name__ == "divide" or function.__name__ == "true_divide":
            if primitive.itemsize(total) == 2:
                # Halves are combined as float32, rounded at the end.
                wide = primitive.cast(total, f32)
                for j in range(1, len(a)):
                    wide = function(wide, primitive.cast(a[j], f32))
                return primitive.cast(wide, dtype)
        for i in range(1, len(a)):
            total = primitive.cast(function(total, a[i]), dtype)
        return total
    else:
        totals = primitive.empty(primitive.tuple_drop(a.shape, 0), dtype)
        if len(a) == 0:
            totals[...] = _identity(function, dtype)
        else:
            totals[...] = a[0]
            if _has_identity(function):
                totals[...] = function(_identity(function, dtype), totals)
        for i in range(1, len(a)):
            totals[...] = function(totals, a[i])
        return totals


def _begun(function, x, dtype):
    """The first element combined with the identity, where there is one."""
    if _has_identity(function):
        return primitive.cast(function(_identity(function, dtype), primitive.cast(x, dtype)), dtype)
    else:
        return primitive.cast(x, dtype)


def _has_identity(function):
    return (
        function.__name__ == "bitwise_and" or function.__name__ == "bitwise_or" or function.__name__ == "bitwise_xor"
        or function.__name__ == "logical_xor" or function.__name__ == "gcd" or function.__name__ == "hypot"
        or function.__name__ == "logaddexp" or function.__name__ == "logaddexp2"
    )


def _identity(function, dtype):
    if function.__name__ == "bitwise_and":
        return ~primitive.cast(0, dtype)
    elif function.__name__ == "logaddexp" or function.__name__ == "logaddexp2":
        return primitive.cast(-1e400, dtype)
    elif _has_identity(function):
        return primitive.cast(0, dtype)
    else:
        raise ValueError("zero-size array to reduction operation " + function.__name__ + " which has no identity")


def accumulate(self, array, axis=0, dtype=None, out=None):
    """Each element combined with what those before it along an axis gave."""
    if self.__name__ == "add":
        return numeric.cumsum(array, axis, dtype, out)
    elif self.__name__ == "multiply":
        return numeric.cumprod(array, axis, dtype, out)
    else:
        k = views.axis_of(axis, array.ndim)
        result = primitive.empty(array.shape, _result_dtype(self, array))
        _accumulate(self, views.moveaxis(result, k, -1), views.moveaxis(array, k, -1))
        if out is None:
            return result
        else:
            out[...] = result
            return out


def _accumulate(function, out, a):
    if a.ndim > 1:
        for i in range(len(a)):
            _accumulate(function, out[i], a[i])
    elif len(a) > 0:
        out[0] = a[0]
        for i in range(1, len(a)):
            out[i] = function(out[i - 1], a[i])


def outer(self, A, B):
    """The function of every element of `A` with every element of `B`; the axes of `A` come first."""
    a = asarray(A)
    b = asarray(B)
    ones = primitive.tuple_repeat(1, b.ndim)
    zeros = primitive.tuple_repeat(0, b.ndim)
    return self(views.view(a, a.shape + ones, a.strides + zeros), b)


def at(self, a, indices, b=None):
    """`a[indices] = self(a[indices], b)`, done for one index after the other, so that repeated ones count.

    `indices` are those of the first axis, or a tuple with an array of indices for each of up to three axes.
    """
    if primitive.form_of(indices) == "number":
        _set_at(self, a, int(indices), b)
    elif primitive.form_of(indices) == "tuple":
        for k in range(len(indices[0])):
            _set_one(self, a, indices, k, b)
    else:
        for k in range(len(indices)):
            _set_at(self, a, int(indices[k]), _operand(b, k, a.ndim))


def _operand(b, k, rank: comptime):
    """What belongs to index number k: an element or a row of `b`, or `b` itself where it is for all."""
    if primitive.form_of(b) == "array":
        if b.ndim == 0:
            return b
        elif b.ndim == rank:
            return b[k if b.shape[0] > 1 else 0]
        else:
            return b
    else:
        return b


def _set_at(function, a, i, b):
    if a.ndim == 1:
        if b is None:
            a[i] = function(a[i])
        else:
            a[i] = function(a[i], b)
    elif b is None:
        a[i, ...] = function(a[i])
    else:
        a[i, ...] = function(a[i], b)


def _set_one(function, a, indices, k, b):
    if len(indices) == 1:
        _set_at(function, a, int(indices[0][k]), _operand(b, k, a.ndim))
    elif len(indices) == 2:
        _set_at(function, a[int(indices[0][k])], int(indices[1][k]), _operand(b, k, a.ndim - 1))
    else:
        _set_at(function, a[int(indices[0][k]), int(indices[1][k])], int(indices[2][k]), _operand(b, k, a.ndim - 2))
