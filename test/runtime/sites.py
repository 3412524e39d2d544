"""Raise sites as compiled code would have them, built from Python's own tracebacks."""

import ctypes as c


class Site(c.Structure):
    _fields_ = [("file", c.c_char_p), ("function", c.c_char_p), ("line", c.c_int32), ("column", c.c_int32),
                ("end_line", c.c_int32), ("end_column", c.c_int32), ("exception", c.c_char_p), ("message", c.c_char_p)]


def site(file="x.py", function="f", line=1, columns=(-1, -1), end_line=None, exception=None, message=None):
    encode = lambda text: None if text is None else text.encode()
    return Site(encode(file), encode(function), line, columns[0], end_line or line, columns[1], encode(exception),
                encode(message))


def raise_as(rt, error):
    """Raises in the runtime what CPython raised: the class, the message and every frame with its columns.

    Returns the sites, which must outlive the exception."""
    frames, traceback = [], error.__traceback__
    while traceback:
        code = traceback.tb_frame.f_code
        line, end_line, column, end_column = list(code.co_positions())[traceback.tb_lasti // 2]
        unknown = column is None or end_column is None
        frames.append(site(code.co_filename, code.co_name, traceback.tb_lineno, (-1, -1) if unknown else (column, end_column), end_line))
        traceback = traceback.tb_next
    innermost = frames[-1]
    innermost.exception = type(error).__name__.encode()
    # A KeyError's text is the repr of its argument; the runtime makes it so by itself.
    text = error.args[0] if isinstance(error, KeyError) else error
    message = str(text).replace("{", "{{").replace("}", "}}")
    innermost.message = message.encode()
    rt.raise_(c.byref(innermost), 0, 0, 0)
    innermost_as_frame = frames[-2::-1]
    for frame in innermost_as_frame:
        rt.traceback_add(c.byref(frame))
    return frames
