"""Reductions: of all elements to a scalar, or along one axis or a tuple of axes to an array.

The elements are visited in the order of NumPy's own loops, so that float sums are equal to the last bit: axes sorted by
their strides and merged where they can be, rows, or blocks that are gathered, by NumPy's pairwise tree (leaves of at
most 128 elements summed in 8 lanes, halves added), all others element by element.
"""
import primitive
from amaru import bool_, c128, f32, f64, i64
from numpy import views
from numpy.shape import asarray, empty_as, ravel


def sum(a, axis=None, dtype=None, out=None, keepdims: comptime = False, initial=None):
    """The sum: floats and complex numbers in their own dtype, integers in 64 bits, or in `dtype`."""
    if primitive.form_of(a) != "array":
        a = asarray(a)
    if dtype is None:
        return _reduced(a, axis, _wide_zero(a), initial, out, keepdims, "add")
    else:
        return _reduced(a, axis, primitive.cast(0, dtype), initial, out, keepdims, "add")


def prod(a, axis=None, dtype=None, out=None, keepdims: comptime = False, initial=None):
    """The product, in the dtypes of `sum`."""
    if primitive.form_of(a) != "array":
        a = asarray(a)
    if dtype is None:
        return _reduced(a, axis, _wide_one(a), initial, out, keepdims, "mul")
    else:
        return _reduced(a, axis, primitive.cast(1, dtype), initial, out, keepdims, "mul")


def max(a, axis=None, out=None, keepdims: comptime = False, initial=None):
    """The greatest element; nan if one is nan. ValueError where there is none."""
    if primitive.form_of(a) != "array":
        a = asarray(a)
    return _reduced(a, axis, primitive.cast(0, primitive.dtype_of(a)), initial, out, keepdims, "max")


def min(a, axis=None, out=None, keepdims: comptime = False, initial=None):
    """The least element; nan if one is nan. ValueError where there is none."""
    if primitive.form_of(a) != "array":
        a = asarray(a)
    return _reduced(a, axis, primitive.cast(0, primitive.dtype_of(a)), initial, out, keepdims, "min")


def amax(a, axis=None, out=None, keepdims: comptime = False, initial=None):
    """The greatest element."""
    return max(a, axis, out, keepdims, initial)


def amin(a, axis=None, out=None, keepdims: comptime = False, initial=None):
    """The least element."""
    return min(a, axis, out, keepdims, initial)


def any(a, axis=None, out=None, keepdims: comptime = False):
    """Whether an element is not zero."""
    if primitive.form_of(a) != "array":
        a = asarray(a)
    return _reduced(a, axis, primitive.cast(0, bool_), None, out, keepdims, "or")


def all(a, axis=None, out=None, keepdims: comptime = False):
    """Whether no element is zero."""
    if primitive.form_of(a) != "array":
        a = asarray(a)
    return _reduced(a, axis, primitive.cast(1, bool_), None, out, keepdims, "and")


def count_nonzero(a, axis=None, keepdims: comptime = False):
    """How many elements are not zero."""
    if primitive.form_of(a) != "array":
        a = asarray(a)
    return _reduced(a, axis, primitive.cast(0, i64), None, None, keepdims, "count")


def ptp(a, axis=None, out=None, keepdims: comptime = False):
    """The greatest element less the least."""
    if primitive.form_of(a) != "array":
        a = asarray(a)
    return max(a, axis, out, keepdims) - min(a, axis, None, keepdims)


def mean(a, axis=None, dtype=None, out=None, keepdims: comptime = False):
    """The sum divided by the number of elements; nan where there is none. Integers are summed as float64."""
    if primitive.form_of(a) != "array":
        a = asarray(a)
    if dtype is None:
        total = _reduced(a, axis, _mean_zero(a), None, out, keepdims, "add")
        return _divided(total, count_along(a, axis), _mean_result(a))
    else:
        given = _reduced(a, axis, primitive.cast(0, dtype), None, out, keepdims, "add")
        return _divided(given, count_along(a, axis), primitive.cast(0, dtype))


def var(a, axis=None, dtype=None, out=None, ddof=0, keepdims: comptime = False):
    """The mean of the squared distances from the mean, divided by the number of elements less `ddof`."""
    if primitive.form_of(a) != "array":
        a = asarray(a)
    if dtype is None:
        # Halves are summed as halves here, unlike in `mean`.
        squares = _squared_distances(a, axis, _mean_result(a))
        total = _reduced(squares, axis, _mean_result(squares), None, out, keepdims, "add")
        return _divided(total, _freedom(a, axis, ddof), _real_result(a))
    else:
        squared = _squared_distances(a, axis, primitive.cast(0, dtype))
        given = _reduced(squared, axis, primitive.cast(0, dtype), None, out, keepdims, "add")
        return _divided(given, _freedom(a, axis, ddof), primitive.cast(0, dtype))


