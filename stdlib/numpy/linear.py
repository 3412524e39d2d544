"""Products of vectors and matrices. Sums run over the shared axis in order, one rounding for each step.

Where NumPy calls BLAS, the last bits of float results differ from machine to machine; integer results are exact.
"""
import primitive
from numpy import views
from numpy.reductions import sum
from numpy.shape import copy, ravel


def dot(a, b):
    """The inner product of vectors, the matrix product of matrices; with a number its multiple.

    ValueError where the last axis of `a` and the second to last of `b` differ.
    """
    if primitive.form_of(a) == "number" or primitive.form_of(b) == "number":
        return a * b
    elif a.ndim == 0 or b.ndim == 0:
        return a * b
    elif a.ndim <= 2 and b.ndim <= 2:
        return matmul(a, b)
    else:
        return _tensor(a, b)


def _tensor(a, b):
    if b.ndim == 1:
        n = a.shape[a.ndim - 1]
        rows = primitive.reshape(copy(a), (a.size // n if n > 0 else 0, n))
        return primitive.reshape(matmul(rows, b), primitive.tuple_drop(a.shape, a.ndim - 1))
    else:
        m = a.shape[a.ndim - 1]
        left = primitive.reshape(copy(a), (a.size // m if m > 0 else 0, m))
        turned = copy(views.moveaxis(b, -2, 0))
        right = primitive.reshape(turned, (m, b.size // m if m > 0 else 0))
        rest = primitive.tuple_drop(b.shape, b.ndim - 2)
        return primitive.reshape(matmul(left, right), primitive.tuple_drop(a.shape, a.ndim - 1) + rest)


def matmul(a, b):
    """The matrix product; a vector on the left is a row, on the right a column; further axes are stacks of matrices."""
    if a.ndim == 1 and b.ndim == 1:
        _check(a.shape[0], b.shape[0], a.shape, b.shape)
        return _inner(a, b)
    elif a.ndim == 1:
        _check(a.shape[0], b.shape[b.ndim - 2], a.shape, b.shape)
        product = matmul(a[None, :], b)
        return views.squeeze(product, -2) if b.ndim > 2 else product[0]
    elif b.ndim == 1:
        _check(a.shape[a.ndim - 1], b.shape[0], a.shape, b.shape)
        out = primitive.empty(primitive.tuple_drop(a.shape, a.ndim - 1), primitive.result_type(a, b))
        _rows_by_vector(out, a, b)
        return out
    elif a.ndim == 2 and b.ndim == 2:
        _check(a.shape[1], b.shape[0], a.shape, b.shape)
        table = primitive.empty((a.shape[0], b.shape[1]), primitive.result_type(a, b))
        _multiply(table, a, b)
        return table
    else:
        _check(a.shape[a.ndim - 1], b.shape[b.ndim - 2], a.shape, b.shape)
        stacks = views.broadcast_shapes(_stack(a.shape), _stack(b.shape))
        left = views.broadcast_to(a, stacks + (a.shape[a.ndim - 2], a.shape[a.ndim - 1]))
        right = views.broadcast_to(b, stacks + (b.shape[b.ndim - 2], b.shape[b.ndim - 1]))
        all = primitive.empty(stacks + (a.shape[a.ndim - 2], b.shape[b.ndim - 1]), primitive.result_type(a, b))
        _multiply_stacks(all, left, right)
        return all


def _stack(shape):
    return primitive.tuple_drop(primitive.tuple_drop(shape, len(shape) - 1), len(shape) - 2)


def _check(n, m, s, t):
    if n != m:
        raise ValueError(
            f"matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature "
            f"(n?,k),(k,m?)->(n?,m?) (size {m} is different from {n})"
        )


def _inner(a, b):
    total = primitive.cast(0, primitive.result_type(a, b))
    for i in range(len(a)):
        total += a[i] * b[i]
    return total


def _rows_by_vector(out, a, b):
    if a.ndim == 2:
        for i in range(len(a)):
            out[i] = _inner(a[i], b)
    else:
        for i in range(len(a)):
            _rows_by_vector(out[i], a[i], b)


def _multiply_stacks(out, a, b):
    if a.ndim == 2:
        _multiply(out, a, b)
    else:
        for i in range(len(out)):
            _multiply_stacks(out[i], a[i], b[i])


@jit(boundscheck=False, overflow="wrap")
def _multiply(out, a, b):
    """Row by row: each row of the result gathers multiples of the rows of `b`."""
    out[...] = 0
    for i in range(a.shape[0]):
        for k in range(a.shape[1]):
            x = a[i, k]
            for j in range(b.shape[1]):
                out[i, j] += x * b[k, j]


def vdot(a, b):
    """The inner product of all elements in C order, with the complex conjugate of the first."""
    x = ravel(a)
    y = ravel(b)
    if len(x) != len(y):
        raise ValueError("cannot reshape array of size {} into shape {}")
    if primitive.kind_of(a) == "complex":
        total = primitive.cast(0, primitive.result_type(a, b))
        for i in range(len(x)):
            total += primitive.complex(x[i].real, -x[i].imag) * y[i]
        return total
    else:
        return _inner(x, y)


def inner(a, b):
    """The sums of products over the last axes."""
    if a.ndim == 1 and b.ndim == 1:
        if len(a) != len(b):
            raise ValueError(f"shapes ({len(a)},) and ({len(b)},) not aligned: {len(a)} (dim 0) != {len(b)} (dim 0)")
        return _inner(a, b)
    elif b.ndim == 1:
        return matmul(a, b)
    else:
        return dot(a, views.swapaxes(b, -1, -2))


def outer(a, b):
    """Every element of `a` times every element of `b`, both as one axis."""
    x = ravel(a)
    y = ravel(b)
    return x[:, None] * y[None, :]


def kron(a, b):
    """Every element of the matrix `a` times the matrix `b`, laid out as blocks."""
    if a.ndim == 1:
        return ravel(outer(a, b))
    else:
        out = primitive.empty((a.shape[0] * b.shape[0], a.shape[1] * b.shape[1]), primitive.result_type(a, b))
        for i in range(out.shape[0]):
            for j in range(out.shape[1]):
                out[i, j] = (
                    a[i // b.shape[0], j // b.shape[1]] * b[i % b.shape[0], j % b.shape[1]]
                )
        return out


def cross(a, b):
    """The vector product of vectors of 3, along the last axis."""
    if a.shape[a.ndim - 1] != 3 or b.shape[b.ndim - 1] != 3:
        raise ValueError("incompatible dimensions for cross product\n(dimension must be 2 or 3)")
    out = primitive.empty(views.broadcast_shapes(a.shape, b.shape), primitive.result_type(a, b))
    out[..., 0] = a[..., 1] * b[..., 2] - a[..., 2] * b[..., 1]
    out[..., 1] = a[..., 2] * b[..., 0] - a[..., 0] * b[..., 2]
    out[..., 2] = a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0]
    return out


def trace(a, offset=0):
    """The sum of the elements `a[i, i + offset]`."""
    return sum(views.diagonal(a, offset), -1)


def tensordot(a, b, axes: comptime = 2):
    """The sums of products over the last `axes` axes of `a` and the first ones of `b`."""
    if axes == 0:
        return primitive.reshape(outer(a, b), a.shape + b.shape)
    else:
        left = _matrix(a, axes, True)
        right = _matrix(b, axes, False)
        if left.shape[1] != right.shape[0]:
            raise ValueError("shape-mismatch for sum")
        product = matmul(left, right)
        rest = _first_of(a.shape, a.ndim - axes) + _behind(b.shape, axes)
        if len(rest) == 0:
            return primitive.reshape(product, rest)
        else:
            return primitive.reshape(product, rest)


def _first_of(t, count: comptime):
    if len(t) == count:
        return t
    else:
        return _first_of(primitive.tuple_drop(t, len(t) - 1), count)


def _behind(t, count: comptime):
    if count == 0:
        return t
    else:
        return _behind(primitive.tuple_drop(t, 0), count - 1)


def _matrix(a, axes: comptime, isLeft: comptime):
    rows = 1
    columns = 1
    split = a.ndim - axes if isLeft else axes
    for k in range(a.ndim):
        if k < split:
            rows *= a.shape[k]
        else:
            columns *= a.shape[k]
    return primitive.reshape(copy(a), (rows, columns))


def vecdot(x1, x2, axis=-1):
    """The inner products along an axis, with the complex conjugate of the first."""
    k = views.axis_of(axis, x1.ndim)
    if x1.shape[k] != x2.shape[views.axis_of(axis, x2.ndim)]:
        raise ValueError("vecdot: the vectors differ in length")
    return sum(_conjugated_product(views.moveaxis(x1, k, -1), views.moveaxis(x2, axis, -1)), -1, primitive.result_type(x1, x2))


@elementwise
def _conjugated_product(x, y):
    if primitive.kind_of(x) == "complex":
        return primitive.complex(x.real, -x.imag) * y
    else:
        return x * y


def matvec(x1, x2):
    """A matrix, or each of a stack, times a vector."""
    return matmul(x1, x2)


def vecmat(x1, x2):
    """A vector, conjugated, times a matrix."""
    return matmul(_conjugated(x1), x2)


@elementwise
def _conjugated(x):
    if primitive.kind_of(x) == "complex":
        return primitive.complex(x.real, -x.imag)
    else:
        return x
