"""Strings: methods. Positions count code points. Letters beyond ASCII have no case here."""
import primitive


def _bounds(self, start, end):
    """start and end of a search, brought into the string."""
    n = len(self)
    if start < 0:
        start = max(start + n, 0)
    if end < 0:
        end = max(end + n, 0)
    return start, min(end, n)


def find(self, sub: str, start: int = 0, end: int = 9223372036854775807):
    """Where `sub` first is in self[start:end]; -1 if nowhere."""
    first, last = _bounds(self, start, end)
    if first > last:
        return -1
    return primitive.str_find(self, sub, first, last)


def rfind(self, sub: str, start: int = 0, end: int = 9223372036854775807):
    """Where `sub` last is in self[start:end]; -1 if nowhere."""
    first, last = _bounds(self, start, end)
    if first > last:
        return -1
    return primitive.str_rfind(self, sub, first, last)


def index(self, sub: str, start: int = 0, end: int = 9223372036854775807):
    """As find. ValueError if it is nowhere."""
    at = find(self, sub, start, end)
    if at < 0:
        raise ValueError("substring not found")
    return at


def rindex(self, sub: str, start: int = 0, end: int = 9223372036854775807):
    """As rfind. ValueError if it is nowhere."""
    at = rfind(self, sub, start, end)
    if at < 0:
        raise ValueError("substring not found")
    return at


def count(self, sub: str, start: int = 0, end: int = 9223372036854775807):
    """How often `sub` occurs in self[start:end], without overlaps."""
    first, last = _bounds(self, start, end)
    m = len(sub)
    if first > last:
        return 0
    if m == 0:
        return last - first + 1
    total = 0
    at = primitive.str_find(self, sub, first, last)
    while at >= 0:
        total += 1
        at = primitive.str_find(self, sub, at + m, last)
    return total


def startswith(self, prefix, start: int = 0, end: int = 9223372036854775807):
    """Whether self[start:end] begins with `prefix`, or with one of a tuple of them."""
    if isinstance(prefix, tuple):
        for one in prefix:
            if startswith(self, one, start, end):
                return True
        return False
    else:
        first, last = _bounds(self, start, end)
        n = len(prefix)
        return first + n <= last and self[first : first + n] == prefix


def endswith(self, suffix, start: int = 0, end: int = 9223372036854775807):
    """Whether self[start:end] ends with `suffix`, or with one of a tuple of them."""
    if isinstance(suffix, tuple):
        for one in suffix:
            if endswith(self, one, start, end):
                return True
        return False
    else:
        first, last = _bounds(self, start, end)
        n = len(suffix)
        return first + n <= last and self[last - n : last] == suffix


def removeprefix(self, prefix: str):
    """The string without `prefix`, if it begins with it."""
    return self[len(prefix) :] if startswith(self, prefix) else self


def removesuffix(self, suffix: str):
    """The string without `suffix`, if it ends with it."""
    return self[: len(self) - len(suffix)] if endswith(self, suffix) else self


def _is_stripped(c, chars):
    if chars is None:
        return primitive.str_is_space(c)
    else:
        return c in chars


def lstrip(self, chars=None):
    """Without white space, or the given characters, at its beginning."""
    n = len(self)
    first = 0
    while first < n and _is_stripped(self[first], chars):
        first += 1
    return self[first:]


def rstrip(self, chars=None):
    """Without white space, or the given characters, at its end."""
    last = len(self)
    while last > 0 and _is_stripped(self[last - 1], chars):
        last -= 1
    return self[:last]


def strip(self, chars=None):
    """Without white space, or the given characters, at both ends."""
    return rstrip(lstrip(self, chars), chars)


