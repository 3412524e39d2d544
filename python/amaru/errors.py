"""What can go wrong before compiled code runs."""


class CompileError(Exception):
    """A function that cannot be compiled. The text shows each place in its source, as `amaru check` does.

    What is raised is also of the class that Python raises for the same fault: `except TypeError` catches a call with
    operands that do not fit.
    """


class SourceError(CompileError):
    """The source of a function is not to be had, or is not the text that Python compiled it from."""


class InternalCompilerError(Exception):
    """A fault of the compiler, not of the program."""


_classes: dict = {}


def compile_error_class(name: str) -> type:
    """`CompileError`, which is also the built-in exception of that name; without a name, `CompileError` itself."""
    import builtins

    base = getattr(builtins, name, None) if name else None
    if not (isinstance(base, type) and issubclass(base, Exception)):
        return CompileError
    if name not in _classes:
        # Shown in tracebacks as `amaru.errors.TypeError`.
        _classes[name] = type(name, (CompileError, base), {"__module__": __name__})
    return _classes[name]
