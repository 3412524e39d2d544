"""Lists, on top of the primitives for their room: methods, and the functions that operators on lists stand for.

Slices arrive as the first index, the number of elements and the step.
"""
import numpy.shape as shapes
import primitive


def _as_array(self):
    """A list in the subscript of an array, or stored in a part of one."""
    return shapes.array(self)


def append(self, value):
    """One more element at the end."""
    primitive.push(self, value)


@jit(boundscheck=False, overflow="wrap")
def extend(self, iterable):
    """All elements of an iterable at the end; of the list itself those that it has now."""
    if isinstance(iterable, list):
        # The iterable may be this very list.
        n = len(iterable)
        for i in range(n):
            primitive.push(self, iterable[i])
    else:
        for value in iterable:
            primitive.push(self, value)


@jit(boundscheck=False, overflow="wrap")
def insert(self, index: int, value):
    """An element before the given index, which is brought into the list."""
    n = len(self)
    if index < 0:
        index = index + n
        if index < 0:
            index = 0
    if index > n:
        index = n
    primitive.push(self, value)
    for i in range(n, index, -1):
        self[i] = self[i - 1]
    self[index] = value


@jit(boundscheck=False, overflow="wrap")
def pop(self, index: int = -1):
    """Removes and returns an element. IndexError for an empty list and outside of it."""
    n = len(self)
    if n == 0:
        raise IndexError("pop from empty list")
    if index < 0:
        index = index + n
    if index < 0 or index >= n:
        raise IndexError("pop index out of range")
    value = self[index]
    for i in range(index, n - 1):
        self[i] = self[i + 1]
    primitive.resize(self, n - 1)
    return value


@jit(boundscheck=False, overflow="wrap")
def remove(self, value):
    """Removes the first element that is equal. ValueError if there is none."""
    for i in range(len(self)):
        if self[i] == value:
            pop(self, i)
            return
    raise ValueError("list.remove(x): x not in list")


def clear(self):
    """Removes all elements."""
    primitive.resize(self, 0)


@jit(boundscheck=False, overflow="wrap")
def index(self, value, start: int = 0, stop: int = 9223372036854775807):
    """Where the first equal element is, from `start` up to `stop`. ValueError if there is none."""
    n = len(self)
    if start < 0:
        start = max(start + n, 0)
    if stop < 0:
        stop = stop + n
    for i in range(start, min(stop, n)):
        if self[i] == value:
            return i
    raise ValueError(f"{repr(value)} is not in list")


def count(self, value):
    """How many elements are equal."""
    total = 0
    for element in self:
        if element == value:
            total += 1
    return total


