"""Clocks."""
import primitive


def perf_counter():
    """Seconds of a clock that only differences of mean something."""
    return primitive.perf_counter()


def time():
    """Seconds since 1970-01-01."""
    return primitive.time()