def std(a, axis=None, dtype=None, out=None, ddof=0, keepdims: comptime = False):
    """The square root of `var`."""
    if primitive.form_of(a) != "array":
        a = asarray(a)
    return _root(var(a, axis, dtype, out, ddof, keepdims))


@elementwise
def _root(x):
    return primitive.sqrt(x)


def count_along(a, axis):
    """How many elements meet in one of a reduction."""
    if axis is None:
        return a.size
    elif a.ndim == 0:
        _check_no_axis(axis)
        return 1
    elif primitive.form_of(axis) == "tuple":
        flags = _flags(axis, a.ndim)
        count = 1
        for k in range(a.ndim):
            if flags[k] == 1:
                count *= a.shape[k]
        return count
    else:
        return a.shape[views.axis_of(axis, a.ndim)]


def _check_no_axis(axis):
    """An array without axes has nothing to count along."""
    if primitive.form_of(axis) == "tuple":
        if len(axis) > 0:
            views.axis_of(axis[0], 0)
    else:
        views.axis_of(axis, 0)


def _freedom(a, axis, ddof):
    free = count_along(a, axis) - ddof
    return free if free > 0 else free * 0


def _wide_zero(a):
    """0 in the dtype that NumPy sums in."""
    return primitive.cast(0, primitive.wide_dtype(a))


def _wide_one(a):
    return primitive.cast(1, primitive.wide_dtype(a))


def _mean_zero(a):
    """0 in the dtype of the sum that a mean divides: halves are summed as float32, integers as float64."""
    if primitive.kind_of(a) == "float" or primitive.kind_of(a) == "complex":
        if a.itemsize == 2:
            return primitive.cast(0, f32)
        else:
            return primitive.cast(0, primitive.dtype_of(a))
    else:
        return primitive.cast(0, f64)


def _mean_result(a):
    if primitive.kind_of(a) == "float" or primitive.kind_of(a) == "complex":
        return primitive.cast(0, primitive.dtype_of(a))
    else:
        return primitive.cast(0, f64)


def _real_result(a):
    if primitive.kind_of(a) == "complex":
        return primitive.cast(0, primitive.dtype_of(a)).real
    else:
        return _mean_result(a)


@elementwise
def _divided(total, count, like):
    """NumPy divides by the count as float64 and rounds once."""
    if primitive.kind_of(total) == "complex":
        return primitive.cast(primitive.cast(total, c128) / primitive.cast(count, c128), primitive.dtype_of(like))
    else:
        return primitive.cast(
            primitive.cast(total, f64) / primitive.cast(count, f64), primitive.dtype_of(like)
        )


def _squared_distances(a, axis, zero):
    total = _reduced(a, axis, zero, None, None, True, "add")
    centre = _divided(total, count_along(a, axis), zero)
    # Their sum goes through memory as NumPy's does.
    squares = empty_as(a, primitive.dtype_of(_squared(zero, zero)))
    squares[...] = _squared(a, centre)
    return squares


@elementwise
def _squared(x, centre):
    d = x - centre
    if primitive.kind_of(d) == "complex":
        return d.real * d.real + d.imag * d.imag
    else:
        return d * d


#===- The walk over the elements --------------------------------------------------------------------------------------#


def _reduced(a, axis, zero, initial, out, keepdims: comptime, op: comptime):
    """Combines the elements along the axes, starting from `zero`, or from `initial` when that is given."""
    if a.ndim == 0:
        _check_axis_of_none(axis)
        return _delivered(_whole(a, zero, initial, op), out)
    elif axis is None and not keepdims:
        if out is None:
            return _whole(a, zero, initial, op)
        else:
            out[...] = _whole(a, zero, initial, op)
            return out
    else:
        flags = _flags(axis, a.ndim)
        kept = _kept_shape(a.shape, flags)
        totals = primitive.empty(kept, primitive.dtype_of(zero))
        _start(totals, a, zero, initial, flags, kept, op)
        if a.size > 0:
            _walk(totals, a, flags, op)
        if keepdims:
            return _delivered(totals, out)
        elif axis is None:
            return primitive.flat(totals)[0]
        elif primitive.form_of(axis) == "tuple":
            return _delivered(_without(totals, a.shape, flags, a.ndim - len(axis)), out)
        else:
            return _delivered(_without(totals, a.shape, flags, a.ndim - 1), out)