@jit(boundscheck=False, overflow="wrap")
def reverse(self):
    """Puts the elements in the opposite order."""
    n = len(self)
    for i in range(n // 2):
        other = self[n - 1 - i]
        self[n - 1 - i] = self[i]
        self[i] = other


@jit(boundscheck=False, overflow="wrap")
def copy(self):
    """A new list with the same elements."""
    n = len(self)
    result = primitive.new_list(self, n)
    for i in range(n):
        primitive.push(result, self[i])
    return result


#
# Sorting: runs that are there already, and binary insertion below 32 elements, merged pairwise. Stable.
#


@jit(boundscheck=False, overflow="wrap")
def sort(self, key=None, reverse: bool = False):
    """Sorts in place: equal elements keep their order. With `reverse` the order of unequal ones is turned around."""
    if key is None:
        spare = primitive.new_list(self, 0)
        if reverse:
            _reverse_part(self, 0, len(self))
        _sort_plain(self, spare)
        if reverse:
            _reverse_part(self, 0, len(self))
    else:
        n = len(self)
        keys = [key(element) for element in self]
        order = [i for i in range(n)]
        if reverse:
            _reverse_part(order, 0, n)
        _sort_by(order, [0 for i in range(0)], keys)
        if reverse:
            _reverse_part(order, 0, n)
        old = copy(self)
        for i in range(n):
            self[i] = old[order[i]]


@jit(boundscheck=False, overflow="wrap")
def _reverse_part(a, first, last):
    i = first
    j = last - 1
    while i < j:
        other = a[j]
        a[j] = a[i]
        a[i] = other
        i += 1
        j -= 1


@jit(boundscheck=False, overflow="wrap")
def _sort_plain(a, spare):
    n = len(a)
    # The length of the pieces that are sorted by insertion: n is close below a power of two times it.
    piece = n
    odd = 0
    while piece >= 64:
        odd = odd | (piece & 1)
        piece = piece >> 1
    piece = piece + odd
    if n < 2:
        return
    starts = [0]
    at = 0
    while at < n:
        end = at + 1
        if end < n:
            if a[end] < a[at]:
                while end < n and a[end] < a[end - 1]:
                    end += 1
                _reverse_part(a, at, end)
            else:
                while end < n and not (a[end] < a[end - 1]):
                    end += 1
        least = min(at + piece, n)
        while end < least:
            value = a[end]
            low = at
            high = end
            while low < high:
                middle = (low + high) >> 1
                if value < a[middle]:
                    high = middle
                else:
                    low = middle + 1
            for k in range(end, low, -1):
                a[k] = a[k - 1]
            a[low] = value
            end += 1
        at = end
        starts.append(at)
        # Each run on the stack is more than twice the one above it, so that there are few.
        top = len(starts) - 1
        while top > 1 and starts[top - 1] - starts[top - 2] <= 2 * (starts[top] - starts[top - 1]):
            _merge_plain(a, spare, starts[top - 2], starts[top - 1], starts[top])
            starts[top - 1] = starts[top]
            starts.pop()
            top -= 1
    last = len(starts) - 1
    while last > 1:
        _merge_plain(a, spare, starts[last - 2], starts[last - 1], starts[last])
        starts[last - 1] = starts[last]
        last -= 1


@jit(boundscheck=False, overflow="wrap")
def _merge_plain(a, spare, first, middle, last):
    # The left run moves aside; then the lesser of both comes next, the left one of equals.
    n = middle - first
    if len(spare) < n:
        primitive.resize(spare, n)
    for i in range(n):
        spare[i] = a[first + i]
    i = 0
    j = middle
    k = first
    while i < n and j < last:
        if a[j] < spare[i]:
            a[k] = a[j]
            j += 1
        else:
            a[k] = spare[i]
            i += 1
        k += 1
    while i < n:
        a[k] = spare[i]
        i += 1
        k += 1


@jit(boundscheck=False, overflow="wrap")
def _sort_by(order, spare, keys):
    """Sorts indices by their keys."""
    n = len(order)
    width = 1
    primitive.resize(spare, n)
    while width < n:
        for first in range(0, n - width, 2 * width):
            middle = first + width
            last = min(middle + width, n)
            if not (keys[order[middle]] < keys[order[middle - 1]]):
                continue
            for i in range(width):
                spare[i] = order[first + i]
            i = 0
            j = middle
            k = first
            while i < width and j < last:
                if keys[order[j]] < keys[spare[i]]:
                    order[k] = order[j]
                    j += 1
                else:
                    order[k] = spare[i]
                    i += 1
                k += 1
            while i < width:
                order[k] = spare[i]
                i += 1
                k += 1
        width = 2 * width


#
# Operators and slices.
#


@jit(boundscheck=False, overflow="wrap")
def _add(self, other):
    """self + other."""
    n = len(self)
    m = len(other)
    result = primitive.new_list(self, n + m)
    for i in range(n):
        primitive.push(result, self[i])
    for i in range(m):
        primitive.push(result, other[i])
    return result


def _in_place_add(self, iterable):
    """self += iterable."""
    extend(self, iterable)


@jit(boundscheck=False, overflow="wrap")
def _repeat(self, n: int):
    """self * n."""
    m = len(self)
    if n <= 0 or m == 0:
        return primitive.new_list(self, 0)
    if n > 9223372036854775807 // 8 // m:
        raise MemoryError()
    result = primitive.new_list(self, n * m)
    primitive.resize(result, n * m)
    if m == 1:
        value = self[0]
        for i in range(n):
            result[i] = value
    else:
        for k in range(n):
            for i in range(m):
                result[k * m + i] = self[i]
    return result


@jit(boundscheck=False, overflow="wrap")
def _in_place_repeat(self, n: int):
    """self *= n."""
    m = len(self)
    if n <= 0:
        primitive.resize(self, 0)
        return
    for k in range(n - 1):
        for i in range(m):
            primitive.push(self, self[i])


@jit(boundscheck=False, overflow="wrap")
def _get_slice(self, first, count, step):
    """self[first:…:step]."""
    result = primitive.new_list(self, count)
    for i in range(count):
        primitive.push(result, self[first + i * step])
    return result


@jit(boundscheck=False, overflow="wrap")
def _set_slice(self, first, count, step, has_step, values):
    """self[first:…:step] = values. ValueError where an extended slice takes another number of elements."""
    new = primitive.new_list(self, 0)
    for value in values:
        primitive.push(new, value)
    m = len(new)
    n = len(self)
    if has_step and step != 1:
        if m != count:
            raise ValueError(f"attempt to assign sequence of size {m} to extended slice of size {count}")
        for i in range(m):
            self[first + i * step] = new[i]
        return
    if m > count:
        primitive.resize(self, n + m - count)
        for i in range(n - 1, first + count - 1, -1):
            self[i + m - count] = self[i]
    elif m < count:
        for i in range(first + count, n):
            self[i + m - count] = self[i]
        primitive.resize(self, n + m - count)
    for i in range(m):
        self[first + i] = new[i]


@jit(boundscheck=False, overflow="wrap")
def _del_slice(self, first, count, step):
    """del self[first:…:step]."""
    if count == 0:
        return
    n = len(self)
    if step < 0:
        first = first + (count - 1) * step
        step = -step
    to = first
    for i in range(first, n):
        if not ((i - first) % step == 0 and (i - first) // step < count):
            self[to] = self[i]
            to += 1
    primitive.resize(self, n - count)


@jit(boundscheck=False, overflow="wrap")
def _del_item(self, index):
    """del self[index], for an index inside."""
    n = len(self)
    for i in range(index, n - 1):
        self[i] = self[i + 1]
    primitive.resize(self, n - 1)


def _contains(self, value):
    """value in self."""
    for element in self:
        if element == value:
            return True
    return False


@jit(boundscheck=False, overflow="wrap")
def _equal(self, other):
    """self == other."""
    n = len(self)
    if n != len(other):
        return False
    for i in range(n):
        if self[i] != other[i]:
            return False
    return True


@jit(boundscheck=False, overflow="wrap")
def _less(self, other):
    """self < other: the first elements that differ decide, then the lengths."""
    n = len(self)
    m = len(other)
    for i in range(min(n, m)):
        if self[i] != other[i]:
            return self[i] < other[i]
    return n < m


def _less_equal(self, other):
    """self <= other."""
    return not _less(other, self)


def _greater(self, other):
    """self > other."""
    return _less(other, self)


def _greater_equal(self, other):
    """self >= other."""
    return not _less(self, other)


def _write(self):
    """Writes the text of the list."""
    primitive.write_text("[")
    first = True
    for element in self:
        if not first:
            primitive.write_text(", ")
        first = False
        primitive.write(element)
    primitive.write_text("]")
