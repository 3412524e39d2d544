"""What a decorated function asks of the compiler, and what becomes of the answer.

The extension calls `compile_for` when a function is called with types that it has no machine code for. Here the names
that the function reads are looked up in its own globals and closure, the functions among them likewise, and all is put
into one request (driver/FunctionRequest.cpp has its form). What was looked up is remembered as guards: a call first
sees whether those names still hold the same values.
"""

from __future__ import annotations

import _thread
import json
import os
import sys
import types

from amaru import _amaru
from amaru._source import evaluated_defaults, FunctionSource, function_source
from amaru.gpu import Kernel
from amaru.errors import CompileError, InternalCompilerError, compile_error_class
from amaru.types import ArrayType, ScalarType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# One compilation at a time; a second thread that wants the same machine code finds it when its turn comes.
lock = _thread.RLock()

ERRORS_WITHOUT_FRAMES = (CompileError, InternalCompilerError)

# Requests and the machine code that they became: equal functions share it.
_loaded: dict[bytes, tuple] = {}
# Those that captured arrays have a copy for each function; here is the file, open, that the copies are made of.
_objects: dict[bytes, int] = {}

# Modules of which the stdlib has its own.
_STDLIB_ROOTS = {
    "amaru", "math", "numpy", "random", "time", "cmath", "operator", "itertools", "functools", "statistics",
}  # fmt: skip

_SIZED = {
    "bool": "bool_", "int8": "i8", "int16": "i16", "int32": "i32", "int64": "i64", "uint8": "u8", "uint16": "u16",
    "uint32": "u32", "uint64": "u64", "float16": "f16", "float32": "f32", "float64": "f64",
    "complex64": "c64", "complex128": "c128",
}  # fmt: skip


def _article(word: str) -> str:
    return f"{'an' if word[0] in 'aeiouAEIOU' else 'a'} {word}"


# --- values of names


def _stdlib_name(module: types.ModuleType) -> str | None:
    """The name under which the stdlib has its own form of a module."""
    name = module.__name__
    if name.split(".")[0] not in _STDLIB_ROOTS or sys.modules.get(name) is not module:
        return None
    path = os.path.join(_amaru.library_folder(), "amaru", "stdlib", *name.split("."))
    return name if os.path.exists(path + ".py") or os.path.exists(os.path.join(path, "__init__.py")) else None


def _stdlib_attribute(value: Any) -> tuple[str, str] | None:
    """Module and name of a function or type that the compiler knows: `math.sqrt`, `np.float32`, `amaru.prange`."""
    if isinstance(value, ScalarType):
        return ("amaru", value.name)
    # Another library's name for one, such as `amaru.compat.numba.float64`.
    if isinstance(other := getattr(type(value), "amaru_type", None), property) and isinstance(name := other.fget(value), str):
        return ("amaru", name)
    name = getattr(value, "__name__", None)
    if not isinstance(name, str):
        return None
    home = getattr(value, "__module__", None)
    if isinstance(home, str) and home.split(".")[0] == "amaru" and home != "amaru.gpu":
        home = "amaru"
    for candidate in (home, "numpy", "math", "builtins", "operator"):
        module = sys.modules.get(candidate) if isinstance(candidate, str) else None
        if module is not None and (candidate == "builtins" or candidate.split(".")[0] in _STDLIB_ROOTS):
            if module.__dict__.get(name) is value:
                return (candidate, name)
    return None


def _is_encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _tuple_literal(value: Any) -> str | None:
    """The text of a tuple of constants; None if it holds anything else."""
    if isinstance(value, tuple) and type(value) is tuple:
        parts = [_tuple_literal(element) for element in value]
        return None if None in parts else f"({', '.join(parts)}{',' if len(parts) == 1 else ''})"
    if type(value) is float:
        if value != value:
            return "(1e999 * 0.0)"
        return repr(value).replace("inf", "1e999")
    if type(value) is int:
        return repr(value) if -(2**63) < value < 2**63 else None
    if value is None or type(value) is bool or type(value) is str and _is_encodable(value):
        return repr(value)
    return None