def _check_axis_of_none(axis):
    """An array without axes is reduced along 0 or -1 as if it had one."""
    if axis is not None:
        if primitive.form_of(axis) == "tuple":
            if len(axis) > 0:
                for i in range(len(axis)):
                    _check_axis_of_none(axis[i])
        elif axis < -1 or axis > 0:
            raise ValueError(f"axis {axis} is out of bounds for array of dimension 0")


def _delivered(result, out):
    if out is None:
        return result
    else:
        out[...] = result
        return out


def _without(totals, shape, flags, rank: comptime):
    if rank == 0:
        return primitive.flat(totals)[0]
    else:
        rest = primitive.tuple_repeat(1, rank)
        j = 0
        for k in range(len(shape)):
            if flags[k] == 0:
                rest = primitive.tuple_replace(rest, j, shape[k])
                j += 1
        return primitive.reshape(totals, rest)


def _flags(axis, ndim: comptime):
    """For each axis 1 if it is reduced, 0 if it stays."""
    if axis is None:
        return primitive.tuple_repeat(1, ndim)
    elif primitive.form_of(axis) == "tuple":
        flags = primitive.tuple_repeat(0, ndim)
        if len(axis) > 0:
            for i in range(len(axis)):
                k = views.axis_of(axis[i], ndim)
                if flags[k] == 1:
                    raise ValueError("duplicate value in 'axis'")
                flags = primitive.tuple_replace(flags, k, 1)
        return flags
    else:
        return primitive.tuple_replace(primitive.tuple_repeat(0, ndim), views.axis_of(axis, ndim), 1)


def _kept_shape(shape, flags):
    kept = shape
    for k in range(len(shape)):
        if flags[k] == 1:
            kept = primitive.tuple_replace(kept, k, 1)
    return kept


def _start(totals, a, zero, initial, flags, kept, op: comptime):
    if initial is not None:
        totals[...] = initial
    elif op == "max" or op == "min":
        # The first elements along the reduced axes.
        for k in range(a.ndim):
            if flags[k] == 1 and a.shape[k] == 0:
                if op == "max":
                    raise ValueError("zero-size array to reduction operation maximum which has no identity")
                else:
                    raise ValueError("zero-size array to reduction operation minimum which has no identity")
        if a.size > 0:
            totals[...] = views.view(a, kept, a.strides)
    else:
        totals[...] = zero


def _walk(totals, a, flags, op: comptime):
    """Combines every element of `a` into its total, in NumPy's order."""
    inner = a.shape
    steps = a.strides
    jumps = a.strides
    jump = totals.strides
    for k in range(a.ndim):
        jumps = primitive.tuple_replace(jumps, k, 0 if flags[k] == 1 else jump[k])
    inner, steps, jumps = _iteration(inner, steps, jumps)
    _combine(views.view(totals, inner, jumps), views.view(a, inner, steps), op)


def _iteration(shape, steps, jumps):
    """The axes in the order of NumPy's iterator: the longest strides outermost, neighbours merged where both arrays
    allow it. What is left over stands in front with one element."""
    n = len(shape)
    for k in range(n):
        if shape[k] == 1:
            steps = primitive.tuple_replace(steps, k, 0)
            jumps = primitive.tuple_replace(jumps, k, 0)
    # Each axis goes behind the last one with a longer stride, past those that have none.
    for i in range(n - 1):
        k = n - 2 - i
        place = k
        j = k + 1
        while j < n and (steps[j] == 0 or steps[k] == 0 or _abs(steps[j]) > _abs(steps[k])):
            if steps[j] != 0 and steps[k] != 0:
                place = j
            j += 1
        while k < place:
            k += 1
            shape = _swapped(shape, k)
            steps = _swapped(steps, k)
            jumps = _swapped(jumps, k)
    last = n - 1
    for i in range(n - 1):
        k = n - 2 - i
        extent = shape[k]
        n_last = shape[last]
        if n_last == 1 or extent == 1 or steps[k] == steps[last] * n_last and jumps[k] == jumps[last] * n_last:
            if extent != 1 and n_last == 1:
                steps = primitive.tuple_replace(steps, last, steps[k])
                jumps = primitive.tuple_replace(jumps, last, jumps[k])
            shape = primitive.tuple_replace(shape, last, n_last * extent)
            shape = primitive.tuple_replace(shape, k, 1)
        else:
            last -= 1
            if last != k:
                shape = primitive.tuple_replace(primitive.tuple_replace(shape, last, extent), k, 1)
                steps = primitive.tuple_replace(steps, last, steps[k])
                jumps = primitive.tuple_replace(jumps, last, jumps[k])
    return shape, steps, jumps


