"""Calls of builtins that stand where a function is expected, as in `map(len, words)`."""


def apply1(function, a):
    """function(a)."""
    return function(a)


def apply2(function, a, b):
    """function(a, b)."""
    return function(a, b)


def apply3(function, a, b, c):
    """function(a, b, c)."""
    return function(a, b, c)
