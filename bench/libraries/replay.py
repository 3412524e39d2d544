"""Calls a library's jitted functions under Amaru, with `amaru.compat.numba` in Numba's place, as harvest.py saw them called
under Numba, and compares.

    replay.py LIBRARY HARVEST [--only NAME] [--traceback]

Prints a line per function: its name and `equal`, `as NumPy's` (the answer is that of the function under CPython, and not
Numba's), `different: …`, `not compiled: …` or `not called`. Equal means: the same
kind of result and the same numbers (floats up to rounding, since Numba reorders where fastmath allows), and the same in
the arguments afterwards.
"""

import argparse
import collections
import importlib
import pickle
import sys
import traceback
import warnings

import numpy as np
from harvest import Function


def difference(theirs, ours, where="result"):
    """Words for the first difference; None when there is none."""
    if isinstance(theirs, Function):
        return None
    if isinstance(theirs, (tuple, list)):
        if type(theirs) is not type(ours) or len(theirs) != len(ours):
            return f"{where}: {type(theirs).__name__} of {len(theirs)}, ours {ours!r:.80}"
        for i, (a, b) in enumerate(zip(theirs, ours)):
            if found := difference(a, b, f"{where}[{i}]"):
                return found
        return None
    if isinstance(theirs, np.ndarray):
        if not isinstance(ours, np.ndarray) or theirs.shape != ours.shape or theirs.dtype != ours.dtype:
            return f"{where}: {theirs.dtype} array {theirs.shape}, ours {getattr(ours, 'dtype', type(ours).__name__)} {getattr(ours, 'shape', '')}"
    elif isinstance(theirs, (int, float, complex, np.generic)):
        if not isinstance(ours, (int, float, complex, np.generic)):
            return f"{where}: {theirs!r}, ours {ours!r:.80}"
    elif isinstance(theirs, dict):
        if type(theirs) is not type(ours) or theirs.keys() != ours.keys():
            return f"{where}: {theirs!r:.80}, ours {ours!r:.80}"
        return next((found for key in theirs if (found := difference(theirs[key], ours[key], f"{where}[{key!r}]"))), None)
    elif type(theirs) is not type(ours) or theirs != ours:
        return f"{where}: {theirs!r:.80}, ours {ours!r:.80}"
    else:
        return None
    a, b = np.asarray(theirs), np.asarray(ours)
    if a.dtype.kind in "fc":
        tolerance = 1e-4 if a.dtype.itemsize // (1 + (a.dtype.kind == "c")) <= 4 else 1e-9
        same = np.allclose(a, b, rtol=tolerance, atol=tolerance, equal_nan=True)
    else:
        same = np.array_equal(a, b)
    return None if same else f"{where}: {theirs!r:.60}, ours {ours!r:.60}"


def named(value):
    """The arguments with functions in the place of their names."""
    if isinstance(value, Function):
        return find(value.module, value.name)
    if type(value) in (tuple, list):
        return type(value)(map(named, value))
    if type(value) is dict:
        return {name: named(one) for name, one in value.items()}
    return value


def find(module, name):
    found = importlib.import_module(module)
    for part in name.split("."):
        found = getattr(found, part)
    return found


def replay(function, calls, show):
    """What comes of a function's calls."""
    as_python = False
    for before, after, error, by_python in calls:
        given, keywords = map(named, pickle.loads(before))
        try:
            result = function(*given, **keywords)
        except Exception as raised:
            if error and type(raised).__name__ == error.split(":")[0]:
                continue
            if show:
                traceback.print_exc()
            return f"{'not compiled' if not error else 'different'}: {type(raised).__name__}: {raised}"
        if error:
            continue
        answer = (result, given, keywords)
        if found := difference(pickle.loads(after), answer, ""):
            if by_python is None or difference(pickle.loads(by_python), answer, ""):
                return f"different: {found}"
            as_python = True
    return "as NumPy's" if as_python else "equal"


def main():
    options = argparse.ArgumentParser()
    options.add_argument("library")
    options.add_argument("harvest")
    options.add_argument("--only", default="")
    options.add_argument("--traceback", action="store_true")
    options = options.parse_args()
    warnings.simplefilter("ignore")
    from amaru.compat import numba

    numba.install()
    with open(options.harvest, "rb") as file:
        harvest = pickle.load(file)
    counts = collections.Counter()
    for (module, name), calls in sorted(harvest.items()):
        if module.split(".")[0] != options.library or options.only not in f"{module}.{name}":
            continue
        if not calls or "<locals>" in name:
            outcome = "not called"
        else:
            try:
                outcome = replay(find(module, name), calls, options.traceback)
            except Exception as error:
                if options.traceback:
                    traceback.print_exc()
                outcome = f"not imported: {type(error).__name__}: {error}"
        counts[outcome.split(":")[0]] += 1
        print(f"{module}.{name}: {outcome}", flush=True)
    print(f"{options.library}: " + ", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items())))


if __name__ == "__main__":
    main()