def _constant(value: Any) -> list | None:
    kind = type(value)
    if value is None:
        return ["None", None]
    if kind is bool:
        return ["bool", value]
    if kind is int:
        return ["int", value] if -(2**63) <= value < 2**63 else None
    if kind is float:
        return ["float", value.hex()]
    if kind is str:
        return ["str", value] if _is_encodable(value) else None
    if kind.__module__ == "numpy" and hasattr(value, "dtype") and hasattr(value, "item"):
        name = _SIZED.get(value.dtype.name)
        if name is not None and kind is value.dtype.type and name not in _COMPLEX:
            plain = value.item()
            return [name, plain.hex() if isinstance(plain, float) else plain]
    return None


def _is_array(value: Any) -> bool:
    numpy = sys.modules.get("numpy")
    return numpy is not None and type(value) in (numpy.ndarray, numpy.memmap)


_COMPLEX = {"complex", "c64", "c128"}
_ABSENT = object()

# Functions of Python's that compiled code must not take for what their text says, and why.
not_compiled: dict = {}


class _Request:
    """Gathers the functions that are reached, with what their names are bound to."""

    def __init__(self, options: dict) -> None:
        self.options = options
        self.functions: list[dict] = []
        self.namespaces: list[dict] = []
        # Keyed by identity; the objects are kept alive.
        self.function_index: dict[int, int] = {}
        self.namespace_index: dict[int, int] = {}
        self.kept: list = []
        self.guards: list[tuple] = []
        # Captured arrays, and their types.
        self.arrays: list = []
        self.array_types: list = []
        self.pending: list[tuple] = []

    def add_function(self, function: types.FunctionType, options: dict, is_kernel: bool = False) -> int:
        """The number of a function in the request."""
        known = self.function_index.get(id(function))
        if known is not None:
            return known
        source = function_source(function)
        index = self.function_index[id(function)] = len(self.functions)
        self.kept.append(function)
        entry = {
            "name": function.__code__.co_name,
            "module": function.__module__ or "",
            "file": source.file,
            "source": source.text,
            "options": {
                "overflow": options["overflow"],
                "division": options["division"],
                "boundscheck": options["boundscheck"],
                "annotations": options["annotations"],
                "fastmath": options["fastmath"],
                "parallel": options["parallel"],
                "elementwise": options.get("elementwise", False),
                "kernel": is_kernel,
            },
            "signatures": [parse_signature(text) for text in options.get("signatures", ())],
            "names": {},
            "defaults": {},
        }
        self.functions.append(entry)
        self.pending.append((function, source, entry, options))
        return index

    def run(self) -> None:
        while self.pending:
            function, source, entry, options = self.pending.pop()
            self._bind_names(function, source, entry, options)

    def _bind_names(self, function: types.FunctionType, source: FunctionSource, entry: dict, options: dict) -> None:
        cells = dict(zip(function.__code__.co_freevars, function.__closure__ or ()))
        for name in source.names:
            if name in cells:
                try:
                    value = cells[name].cell_contents
                except ValueError:
                    entry["names"][name] = ["unavailable", f"the variable `{name}`, which has no value yet,"]
                    continue
                self.guards.append((cells[name], None, value))
                what = f"the variable `{name}`"
            else:
                value = function.__globals__.get(name, _ABSENT)
                if value is _ABSENT:
                    # A builtin, or an error that the compiler reports; defining the name later changes that.
                    self.guards.append((function.__globals__, name))
                    continue
                self.guards.append((function.__globals__, name, value))
                what = f"the global `{name}`"
            paths = source.attributes.get(name, set())
            self._bind(entry, name, value, paths, options, what)

        bound = {"names": entry["defaults"], "source": ""}
        for name, value in evaluated_defaults(function, source.node):
            if type(value) is not tuple:
                self._bind(bound, name, value, set(), options, f"the default of `{name}`")

    def _bind(self, entry: dict, name: str, value: Any, paths: set, options: dict, what: str) -> None:
        names = entry["names"]
        if isinstance(value, types.ModuleType):
            stdlib = _stdlib_name(value)
            names[name] = ["module", stdlib] if stdlib else ["namespace", self._namespace(value, paths, options)]
            return
        constant = _constant(value)
        if constant is not None:
            names[name] = constant
            return
        if type(value) is tuple:
            literal = _tuple_literal(value)
            if literal is None:
                names[name] = ["unavailable", f"{what} (a tuple that holds more than numbers and strings)"]
            else:
                entry["source"] += f"\n{name} = {literal}\n"
            return
        if isinstance(value, Kernel):
            names[name] = self._reach(value.__wrapped__, options, what, is_kernel=True)
            return
        if isinstance(value, _amaru.Function):
            names[name] = self._reach(value.__wrapped__, value.options, what)
            return
        known = _stdlib_attribute(value)
        if known is not None:
            names[name] = ["attribute", *known]
        elif isinstance(value, types.FunctionType) and value in not_compiled:
            names[name] = ["unavailable", f"{what}, {not_compiled[value]}"]
        elif isinstance(value, types.FunctionType):
            names[name] = self._reach(value, {**options, "signatures": ()}, what)
        elif type(value) is int:
            names[name] = ["unavailable", f"{what} (an int beyond 64 bits)"]
        elif _is_array(value):
            names[name] = self._capture(value, what)
        else:
            names[name] = ["unavailable", f"{what} ({_article(type(value).__name__)})"]

    def _capture(self, array: Any, what: str) -> list:
        """An array is captured by reference: its type is part of the request, its contents are not."""
        for index, known in enumerate(self.arrays):
            if known is array:
                return ["array", index]
        try:
            self.array_types.append(_amaru.array_type(array, what))
        except TypeError as error:
            return ["unavailable", str(error)]
        self.arrays.append(array)
        return ["array", len(self.arrays) - 1]

    def _reach(self, function: types.FunctionType, options: dict, what: str, is_kernel: bool = False) -> list:
        try:
            return ["function", self.add_function(function, options, is_kernel)]
        except CompileError as error:
            # An error only if the compiled code really calls it.
            return ["unavailable", f"{what} ({error})"]

    def _namespace(self, module: types.ModuleType, paths: set, options: dict) -> int:
        index = self.namespace_index.get(id(module))
        if index is None:
            index = self.namespace_index[id(module)] = len(self.namespaces)
            self.kept.append(module)
            self.namespaces.append({"name": module.__name__, "source": "", "names": {}})
        entry = self.namespaces[index]
        for attribute in sorted({path[0] for path in paths}):
            deeper = {path[1:] for path in paths if path[0] == attribute and len(path) > 1}
            value = module.__dict__.get(attribute, _ABSENT)
            if value is _ABSENT and "__getattr__" in module.__dict__:
                value = getattr(module, attribute, _ABSENT)
            if value is _ABSENT:
                self.guards.append((module.__dict__, attribute))
                continue
            if attribute in module.__dict__:
                self.guards.append((module.__dict__, attribute, value))
            if attribute not in entry["names"] or isinstance(value, types.ModuleType):
                self._bind(entry, attribute, value, deeper, options, f"`{module.__name__}.{attribute}`")
        return index


