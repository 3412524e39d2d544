"""The table that dictionaries and sets share, laid out as CPython lays out its dictionaries.

Entries (hash, key and, in a dictionary, value) stand in a list in the order in which they came; the index is a table of
a power of two of positions in it, -1 where there is none and -2 where one was removed. A removed entry has hash -1, which
no value has, until the table is rebuilt.
"""
import amaru
import primitive


def make(self):
    """An empty table of the type of `self`, which is not read."""
    return primitive.new_record(self, [amaru.i32(-1)] * 8, primitive.new_entries(self, 5))


@jit(boundscheck=False, overflow="wrap")
def find(self, key, h):
    """The position of the entry with this key and hash; -1 if there is none."""
    index = primitive.record_index(self)
    entries = primitive.record_entries(self)
    mask = len(index) - 1
    perturb = h
    i = h & mask
    at = index[i]
    while at != -1:
        if at >= 0:
            entry = primitive.peek(entries, at)
            if entry[0] == h and entry[1] == key:
                return int(at)
        perturb = (perturb >> 5) & 576460752303423487
        i = (i * 5 + perturb + 1) & mask
        at = index[i]
    return -1


@jit(boundscheck=False, overflow="wrap")
def slot_of(self, h, position):
    """Where in the index the position of an entry with this hash stands."""
    index = primitive.record_index(self)
    mask = len(index) - 1
    perturb = h
    i = h & mask
    while index[i] != position:
        perturb = (perturb >> 5) & 576460752303423487
        i = (i * 5 + perturb + 1) & mask
    return i


@jit(boundscheck=False, overflow="wrap")
def free_slot(index, h):
    """The first place of the index that an entry with this hash may take."""
    mask = len(index) - 1
    perturb = h
    i = h & mask
    while index[i] >= 0:
        perturb = (perturb >> 5) & 576460752303423487
        i = (i * 5 + perturb + 1) & mask
    return i


@jit(boundscheck=False, overflow="wrap")
def reserve(self):
    """Makes room for one more entry: a table is rebuilt when two thirds of it are taken."""
    if len(primitive.record_entries(self)) * 3 >= len(primitive.record_index(self)) * 2:
        rebuild(self, primitive.record_size(self) * 3)


@jit(boundscheck=False, overflow="wrap")
def rebuild(self, least):
    """A new index with at least so many places, and the entries without those that were removed."""
    n = 8
    while n < least:
        n = n * 2
    index = [amaru.i32(-1)] * n
    old = primitive.record_entries(self)
    entries = primitive.new_entries(self, n * 2 // 3 + 1)
    for entry in old:
        if entry[0] != -1:
            index[free_slot(index, entry[0])] = len(entries)
            primitive.push(entries, entry)
    primitive.set_record_index(self, index)
    primitive.set_record_entries(self, entries)


@jit(boundscheck=False, overflow="wrap")
def insert(self, entry):
    """A new entry, whose key is not there."""
    reserve(self)
    index = primitive.record_index(self)
    entries = primitive.record_entries(self)
    index[free_slot(index, entry[0])] = len(entries)
    primitive.push(entries, entry)
    primitive.set_record_size(self, primitive.record_size(self) + 1)


@jit(boundscheck=False, overflow="wrap")
def remove_at(self, position):
    """Removes an entry."""
    index = primitive.record_index(self)
    entries = primitive.record_entries(self)
    h = primitive.peek(entries, position)[0]
    index[slot_of(self, h, position)] = -2
    primitive.set_hash(entries, position, -1)
    primitive.set_record_size(self, primitive.record_size(self) - 1)


@jit(boundscheck=False, overflow="wrap")
def last(self):
    """The position of the last entry; removed ones behind it go. The table is not empty."""
    entries = primitive.record_entries(self)
    n = len(entries)
    while primitive.peek(entries, n - 1)[0] == -1:
        n -= 1
    primitive.resize(entries, n)
    return n - 1


def clear(self):
    """Removes all entries."""
    primitive.set_record_index(self, [amaru.i32(-1)] * 8)
    primitive.set_record_entries(self, primitive.new_entries(self, 0))
    primitive.set_record_size(self, 0)


@jit(boundscheck=False, overflow="wrap")
def copy(self):
    """A table with the same entries."""
    result = make(self)
    primitive.set_record_index(result, primitive.record_index(self)[:])
    primitive.set_record_entries(result, primitive.record_entries(self)[:])
    primitive.set_record_size(result, primitive.record_size(self))
    return result
