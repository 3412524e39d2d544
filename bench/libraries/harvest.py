"""Runs a program that uses a library under Numba, and writes down what its jitted functions were called with.

    harvest.py PROGRAM OUT

Each jitted function runs as Python, so that the calls among them are seen as well; what it answers is asked of Numba with
the same arguments. OUT is a pickle: for each function its module, its name, and a few calls of each kind of arguments:
the arguments; what Numba made of them (result, arguments afterwards) or its error; what CPython made of them.
"""

import ast
import functools
import pickle
import sys
import warnings

import numba
import numpy as np

CALLS_OF_A_KIND = 2
KINDS = 6
calls = {}
depth = 0


def kind(value):
    """What Numba would take for the type."""
    if isinstance(value, np.ndarray):
        return f"{value.dtype}{value.ndim}{value.flags.c_contiguous}"
    if isinstance(value, (tuple, list)):
        return f"{type(value).__name__}({','.join(sorted({kind(one) for one in value}) if isinstance(value, list) else map(kind, value))})"
    return type(value).__name__


class Recorder:
    """Stands for a jitted function."""

    def __init__(self, function, dispatcher):
        functools.update_wrapper(self, function)
        self.function, self.dispatcher, self.py_func, self.is_for_numba = function, dispatcher, function, None
        if not function.__module__.startswith("numba."):
            calls.setdefault((function.__module__, function.__qualname__), {})

    def __call__(self, *arguments, **keywords):
        kinds = calls.get((self.function.__module__, self.function.__qualname__), {})
        seen = kinds.setdefault(str([kind(a) for a in arguments] + sorted(keywords)), []) if len(kinds) < KINDS else None
        if seen is not None and len(seen) < CALLS_OF_A_KIND:
            if record := self.ask_numba(arguments, keywords):
                seen.append((*record, self.ask_python(record[0])))
        # Some functions mean nothing to Python: those that use Numba's types for NumPy's.
        kept = pickle.dumps((plain(arguments), plain(keywords))) if self.is_for_numba is None else None
        if not self.is_for_numba:
            try:
                result = self.function(*arguments, **keywords)
                self.is_for_numba = False
                return result
            except Exception:
                if self.is_for_numba is False:
                    raise
                self.is_for_numba = True
                arguments, keywords = map(unplain, pickle.loads(kept))
        return self.dispatcher(*map(unwrapped_dispatcher, arguments), **keywords)

    def ask_numba(self, arguments, keywords):
        """None where the arguments cannot be kept, or where chance decides."""
        try:
            before = pickle.dumps((plain(arguments), plain(keywords)))
        except Exception:
            return None
        given, named = pickle.loads(before)
        try:
            result = self.dispatcher(*unplain(given), **unplain(named))
            return before, pickle.dumps((plain(result), given, named)), None
        except Exception as error:
            return before, None, f"{type(error).__name__}: {str(error)[:200]}"

    def ask_python(self, before):
        """What CPython answers, with the calls of other functions as they are; None where that fails."""
        given, keywords = pickle.loads(before)
        try:
            result = self.function(*map(named, given), **{name: named(one) for name, one in keywords.items()})
            return pickle.dumps((plain(result), given, keywords))
        except Exception:
            return None

    def __get__(self, instance, owner=None):
        return self if instance is None else functools.partial(self, instance)

    def __getattr__(self, name):
        return getattr(self.dispatcher, name)


class Function:
    """A recorder among the arguments, kept by its name."""

    def __init__(self, module, name):
        self.module, self.name = module, name


def plain(value):
    if isinstance(value, Recorder):
        return Function(value.function.__module__, value.function.__qualname__)
    if type(value) in (tuple, list):
        return type(value)(map(plain, value))
    if type(value) is dict:
        return {name: plain(one) for name, one in value.items()}
    return value


def named(value):
    """A recorder in the place of its name."""
    if not isinstance(value, Function):
        return value
    found = sys.modules[value.module]
    for part in value.name.split("."):
        found = getattr(found, part)
    return found


def unplain(value):
    if isinstance(value, Function):
        return named(value).dispatcher
    if type(value) in (tuple, list):
        return type(value)(map(unplain, value))
    if type(value) is dict:
        return {name: unplain(one) for name, one in value.items()}
    return value


def recording(make):
    """A decorator of Numba's that answers recorders."""

    @functools.wraps(make)
    def decorator(*arguments, **options):
        options.pop("parallel", None)
        options.pop("cache", None)
        if arguments and hasattr(arguments[0], "__code__"):
            return Recorder(arguments[0], make(*arguments, **options))
        made = make(*arguments, **options)
        return lambda function: Recorder(function, made(unwrapped(function)))

    return decorator


def unwrapped(function):
    return function.function if isinstance(function, Recorder) else function


def unwrapped_dispatcher(value):
    return value.dispatcher if isinstance(value, Recorder) else value


def run(program):
    """Statement by statement: what fails, for whatever reason, is told and passed over."""
    with open(program) as file:
        tree = ast.parse(file.read())
    scope = {"__name__": "__main__"}
    for statement in tree.body:
        try:
            exec(compile(ast.Module([statement], []), program, "exec"), scope)
        except Exception as error:
            print(f"line {statement.lineno}: {type(error).__name__}: {str(error)[:300]}", flush=True)


def main():
    program, out = sys.argv[1:3]
    warnings.simplefilter("ignore")
    from numba.core.typing import typeof

    # A recorder that a compiled function meets is the function it stands for.
    typeof.typeof_impl.register(Recorder)(lambda recorder, context: typeof.typeof_impl(recorder.dispatcher, context))
    numba.njit, numba.jit = recording(numba.njit), recording(numba.jit)
    numba.core.decorators.njit, numba.core.decorators.jit = numba.njit, numba.jit
    sys.argv = [program]
    run(program)
    with open(out, "wb") as file:
        pickle.dump({name: [one for seen in kinds.values() for one in seen] for name, kinds in calls.items()}, file)
    print(f"{len(calls)} functions, {sum(map(bool, calls.values()))} called")


if __name__ == "__main__":
    main()