# --- annotations and signatures


def _array_spec(array: ArrayType) -> list:
    return ["array", array.element.name, array.ndim, "A" if array.layout == "any" else array.layout]


def _annotation_type(annotation: Any, function: types.FunctionType) -> Any:
    """The type that an annotation names, as requests write it; None for one that Amaru has no type for."""
    if isinstance(annotation, str):
        cells = zip(function.__code__.co_freevars, function.__closure__ or ())
        annotation = eval(annotation, function.__globals__, {name: cell.cell_contents for name, cell in cells})
    if isinstance(annotation, ScalarType):
        return annotation.name
    if isinstance(annotation, ArrayType):
        return _array_spec(annotation)
    if annotation in (int, float, complex, bool, str):
        return annotation.__name__
    origin = getattr(annotation, "__origin__", None)
    if origin in (tuple, list, dict, set):
        parts = [_annotation_type(part, function) for part in annotation.__args__]
        return None if None in parts else [origin.__name__, *parts]
    if isinstance(annotation, type) and annotation.__module__ == "numpy":
        return _SIZED.get(annotation.__name__.rstrip("_"))
    return None


def parameter_names(code: types.CodeType) -> list[str]:
    """The parameters in the order in which compiled code takes them."""
    plain = code.co_varnames[: code.co_argcount]
    keyword_only = code.co_varnames[code.co_argcount : code.co_argcount + code.co_kwonlyargcount]
    rest = list(code.co_varnames[code.co_argcount + code.co_kwonlyargcount :])
    starred = [rest.pop(0)] if code.co_flags & 0x04 else []
    return [*plain, *starred, *keyword_only, *(rest[:1] if code.co_flags & 0x08 else [])]


