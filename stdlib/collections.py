# `namedtuple` is the compiler's own.