def _abs(x):
    return x if x >= 0 else -x


def _swapped(t, k):
    return primitive.tuple_replace(primitive.tuple_replace(t, k, t[k - 1]), k - 1, t[k])


@jit(boundscheck=False)
def _combine(totals, a, op: comptime):
    if a.ndim > 1:
        block = 0
        if op == "add" and (primitive.kind_of(totals) == "float" or primitive.kind_of(totals) == "complex"):
            if _is_one_total(totals):
                block = _block_of(a.shape, primitive.dtype_of(a) != primitive.dtype_of(totals))
                if block > 0:
                    _set_total(totals, _gathered_sum(a, _total(totals), block))
        if block == 0:
            for i in range(a.shape[0]):
                _combine(totals[i], a[i], op)
    elif totals.strides[0] == 0:
        if a.strides[0] == a.itemsize:
            totals[0] = _line(primitive.as_contiguous(a), totals[0], op)
        else:
            totals[0] = _line(a, totals[0], op)
    elif totals.strides[0] == totals.itemsize and a.strides[0] == a.itemsize:
        _pairs(primitive.as_contiguous(totals), primitive.as_contiguous(a), op)
    else:
        _pairs(totals, a, op)


@jit(boundscheck=False)
def _pairs(totals, a, op: comptime):
    for i in range(len(a)):
        totals[i] = _combined(totals[i], a[i], op)


def _whole(a, zero, initial, op: comptime):
    if a.ndim == 0:
        return _line(primitive.reshape(a, (1,)), _first(a, zero, initial, op), op)
    elif a.ndim == 1:
        return _line(a, _first(a, zero, initial, op), op)
    elif primitive.is_contiguous(a):
        return _line(primitive.flat(a), _first(a, zero, initial, op), op)
    elif (op == "add" or op == "mul") and (primitive.kind_of(zero) == "float" or primitive.kind_of(zero) == "complex"):
        return _scattered(a, _first(a, zero, initial, op), op)
    else:
        flat = ravel(a)
        return _line(flat, _first(flat, zero, initial, op), op)


def _scattered(a, total, op: comptime):
    """A sum or a product of elements that do not lie in one line, in the order of memory."""
    nothing = primitive.tuple_repeat(0, a.ndim)
    shape, steps, jumps = _iteration(a.shape, a.strides, nothing)
    totals = primitive.empty((1,), primitive.dtype_of(total))
    totals[0] = total
    _combine(views.view(totals, shape, nothing), views.view(a, shape, steps), op)
    return totals[0]


def _gathered_sum(a, total, block):
    """A total with all elements of `a`, which are gathered `block` at a time."""
    gathered = ravel(a)
    start = 0
    while start < len(gathered):
        end = start + block if start + block < len(gathered) else len(gathered)
        total = _line(gathered[start:end], total, "add")
        start = end
    return total


def _is_one_total(totals):
    for k in range(totals.ndim):
        if totals.strides[k] != 0:
            return False
    return True


def _total(totals):
    """The one element behind all indices."""
    if totals.ndim == 1:
        return totals[0]
    else:
        return _total(totals[0])


def _set_total(totals, value):
    if totals.ndim == 1:
        totals[0] = value
    else:
        _set_total(totals[0], value)