def binder(function: types.FunctionType) -> types.FunctionType:
    """A function with the same parameters that returns its arguments, in the order in which compiled code takes them.

    Whatever is wrong with a call, Python says so in its own words.
    """
    code = function.__code__
    parts = []
    plain = code.co_varnames[: code.co_argcount]
    first_default = len(plain) - len(function.__defaults__ or ())
    for index, name in enumerate(plain):
        parts.append(name if index < first_default else f"{name}=None")
        if index + 1 == code.co_posonlyargcount:
            parts.append("/")
    names = parameter_names(code)
    if code.co_flags & 0x04:
        parts.append("*" + names[len(plain)])
    elif code.co_kwonlyargcount:
        parts.append("*")
    for name in code.co_varnames[code.co_argcount : code.co_argcount + code.co_kwonlyargcount]:
        parts.append(f"{name}=None" if name in (function.__kwdefaults__ or {}) else name)
    if code.co_flags & 0x08:
        parts.append("**" + names[-1])
    scope: dict = {}
    text = f"def bind({', '.join(parts)}): return ({''.join(name + ', ' for name in names)})"
    exec(text, {}, scope)
    bind = scope["bind"]
    bind.__defaults__ = function.__defaults__
    bind.__kwdefaults__ = function.__kwdefaults__
    bind.__name__ = function.__name__
    bind.__qualname__ = function.__qualname__
    return bind


def _signature_type(node: Any, text: str) -> Any:
    import ast

    from amaru import types as amaru_types

    if isinstance(node, ast.Attribute):
        node = ast.Name(node.attr)
    if isinstance(node, ast.Constant) and node.value is None:
        return "None"
    if isinstance(node, ast.Name):
        if node.id in ("int", "float", "complex", "bool", "str"):
            return node.id
        name = node.id if isinstance(getattr(amaru_types, node.id, None), ScalarType) else _SIZED.get(node.id)
        if name is not None:
            return name
    if isinstance(node, ast.Subscript):
        if isinstance(node.value, ast.Name) and node.value.id in ("tuple", "list", "dict", "set"):
            parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
            return [node.value.id, *(_signature_type(part, text) for part in parts)]
        element = _signature_type(node.value, text)
        axes = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        if isinstance(element, str) and all(isinstance(axis, ast.Slice) for axis in axes):
            slices = tuple(slice(None, None, axis.step and ast.literal_eval(axis.step)) for axis in axes)
            return _array_spec(getattr(amaru_types, element)[slices])
    raise TypeError(f"jit: `{ast.unparse(node)}` in the signature {text!r} is no type")


def parse_signature(text: str) -> tuple[list, Any]:
    """The types of the arguments of `"f64(f64[:], int)"`, and of its result (None where it names none)."""
    import ast

    try:
        node = ast.parse(text.strip(), mode="eval").body
    except SyntaxError:
        raise TypeError(f"jit: {text!r} is no signature such as 'f64(f64[:], int)'") from None
    if isinstance(node, ast.Call) and not node.keywords:
        return [_signature_type(part, text) for part in node.args], _signature_type(node.func, text)
    parts = node.elts if isinstance(node, ast.Tuple) else [node]
    return [_signature_type(part, text) for part in parts], None


def type_text(spec: Any) -> str:
    """A type as annotations write it."""
    if isinstance(spec, str):
        return spec
    if spec[0] in ("tuple", "list", "dict", "set"):
        return f"{spec[0]}[{', '.join(map(type_text, spec[1:]))}]"
    axes = [":"] * spec[2]
    if spec[3] != "A" and axes:
        axes[-1 if spec[3] == "C" else 0] = "::1"
    return f"{spec[1]}[{', '.join(axes)}]"


def signature_text(params: list, result: Any) -> str:
    return f"{type_text(result)}({', '.join(map(type_text, params))})"


# --- compiling


def _request_for(function: Any, arguments: list, stage: str) -> tuple[bytes, _Request]:
    wrapped = function.__wrapped__
    target = function.options["target"]
    if target != "cpu":
        raise CompileError(f"{function.__name__}(): the target {target!r} is not in this version")
    request = _Request(function.options)
    request.add_function(wrapped, function.options)
    request.run()
    annotations = wrapped.__annotations__ if function.options["annotations"] else {}
    declared = [
        _annotation_type(annotations[name], wrapped) if name in annotations else None
        for name in parameter_names(wrapped.__code__)
    ]
    text = json.dumps(
        {
            "functions": request.functions,
            "namespaces": request.namespaces,
            "captured": request.array_types,
            "arguments": arguments,
            "declared": declared,
            "stage": stage,
        },
        separators=(",", ":"),
    )
    return text.encode(), request


