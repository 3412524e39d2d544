"""How the operands of universal functions meet."""
import primitive


def same(x, y):
    """Both as the sized type in which they meet."""
    dtype = primitive.result_type(x, y)
    return primitive.cast(x, dtype), primitive.cast(y, dtype)


def floats(x, y):
    """Both as the float in which they meet."""
    if primitive.is_python(x) or primitive.is_python(y):
        weak = primitive.dtype_of(primitive.as_float(primitive.cast(0, primitive.result_type(x, y))))
        return primitive.cast(x, weak), primitive.cast(y, weak)
    else:
        # Each integer has a float of its own: uint16 and int16 meet in float32.
        dtype = primitive.result_type(primitive.as_float(x), primitive.as_float(y))
        return primitive.cast(x, dtype), primitive.cast(y, dtype)
