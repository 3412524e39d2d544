"""Sets: methods, and the functions that operators stand for. They keep the order in which elements came."""
import primitive
from containers import table


def _make(self):
    """An empty set of the type of `self`, which is not read."""
    return table.make(self)


def _add_element(self, value):
    """Adds an element that may be there already."""
    h = hash(value)
    if table.find(self, value, h) < 0:
        table.insert(self, (h, value))


def add(self, value):
    """Adds an element that may be there already."""
    h = hash(value)
    if table.find(self, value, h) < 0:
        table.insert(self, (h, value))


def discard(self, value):
    """Removes an element if it is there."""
    at = table.find(self, value, hash(value))
    if at >= 0:
        table.remove_at(self, at)


def remove(self, value):
    """Removes an element. KeyError if it is not there."""
    at = table.find(self, value, hash(value))
    if at < 0:
        raise KeyError(value)
    table.remove_at(self, at)


@jit(boundscheck=False, overflow="wrap")
def pop(self):
    """Removes and returns the element that came first. KeyError for an empty set."""
    if primitive.record_size(self) == 0:
        raise KeyError("pop from an empty set")
    entries = primitive.record_entries(self)
    at = 0
    while primitive.peek(entries, at)[0] == -1:
        at += 1
    value = entries[at][1]
    table.remove_at(self, at)
    return value


def _contains(self, value):
    """value in self."""
    return table.find(self, value, hash(value)) >= 0


def _length(self):
    """len(self)."""
    return primitive.record_size(self)


def update(self, *others):
    """Adds all elements of iterables."""
    if len(others) > 0:
        for value in others[0]:
            add(self, value)
        update(self, *primitive.tuple_drop(others, 0))


def clear(self):
    """Removes all elements."""
    table.clear(self)


def copy(self):
    """A new set with the same elements."""
    return table.copy(self)


def _bit_or(self, other):
    """self | other: what is in either."""
    result = table.copy(self)
    update(result, other)
    return result


def _bit_and(self, other):
    """self & other: what is in both."""
    result = table.make(self)
    for value in self:
        if _contains(other, value):
            add(result, value)
    return result


def _subtract(self, other):
    """self - other: what is in the first alone."""
    result = table.make(self)
    for value in self:
        if not _contains(other, value):
            add(result, value)
    return result


def _bit_xor(self, other):
    """self ^ other: what is in one alone."""
    result = _subtract(self, other)
    for value in other:
        if not _contains(self, value):
            add(result, value)
    return result


def _set_of(self, values):
    result = table.make(self)
    for value in values:
        add(result, value)
    return result


def union(self, *others):
    """What is in the set or in one of the iterables."""
    result = table.copy(self)
    update(result, *others)
    return result


def intersection(self, *others):
    """What is in the set and in all iterables."""
    if len(others) == 0:
        return table.copy(self)
    else:
        return intersection(_bit_and(self, _set_of(self, others[0])), *primitive.tuple_drop(others, 0))


def difference(self, *others):
    """What is in the set and in none of the iterables."""
    if len(others) == 0:
        return table.copy(self)
    else:
        return difference(_subtract(self, _set_of(self, others[0])), *primitive.tuple_drop(others, 0))


def symmetric_difference(self, values):
    """What is in the set or in an iterable, not in both."""
    return _bit_xor(self, _set_of(self, values))


def _in_place_bit_or(self, other):
    """self |= other."""
    update(self, other)


def _replace(self, other):
    primitive.set_record_index(self, primitive.record_index(other)[:])
    primitive.set_record_entries(self, primitive.record_entries(other)[:])
    primitive.set_record_size(self, primitive.record_size(other))


def _in_place_bit_and(self, other):
    """self &= other."""
    _replace(self, _bit_and(self, other))


def _in_place_subtract(self, other):
    """self -= other."""
    _replace(self, _subtract(self, other))


def _in_place_bit_xor(self, other):
    """self ^= other."""
    _replace(self, _bit_xor(self, other))


def intersection_update(self, *others):
    """Keeps what is in all iterables."""
    _replace(self, intersection(self, *others))


def difference_update(self, *others):
    """Removes what is in one of the iterables."""
    _replace(self, difference(self, *others))


def symmetric_difference_update(self, values):
    """Keeps what is in the set or in an iterable, not in both."""
    _replace(self, symmetric_difference(self, values))


def issubset(self, values):
    """Whether all elements are in an iterable."""
    return _less_equal(self, _set_of(self, values))


def issuperset(self, values):
    """Whether all elements of an iterable are here."""
    for value in values:
        if not _contains(self, value):
            return False
    return True


def isdisjoint(self, values):
    """Whether no element of an iterable is here."""
    for value in values:
        if _contains(self, value):
            return False
    return True


def _less_equal(self, other):
    """self <= other: whether it is a subset."""
    if primitive.record_size(self) > primitive.record_size(other):
        return False
    for value in self:
        if not _contains(other, value):
            return False
    return True


def _equal(self, other):
    """self == other, whatever the order."""
    return primitive.record_size(self) == primitive.record_size(other) and _less_equal(self, other)


def _less(self, other):
    """self < other: whether it is a subset and not equal."""
    return primitive.record_size(self) < primitive.record_size(other) and _less_equal(self, other)


def _greater(self, other):
    """self > other."""
    return _less(other, self)


def _greater_equal(self, other):
    """self >= other."""
    return _less_equal(other, self)


def _write(self):
    """Writes the text of the set."""
    if primitive.record_size(self) == 0:
        primitive.write_text("set()")
        return
    primitive.write_text("{")
    first = True
    for value in self:
        if not first:
            primitive.write_text(", ")
        first = False
        primitive.write(value)
    primitive.write_text("}")