def _ask(request: bytes) -> dict:
    reply = json.loads(_amaru.ask_compiler(request))
    if reply["status"] == "ok":
        return reply
    text = reply["text"].rstrip()
    if reply["status"] == "error":
        raise compile_error_class(reply["class"])("\n" + text)
    raise InternalCompilerError(f"{text}; this is a fault of Amaru, not of your program")


def _has_list(spec: Any) -> bool:
    return isinstance(spec, list) and (spec[0] == "list" or any(map(_has_list, spec[1:])))


def _compile(function: Any, key: bytes, arguments: list) -> None:
    text, request = _request_for(function, arguments, "")
    handle, info = _load(text, function.options["cache"], is_private=bool(request.arrays))
    names = parameter_names(function.__wrapped__.__code__)
    for name, spec, is_written in zip(names, info["params"], info["writes"]):
        if is_written and _has_list(spec):
            raise compile_error_class("TypeError")(
                f"{function.__name__}() changes its argument '{name}', and lists are copied on their way into compiled "
                "code, so that the caller would not see it; make a new list and return it"
            )
    function._install(key, handle, info, request.guards, arguments, request.arrays)


def _load(request: bytes, cached: bool, is_private: bool) -> tuple:
    """The machine code of a request, from the cache if it is there, and how it is called."""
    if not is_private and request in _loaded:
        return _loaded[request]
    descriptor = _objects[request] if request in _objects else _amaru.find_cached(request) if cached else -1
    if descriptor < 0:
        reply = _ask(request)
        descriptor = reply["object"]
        if cached:
            _amaru.publish(request, descriptor, reply["files"], reply["absent"])
    handle, text = _amaru.load(descriptor, is_private)
    loaded = handle, json.loads(text)
    if is_private:
        _objects[request] = descriptor
    else:
        _loaded[request] = loaded
        os.close(descriptor)
    return loaded


def compile_for(function: Any, key: bytes, arguments: list) -> None:
    """Compiles a function for the types of its arguments, unless another thread has done so."""
    with lock:
        if function._has(key):
            return
        _compile(function, key, arguments)


def compile_signature(function: Any, text: str) -> None:
    """Compiles a function for a signature as text, and sees that its result is as declared."""
    arguments, result = parse_signature(text)
    expected = len(parameter_names(function.__wrapped__.__code__))
    if len(arguments) != expected:
        raise TypeError(f"jit: {function.__name__}() takes {expected} arguments, and {text!r} has {len(arguments)}")
    compile_for(function, function._key(arguments), arguments)
    found = function._instances()[-1][1]
    is_array = isinstance(result, list) and isinstance(found, list) and result[0] == found[0] == "array"
    # `f64[:]` is an array of any layout.
    if result is None or found == result or is_array and found[:3] == result[:3] and result[3] == "A":
        return
    raise compile_error_class("TypeError")(
        f"{function.__name__}() returns {type_text(found)}, and its signature {text!r} says {type_text(result)}"
    )


def signatures(function: Any) -> list[str]:
    texts = [signature_text(params, result) for params, result, _ in function._instances()]
    # Arguments of several types may be converted to those of one signature.
    return [text for index, text in enumerate(texts) if text not in texts[index + 1 :]]


STAGES = ("amaru", "loops", "llvm-dialect", "llvm", "asm", "explain")


def inspect(function: Any, stage: str, signature: str | None) -> str:
    """The code of one stage, for a signature or for the types of the latest call."""
    if stage not in STAGES:
        raise ValueError(f"inspect: the stage is one of {', '.join(STAGES)}, not {stage!r}")
    if signature is not None:
        arguments = parse_signature(signature)[0]
    else:
        instances = function._instances()
        if not instances:
            raise ValueError(
                f"inspect: {function.__name__}() was not called yet; name a signature such as 'f64(f64[:])'"
            )
        arguments = instances[-1][2]
    with lock:
        return _ask(_request_for(function, arguments, stage)[0])["text"]