def _block_of(shape, is_cast):
    """How many elements NumPy's iterator gathers at once for one sum; 0 where it goes along the first axis instead. It
    takes as many whole rows, planes, … as fit in a buffer, where that is at least twice what need not be copied."""
    n = len(shape)
    cost = 2 if is_cast else 1
    best_cost = cost
    core = 1
    size = shape[n - 1]
    best = size
    for i in range(1, n):
        extent = shape[n - 1 - i]
        if extent == 1:
            break
        if cost == 2 and size >= 8192:
            # A buffer does not go beyond the axes it is made for.
            return 0
        cost = 2
        rows = size
        size *= extent
        if cost * best <= best_cost * (size if size < 8192 else 8192):
            best_cost = cost
            core = rows
            best = size
    if best_cost == 1:
        return 0
    return best if best <= 8192 else core * (8192 // core)


def _first(a, zero, initial, op: comptime):
    if initial is not None:
        return primitive.cast(initial, primitive.dtype_of(zero))
    elif op == "max" or op == "min":
        if a.size == 0:
            if op == "max":
                raise ValueError("zero-size array to reduction operation maximum which has no identity")
            else:
                raise ValueError("zero-size array to reduction operation minimum which has no identity")
        return ravel(a)[0]
    else:
        return zero


def _combined(total, x, op: comptime):
    """One step, in the dtype of the total."""
    dtype = primitive.dtype_of(total)
    if op == "add":
        return primitive.cast(total + primitive.cast(x, dtype), dtype)
    elif op == "mul":
        return primitive.cast(total * primitive.cast(x, dtype), dtype)
    elif op == "max":
        return x if x > total or x != x and total == total else total
    elif op == "min":
        return x if x < total or x != x and total == total else total
    elif op == "or":
        return total | primitive.cast(x, bool_)
    elif op == "and":
        return total & primitive.cast(x, bool_)
    else:
        return total + primitive.cast(primitive.cast(x, bool_), i64)


def _line(a, total, op: comptime):
    """The elements of one axis combined with a total."""
    if op == "add" and primitive.kind_of(total) == "float":
        return _float_line(a, total)
    elif op == "add" and primitive.kind_of(total) == "complex":
        if primitive.kind_of(a) == "complex":
            return primitive.cast(total + _pairwise_complex(a, 0, len(a)), primitive.dtype_of(total))
        else:
            return _in_order(a, total, op)
    else:
        return _in_order(a, total, op)


@jit(boundscheck=False)
def _in_order(a, total, op: comptime):
    if op == "mul" and primitive.kind_of(total) == "float":
        # Halves are multiplied as float32, rounded at the end of the line.
        wide = _lane(total)
        for x in a:
            wide = wide * primitive.cast(primitive.cast(x, primitive.dtype_of(total)), primitive.dtype_of(wide))
        return primitive.cast(wide, primitive.dtype_of(total))
    else:
        for x in a:
            total = _combined(total, x, op)
        return total


def _float_line(a, total):
    if primitive.dtype_of(a) == primitive.dtype_of(total):
        return primitive.cast(total + _pairwise(a, 0, len(a)), primitive.dtype_of(total))
    else:
        # NumPy casts in blocks of 8192 elements.
        block = primitive.empty(8192 if len(a) > 8192 else len(a), primitive.dtype_of(total))
        start = 0
        while start < len(a):
            n = len(a) - start
            if n > 8192:
                n = 8192
            block[:n] = a[start : start + n]
            total = primitive.cast(total + _pairwise(block, 0, n), primitive.dtype_of(total))
            start += n
        return total


def _lane(x):
    """An element as the pairwise sum adds it: halves as float32."""
    if primitive.kind_of(x) == "float":
        if primitive.itemsize(x) == 2:
            return primitive.cast(x, f32)
    return x


@jit(boundscheck=False, overflow="wrap")
def _pairwise(a, first, n):
    if n < 8:
        total = _lane(primitive.cast(0, a.dtype))
        for i in range(n):
            total += _lane(a[first + i])
        return total
    if n <= 128:
        total = primitive.lane_sum(a, first, n - n % 8)
        for i in range(n - n % 8, n):
            total += _lane(a[first + i])
        return total
    half = n // 2
    half -= half % 8
    return _pairwise(a, first, half) + _pairwise(a, first + half, n - half)


@jit(boundscheck=False, overflow="wrap")
def _pairwise_complex(a, first, n):
    # The tree is that of twice as many floats.
    if n < 4:
        total = primitive.cast(0, a.dtype)
        for i in range(n):
            total += a[first + i]
        return total
    if n <= 64:
        r0 = a[first]
        r1 = a[first + 1]
        r2 = a[first + 2]
        r3 = a[first + 3]
        for block in range(1, n // 4):
            k = first + block * 4
            r0 += a[k]
            r1 += a[k + 1]
            r2 += a[k + 2]
            r3 += a[k + 3]
        total = (r0 + r1) + (r2 + r3)
        for i in range(n - n % 4, n):
            total += a[first + i]
        return total
    half = (n - n % 8) // 2
    return _pairwise_complex(a, first, half) + _pairwise_complex(a, first + half, n - half)
