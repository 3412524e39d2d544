"""Sets, as sorted arrays of one axis. nan stands behind all numbers, and one nan stands for all."""
import primitive
from amaru import bool_
from numpy import sorting
from numpy.joining import concatenate
from numpy.shape import asarray, copy, ravel


def _same(x, y):
    return x == y or x != x and y != y


def unique(
    ar, return_index: comptime = False, return_inverse: comptime = False, return_counts: comptime = False
):
    """The different elements, sorted. With `return_index` also where each is first found in C order, with `return_inverse`
    which of them each element is, in the shape of `ar`, with `return_counts` how often each is there."""
    if primitive.form_of(ar) == "list":
        return unique(asarray(ar), return_index, return_inverse, return_counts)
    elif return_index or return_inverse or return_counts:
        return _unique_with(ar, return_index, return_inverse, return_counts)
    else:
        line = sorting.sort(copy(ravel(ar)), 0)
        n = 0
        for i in range(len(line)):
            if n == 0 or not _same(line[i], line[n - 1]):
                line[n] = line[i]
                n += 1
        return copy(line[:n])


def _unique_with(ar, return_index: comptime, return_inverse: comptime, return_counts: comptime):
    flat = ravel(ar)
    order = sorting.argsort(flat, 0)
    index = primitive.empty(len(flat), int)
    inverse = primitive.empty(len(flat), int)
    counts = primitive.empty(len(flat), int)
    values = primitive.empty(len(flat), primitive.dtype_of(flat))
    n = 0
    for i in range(len(flat)):
        x = flat[order[i]]
        if n == 0 or not _same(x, values[n - 1]):
            values[n] = x
            index[n] = order[i]
            counts[n] = 0
            n += 1
        counts[n - 1] += 1
        inverse[order[i]] = n - 1
    result = (copy(values[:n]),)
    if return_index:
        with_index = result + (copy(index[:n]),)
    else:
        with_index = result
    if return_inverse:
        with_inverse = with_index + (primitive.reshape(inverse, ar.shape),)
    else:
        with_inverse = with_index
    if return_counts:
        return with_inverse + (copy(counts[:n]),)
    else:
        return with_inverse


def unique_values(x):
    """The different elements, sorted."""
    return unique(x)


def union1d(ar1, ar2):
    """What is in one of two arrays."""
    return unique(concatenate((asarray(ar1), asarray(ar2)), None))


def intersect1d(ar1, ar2, assume_unique=False, return_indices: comptime = False):
    """What is in both of two arrays; with `return_indices` also where it is first found in each."""
    a, first, _ = _first_places(asarray(ar1))
    b, second, _ = _first_places(asarray(ar2))
    common = primitive.empty(len(a), primitive.result_type(a, b))
    left = primitive.empty(len(a), int)
    right = primitive.empty(len(a), int)
    n = 0
    i = 0
    j = 0
    while i < len(a) and j < len(b):
        if a[i] == b[j]:
            common[n] = a[i]
            left[n] = first[i]
            right[n] = second[j]
            n += 1
            i += 1
            j += 1
        elif sorting.before(a[i], b[j]):
            i += 1
        else:
            j += 1
    if return_indices:
        return copy(common[:n]), copy(left[:n]), copy(right[:n])
    else:
        return copy(common[:n])


def _first_places(ar):
    return _unique_with(ravel(ar), True, False, True)


def setdiff1d(ar1, ar2, assume_unique=False):
    """What is in the first array and not in the second: sorted, or with `assume_unique` in its order."""
    if assume_unique:
        flat = ravel(asarray(ar1))
    else:
        flat = unique(ar1)
    return flat[_outside(flat, ar2)]


def setxor1d(ar1, ar2, assume_unique=False):
    """What is in exactly one of two arrays."""
    a = unique(ar1)
    b = unique(ar2)
    return sorting.sort(concatenate((a[_outside(a, b)], b[_outside(b, a)]), 0), 0)


def _outside(flat, values):
    found = isin(flat, values)
    for i in range(len(found)):
        found[i] = not found[i]
    return found


def isin(element, test_elements, assume_unique=False, invert=False):
    """For each element whether it is among others."""
    if primitive.form_of(test_elements) == "list":
        return isin(element, asarray(test_elements), assume_unique, invert)
    elif primitive.form_of(element) == "array":
        line = sorting.sort(copy(ravel(test_elements)), 0)
        flat = ravel(element)
        found = primitive.empty(len(flat), bool_)
        for k in range(len(flat)):
            found[k] = _contains(line, flat[k]) != invert
        return primitive.reshape(found, element.shape)
    else:
        return isin(asarray(element), test_elements, assume_unique, invert)


def _contains(line, x):
    place = sorting.insertion_point(line, x, False)
    return place < len(line) and line[place] == x
