# `dataclass` is the compiler's own.