def split(self, sep=None, maxsplit: int = -1):
    """The parts between separators; between runs of white space without one."""
    parts = [self]
    parts.clear()
    n = len(self)
    if sep is None:
        at = 0
        while True:
            while at < n and primitive.str_is_space(self[at]):
                at += 1
            if at >= n:
                return parts
            if maxsplit >= 0 and len(parts) >= maxsplit:
                parts.append(self[at:])
                return parts
            first = at
            while at < n and not primitive.str_is_space(self[at]):
                at += 1
            parts.append(self[first:at])
    else:
        m = len(sep)
        if m == 0:
            raise ValueError("empty separator")
        begin = 0
        found = primitive.str_find(self, sep, 0, n)
        while found >= 0 and (maxsplit < 0 or len(parts) < maxsplit):
            parts.append(self[begin:found])
            begin = found + m
            found = primitive.str_find(self, sep, begin, n)
        parts.append(self[begin:])
        return parts


def splitlines(self):
    """The lines, without their ends."""
    lines = [self]
    lines.clear()
    n = len(self)
    begin = 0
    at = 0
    while at < n:
        c = self[at]
        if c == "\n" or c == "\r":
            lines.append(self[begin:at])
            if c == "\r" and at + 1 < n and self[at + 1] == "\n":
                at += 1
            begin = at + 1
        at += 1
    if begin < n:
        lines.append(self[begin:])
    return lines


def partition(self, sep: str):
    """What is before the separator, the separator, what is behind it."""
    at = primitive.str_find(self, sep, 0, len(self))
    if at < 0:
        return self, "", ""
    return self[:at], sep, self[at + len(sep) :]


def join(self, parts):
    """The strings of an iterable, with this one in between."""
    strings = list(parts)
    primitive.capture_begin()
    first = True
    for part in strings:
        if not first:
            primitive.write_text(self)
        first = False
        primitive.write_text(part)
    return primitive.capture_end()


def replace(self, old: str, new: str, count: int = -1):
    """With occurrences of `old` replaced by `new`: all, or the first `count`."""
    n = len(self)
    m = len(old)
    left = count if count >= 0 else n + 1
    primitive.capture_begin()
    begin = 0
    if m == 0:
        while begin < n and left > 0:
            primitive.write_text(new)
            primitive.write_text(self[begin])
            begin += 1
            left -= 1
        if left > 0:
            primitive.write_text(new)
    else:
        found = primitive.str_find(self, old, 0, n)
        while found >= 0 and left > 0:
            primitive.write_text(self[begin:found])
            primitive.write_text(new)
            begin = found + m
            left -= 1
            found = primitive.str_find(self, old, begin, n)
    primitive.write_text(self[begin:])
    return primitive.capture_end()


def upper(self):
    """With capital letters. ValueError for letters beyond ASCII."""
    return primitive.str_case(self, 1)


def lower(self):
    """With small letters. ValueError for letters beyond ASCII."""
    return primitive.str_case(self, 0)


def capitalize(self):
    """The first letter a capital, the others small."""
    return upper(self[:1]) + lower(self[1:])


def _require_ascii(self):
    primitive.str_case(self, 0)


def isspace(self):
    """Whether all characters are white space, and there is one."""
    return primitive.str_is_space(self)


def isdigit(self):
    """Whether all characters are the digits 0 to 9, and there is one. ValueError beyond ASCII."""
    _require_ascii(self)
    for c in self:
        if c < "0" or c > "9":
            return False
    return len(self) > 0


def isalpha(self):
    """Whether all characters are letters, and there is one. ValueError beyond ASCII."""
    _require_ascii(self)
    for c in self:
        if not ("a" <= c <= "z" or "A" <= c <= "Z"):
            return False
    return len(self) > 0


def isalnum(self):
    """Whether all characters are letters or digits, and there is one. ValueError beyond ASCII."""
    _require_ascii(self)
    for c in self:
        if not ("a" <= c <= "z" or "A" <= c <= "Z" or "0" <= c <= "9"):
            return False
    return len(self) > 0


def isupper(self):
    """Whether there are letters, and all of them are capitals."""
    return upper(self) == self and lower(self) != self


