"""Dictionaries: methods, and the functions that operators and subscripts stand for."""
import primitive
from containers import table


def _make(self):
    """An empty dictionary of the type of `self`, which is not read."""
    return table.make(self)


def fromkeys(iterable, value=None):
    """A dictionary with the elements of an iterable as keys, all with one value."""
    result = {}
    for key in iterable:
        result[key] = value
    return result


def _get_item(self, key):
    """self[key]. KeyError if it is not there."""
    at = table.find(self, key, hash(key))
    if at < 0:
        raise KeyError(key)
    return _value_at(self, at)


def _set_item(self, key, value):
    """self[key] = value. A key that is equal stays as it was."""
    h = hash(key)
    at = table.find(self, key, h)
    if at < 0:
        table.insert(self, (h, key, value))
    else:
        _set_value(self, at, value)


def _del_item(self, key):
    """del self[key]. KeyError if it is not there."""
    at = table.find(self, key, hash(key))
    if at < 0:
        raise KeyError(key)
    table.remove_at(self, at)


@jit(boundscheck=False, overflow="wrap")
def _value_at(self, position):
    return primitive.record_entries(self)[position][2]


@jit(boundscheck=False, overflow="wrap")
def _set_value(self, position, value):
    entries = primitive.record_entries(self)
    entry = entries[position]
    entries[position] = (entry[0], entry[1], value)


def _contains(self, key):
    """key in self."""
    return table.find(self, key, hash(key)) >= 0


def _length(self):
    """len(self)."""
    return primitive.record_size(self)


def get(self, key, default=None):
    """The value of a key, or `default` if it is not there."""
    at = table.find(self, key, hash(key))
    if at < 0:
        return default
    return _value_at(self, at)


def setdefault(self, key, default):
    """The value of a key, which is set to `default` if it is not there."""
    h = hash(key)
    at = table.find(self, key, h)
    if at < 0:
        table.insert(self, (h, key, default))
        return _get_item(self, key)
    return _value_at(self, at)


def pop(self, key):
    """Removes a key and returns its value. KeyError if it is not there."""
    at = table.find(self, key, hash(key))
    if at < 0:
        raise KeyError(key)
    value = _value_at(self, at)
    table.remove_at(self, at)
    return value


def pop_or(self, key, default):
    """Removes a key and returns its value; `default` if it is not there."""
    at = table.find(self, key, hash(key))
    if at < 0:
        return default
    value = _value_at(self, at)
    table.remove_at(self, at)
    return value


@jit(boundscheck=False, overflow="wrap")
def popitem(self):
    """Removes the item that came last and returns it. KeyError for an empty dictionary."""
    if primitive.record_size(self) == 0:
        raise KeyError("popitem(): dictionary is empty")
    at = table.last(self)
    entry = primitive.record_entries(self)[at]
    table.remove_at(self, at)
    primitive.resize(primitive.record_entries(self), at)
    return entry[1], entry[2]


def update(self, other):
    """Takes over the items of another dictionary, or pairs of keys and values."""
    if isinstance(other, dict):
        for key, value in other.items():
            self[key] = value
    else:
        for k, v in other:
            self[k] = v


def keys(self):
    """What to loop over for the keys."""
    return primitive.keys(self)


def values(self):
    """What to loop over for the values."""
    return primitive.values(self)


def items(self):
    """What to loop over for pairs of keys and values."""
    return primitive.items(self)


def clear(self):
    """Removes all items."""
    table.clear(self)


def copy(self):
    """A new dictionary with the same items."""
    return table.copy(self)


def _bit_or(self, other):
    """self | other: where both have a key, the value of the second."""
    result = table.copy(self)
    update(result, other)
    return result


def _in_place_bit_or(self, other):
    """self |= other."""
    update(self, other)


def _equal(self, other):
    """self == other, whatever the order."""
    if primitive.record_size(self) != primitive.record_size(other):
        return False
    for key, value in self.items():
        at = table.find(other, key, hash(key))
        if at < 0:
            return False
        if _value_at(other, at) != value:
            return False
    return True


def _write(self):
    """Writes the text of the dictionary."""
    primitive.write_text("{")
    first = True
    for key, value in self.items():
        if not first:
            primitive.write_text(", ")
        first = False
        primitive.write(key)
        primitive.write_text(": ")
        primitive.write(value)
    primitive.write_text("}")
