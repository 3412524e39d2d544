#!/usr/bin/env python3
"""Writes docs/language/numpy.md: every function of NumPy, what of it is compiled, and how many calls of it are compared.

    coverage.py            prints the page
    coverage.py --write    writes it
"""

import ast
import inspect
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
PAGE = os.path.join(ROOT, "docs", "language", "numpy.md")
sys.path.insert(0, HERE)

import numpy as np
from table import TABLE

# What is not a function of arrays: classes, files, settings, and what only makes sense where types are found at run time.
OUTSIDE = set(
    "asmatrix bmat array_repr array_str array2string array_namespace array_function_dispatch base_repr binary_repr "
    "busday_count busday_offset busdaycalendar is_busday datetime_as_string datetime_data format_float_positional "
    "format_float_scientific format_parser from_dlpack frombuffer fromfile fromfunction fromiter frompyfunc fromregex "
    "fromstring genfromtxt get_include get_printoptions getbufsize geterr geterrcall get_object_array info isdtype isfortran "
    "load lookfor may_share_memory memmap min_scalar_type mintypecode nested_iters ndindex ndenumerate nditer printoptions "
    "put_mask save savetxt savez savez_compressed set_printoptions setbufsize seterr seterrcall errstate shares_memory "
    "show_config show_runtime test typename typecodes issubdtype isnat require asarray_chkfinite mask_indices "
    "iterable can_cast common_type vectorize poly1d set_numeric_ops sctypeDict real_if_close iscomplexobj isrealobj".split()
)
# The families of the page, and the modules of the stdlib that hold them.
FAMILIES = [
    ("Making arrays", "numpy", ["creation"]),
    ("Universal functions", "numpy", ["elementary", "elementwise", "floats", "logic"]),
    ("Reductions", "numpy", ["reductions", "nans", "statistics"]),
    ("Running totals, differences, sampled functions", "numpy", ["numeric", "polynomials", "windows"]),
    ("Linear algebra", "numpy", ["linear", "einsum"]),
    ("Linear algebra by LAPACK", "numpy.linalg", None),
    ("Random numbers", "numpy.random", None),
    ("Shapes and views", "numpy", ["shape", "joining", "repeating", "views", "attributes_of"]),
    ("Picking and setting", "numpy", ["indexing", "choosing", "triangles"]),
    ("Sorting, searching, counting, sets", "numpy", ["sorting", "histograms", "sets"]),
    ("Files", "numpy", ["io"]),
]


def parse(module):
    path = os.path.join(ROOT, "stdlib", *module.split("."))
    path = os.path.join(path, "__init__.py") if os.path.isdir(path) else path + ".py"
    if not os.path.exists(path):
        return None
    with open(path, encoding="utf-8") as file:
        return ast.parse(file.read())


def functions_of(module):
    tree = parse(module)
    return {} if tree is None else {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


def public_names(package):
    """Pairs (public name, module, name there) of what a package gives."""
    tree = parse(package)
    for node in tree.body if tree else []:
        if isinstance(node, ast.ImportFrom):
            for name in node.names:
                yield name.asname or name.name, node.module, name.name
        elif isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node.name, package, node.name


def summary(function):
    """The first sentence of the docstring."""
    text = " ".join((ast.get_docstring(function) or "").split())
    return text.split(". ")[0].rstrip(".").replace("|", "\\|")


def parameters(function):
    args = function.args
    return {a.arg for a in [*args.posonlyargs, *args.args, *args.kwonlyargs] + ([args.vararg] if args.vararg else [])}


def left_out(package, public, function):
    """The parameters of NumPy's function that this one lacks."""
    try:
        signature = inspect.signature(getattr(eval(package.replace("numpy", "np")), public))
    except (TypeError, ValueError, AttributeError):
        return []
    ignored = {"order", "subok", "like", "device", "casting", "kwargs", "args", "self", "signature", "axes", "stable", "where"}
    return [name for name in signature.parameters if name not in parameters(function) | ignored]


def compared(package):
    """How many expressions of table.py call each function."""
    counts = {}
    for call in TABLE:
        name = call.name.split(".")[0] if not call.name.startswith(("linalg.", "random.")) else call.name.split(".")[1]
        counts[name] = counts.get(name, 0) + len(call.expressions)
    return counts


def rows(package, modules):
    counts = compared(package)
    for public, module, name in sorted(public_names(package)):
        if modules is not None and module.split(".")[-1] not in modules:
            continue
        function = functions_of(module).get(name)
        if function is None:
            continue
        isUfunc = any(isinstance(d, ast.Name) and d.id == "elementwise" for d in function.decorator_list)
        without = [] if isUfunc else left_out(package, public, function)
        text = summary(function) if name == public else f"the same as `{name}`"
        calls = counts.get(public, 0) or counts.get(name, 0)
        yield f"| `{public}` | {text} | {' '.join(f'`{n}`' for n in without)} | {calls or ''} |"


def missing(package):
    there = {public for public, _, _ in public_names(package)}
    module = eval(package.replace("numpy", "np"))
    for name in sorted(set(getattr(module, "__all__", dir(module)))):
        value = getattr(module, name, None)
        if name.startswith("_") or name in there or name in OUTSIDE or not callable(value) or isinstance(value, type):
            continue
        yield name


def methods():
    there = set(functions_of("numpy.methods")) | set(functions_of("numpy.attributes"))
    own = {"shape", "ndim", "size", "nbytes", "itemsize", "dtype", "T"}
    public = [name for name in dir(np.ndarray) if not name.startswith("_")]
    yes = [f"`{name}`" for name in public if name in there | own]
    no = [f"`{name}`" for name in public if name not in there | own]
    return yes, no


def page():
    lines = [
        "# NumPy",
        "",
        "Which of NumPy's functions are compiled. This page is written by `test/conformance/coverage.py` from the functions of",
        "`stdlib/numpy`, NumPy's own signatures and the table of comparisons; a test holds that it is up to date.",
        "",
        "The third column names the parameters of NumPy's that are not there (or are fixed to their defaults), the last one how many",
        "different calls `test/conformance` compares with NumPy, each for many dtypes, ranks, layouts and values. Universal",
        "functions take `out=`, `where=` and `dtype=`, and have the methods `reduce`, `accumulate`, `outer` and `at`.",
    ]
    for title, package, modules in FAMILIES:
        found = list(rows(package, modules))
        if found:
            head = f"## {title}" if package == "numpy" else f"## {title}: `{package.replace('numpy', 'np')}`"
            lines += ["", head, "", "| function | gives | without | compared |", "|---|---|---|---|", *found]
    yes, no = methods()
    lines += ["", "## Methods and attributes of arrays", "", " ".join(yes), "", "Not there: " + " ".join(no)]
    lines += ["", "## Not there yet", ""]
    for package in ("numpy", "numpy.linalg", "numpy.random"):
        names = [f"`{name}`" for name in missing(package)]
        if names:
            lines += [f"In `{package.replace('numpy', 'np')}`: " + " ".join(names), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        with open(PAGE, "w", encoding="utf-8") as file:
            file.write(page())
    else:
        sys.stdout.write(page())