def islower(self):
    """Whether there are letters, and none of them is a capital."""
    return lower(self) == self and upper(self) != self


def ljust(self, width: int, fill: str = " "):
    """Filled up on the right to a width."""
    return self + fill * (width - len(self))


def rjust(self, width: int, fill: str = " "):
    """Filled up on the left to a width."""
    return fill * (width - len(self)) + self


def center(self, width: int, fill: str = " "):
    """Filled up on both sides to a width."""
    room = width - len(self)
    if room <= 0:
        return self
    left = room // 2 + (room & width & 1)
    return fill * left + self + fill * (room - left)


def zfill(self, width: int):
    """Filled up with zeros to a width, behind a sign."""
    room = width - len(self)
    if room <= 0:
        return self
    if self[:1] == "-" or self[:1] == "+":
        return self[:1] + "0" * room + self[1:]
    return "0" * room + self


def rpartition(self, sep: str):
    """What is before the last separator, the separator, what is behind it."""
    at = primitive.str_rfind(self, sep, 0, len(self))
    if at < 0:
        return "", "", self
    return self[:at], sep, self[at + len(sep) :]


def rsplit(self, sep=None, maxsplit: int = -1):
    """As split, but with `maxsplit` the last separators count."""
    parts = split(self, sep)
    extra = len(parts) - 1 - maxsplit
    if maxsplit < 0 or extra < 0 or (extra == 0 and sep is not None):
        return parts
    if sep is None:
        # What is not split keeps the white space in it.
        end = len(self)
        for i in range(maxsplit):
            while primitive.str_is_space(self[end - 1]):
                end -= 1
            end -= len(parts[len(parts) - 1 - i])
        head = rstrip(self[:end])
    else:
        head = join(sep, parts[: extra + 1])
    parts[: extra + 1] = [head]
    return parts


def title(self):
    """Each word with a capital first letter, the others small. ValueError beyond ASCII."""
    capitals = upper(self)
    smalls = lower(self)
    primitive.capture_begin()
    inside = False
    for i in range(len(self)):
        primitive.write_text(smalls[i] if inside else capitals[i])
        inside = capitals[i] != smalls[i]
    return primitive.capture_end()


def swapcase(self):
    """Capitals for small letters and the other way round. ValueError beyond ASCII."""
    capitals = upper(self)
    smalls = lower(self)
    primitive.capture_begin()
    for i in range(len(self)):
        primitive.write_text(smalls[i] if self[i] == capitals[i] else capitals[i])
    return primitive.capture_end()


def casefold(self):
    """As lower. ValueError beyond ASCII."""
    return lower(self)


def istitle(self):
    """Whether there are letters, and each word begins with a capital and goes on with small ones."""
    return title(self) == self and upper(self) != lower(self)


def isascii(self):
    """Whether all characters are ASCII."""
    for c in self:
        if c > "\x7f":
            return False
    return True


def isdecimal(self):
    """As isdigit. ValueError beyond ASCII."""
    return isdigit(self)


def isnumeric(self):
    """As isdigit. ValueError beyond ASCII."""
    return isdigit(self)


def isidentifier(self):
    """Whether it could be a name. ValueError beyond ASCII."""
    _require_ascii(self)
    for c in self:
        if not ("a" <= c <= "z" or "A" <= c <= "Z" or "0" <= c <= "9" or c == "_"):
            return False
    return len(self) > 0 and not "0" <= self[0] <= "9"


def expandtabs(self, tabsize: int = 8):
    """With blanks for tabs, up to the next column that is a multiple of `tabsize`."""
    primitive.capture_begin()
    column = 0
    for c in self:
        if c == "\t":
            if tabsize > 0:
                blanks = tabsize - column % tabsize
                primitive.write_text(" " * blanks)
                column += blanks
        else:
            primitive.write_text(c)
            column = 0 if c == "\n" or c == "\r" else column + 1
    return primitive.capture_end()
