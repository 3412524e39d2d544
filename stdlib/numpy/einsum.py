"""Einstein's summation: products of elements, with an index for each letter, summed over the letters that the result lacks.

The subscripts have to be a literal, since they say how many axes the result has. Sums run over the letters in the order in
which they first appear.
"""
import primitive
from numpy import views


def einsum(subscripts: comptime, *operands):
    """The sum of products that the subscripts describe: `"ij,jk->ik"` is a matrix product, `"ii"` a trace, `"ij->ji"` the
    transposed matrix. ValueError where the subscripts do not fit the operands."""
    # What a function returns is a literal in its type only: the number of axes is the length of a tuple.
    shape = _output_axes(subscripts, 0)
    count = len(operands)
    # A row for each operand, and one for the result: the letter of each axis, -1 behind the last.
    labels = primitive.empty((count + 1, 34), int)
    labels[...] = -1
    _parse(labels, subscripts, count)
    extents = primitive.empty(128, int)
    extents[...] = -1
    strides = primitive.empty((count, 128), int)
    strides[...] = 0
    _measure(labels, extents, strides, operands, 0)
    if len(shape) > 0:
        for k in range(len(shape)):
            letter = labels[count, k]
            if extents[letter] < 0:
                raise ValueError("einstein sum subscripts string included output subscript which never appeared in an input")
            shape = primitive.tuple_replace(shape, k, int(extents[letter]))
    out = primitive.empty(shape, _meeting(operands))
    _sum_up(primitive.flat(out), labels, extents, strides, operands, out.ndim)
    if out.ndim == 0:
        return out[()]
    else:
        return out


def _is_letter(c):
    return c >= "a" and c <= "z" or c >= "A" and c <= "Z"


def _output_axes(text: comptime, i: comptime):
    """A 0 for each letter behind the arrow; without one, for each letter that stands there once."""
    if i + 1 >= len(text):
        return _once(text, 0)
    elif text[i] == "-" and text[i + 1] == ">":
        return _letters(text, i + 2)
    else:
        return _output_axes(text, i + 1)


def _letters(text: comptime, i: comptime):
    if i >= len(text):
        return ()
    elif text[i] == " ":
        return _letters(text, i + 1)
    else:
        return (0,) + _letters(text, i + 1)


def _once(text: comptime, i: comptime):
    if i >= len(text):
        return ()
    elif text[i] == "," or text[i] == " ":
        return _once(text, i + 1)
    elif len(_occurrences(text, i, 0)) == 1:
        return (0,) + _once(text, i + 1)
    else:
        return _once(text, i + 1)


def _occurrences(text: comptime, which: comptime, i: comptime):
    if i >= len(text):
        return ()
    elif text[i] == text[which]:
        return (0,) + _occurrences(text, which, i + 1)
    else:
        return _occurrences(text, which, i + 1)


def _parse(labels, text, count):
    row = 0
    k = 0
    hasArrow = False
    i = 0
    while i < len(text):
        c = text[i]
        if c == "-":
            if i + 1 >= len(text) or text[i + 1] != ">" or hasArrow:
                raise ValueError("einstein sum subscript string does not contain proper '->' output specified")
            hasArrow = True
            if row + 1 != count:
                raise ValueError("more operands provided to einstein sum function than specified in the subscripts string")
            row = count
            k = 0
            i += 1
        elif c == ",":
            row += 1
            k = 0
            if row >= count or hasArrow:
                raise ValueError("fewer operands provided to einstein sum function than specified in the subscripts string")
        elif _is_letter(c):
            if k >= 33:
                raise ValueError("einstein sum subscripts string contains too many subscripts for an operand")
            labels[row, k] = ord(c)
            k += 1
        elif c != " ":
            raise ValueError(f"invalid subscript '{c}' in einstein sum subscripts string, subscripts must be letters")
        i += 1
    if not hasArrow:
        if row + 1 != count:
            raise ValueError("more operands provided to einstein sum function than specified in the subscripts string")
        k = 0
        for letter in range(128):
            found = 0
            for r in range(count):
                for axis in range(34):
                    if labels[r, axis] == letter:
                        found += 1
            if found == 1:
                labels[count, k] = letter
                k += 1


def _measure(labels, extents, strides, operands, which: comptime):
    """The extent of each letter, and how far each operand moves with it."""
    a = operands[which]
    if labels[which, a.ndim] >= 0:
        raise ValueError("einstein sum subscripts string contains too many subscripts for operand " + str(which))
    if a.ndim > 0:
        for k in range(a.ndim):
            letter = labels[which, k]
            if letter < 0:
                raise ValueError(
                    "operand has more dimensions than subscripts given in einstein sum, but no '...' ellipsis provided to "
                    "broadcast the extra dimensions."
                )
            if extents[letter] < 0 or extents[letter] == 1:
                extents[letter] = a.shape[k]
            elif a.shape[k] != extents[letter] and a.shape[k] != 1:
                raise ValueError(
                    f"operands could not be broadcast together: an axis has {extents[letter]} elements in one and "
                    f"{a.shape[k]} in another"
                )
            if a.shape[k] != 1:
                strides[which, letter] += a.strides[k]
    if which + 1 < len(operands):
        _measure(labels, extents, strides, operands, which + 1)


def _meeting(operands):
    if len(operands) == 1:
        return primitive.dtype_of(operands[0])
    else:
        return primitive.result_type(operands[0], _meeting(primitive.tuple_drop(operands, 0)))


def _element(a, offset):
    return primitive.strided(a, primitive.dtype_of(a), offset, (), ())[()]


def _product(operands, offsets, which: comptime, dtype):
    value = primitive.cast(_element(operands[which], offsets[which]), dtype)
    if which + 1 == len(operands):
        return value
    else:
        return primitive.cast(value * _product(operands, offsets, which + 1, dtype), dtype)


@jit(boundscheck=False, overflow="wrap")
def _sum_up(out, labels, extents, strides, operands, rank):
    count = len(operands)
    # The letters of the result, then those that are summed.
    order = primitive.empty(128, int)
    n = 0
    for k in range(rank):
        order[n] = labels[count, k]
        n += 1
    summed = 1
    for row in range(count):
        k = 0
        while labels[row, k] >= 0:
            isNew = True
            for m in range(n):
                isNew = isNew and order[m] != labels[row, k]
            if isNew:
                order[n] = labels[row, k]
                summed *= extents[labels[row, k]]
                n += 1
            k += 1
    place = primitive.empty(128, int)
    place[...] = 0
    offsets = primitive.empty(count, int)
    offsets[...] = 0
    dtype = primitive.dtype_of(out)
    for i in range(len(out)):
        total = primitive.cast(0, dtype)
        for _ in range(summed):
            total = primitive.cast(total + _product(operands, offsets, 0, dtype), dtype)
            _advance(place, offsets, order, extents, strides, rank, n, count)
        out[i] = total
        _advance(place, offsets, order, extents, strides, 0, rank, count)


@jit(boundscheck=False, overflow="wrap")
def _advance(place, offsets, order, extents, strides, first, end, count):
    """The next place of the letters number `first` to `end`, the last of them the fastest; back to the first one at the end."""
    k = end - 1
    while k >= first:
        letter = order[k]
        place[k] += 1
        if place[k] < extents[letter]:
            for row in range(count):
                offsets[row] += strides[row, letter]
            return
        for row in range(count):
            offsets[row] -= strides[row, letter] * (extents[letter] - 1)
        place[k] = 0
        k -= 1
