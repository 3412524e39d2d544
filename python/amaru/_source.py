"""The text of a function, as the compiler reads it.

A function knows the file and the line it was compiled from. The text found there is compiled again and compared with
the function itself: a file that was edited since, or a text that is not there, is an error and never a guess.
"""

from __future__ import annotations

import __future__

import ast
import linecache
import types

from amaru.errors import CompileError, SourceError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Iterator

FunctionNode = ast.FunctionDef | ast.Lambda

_FUTURE_FLAGS = 0
for _feature in __future__.all_feature_names:
    _FUTURE_FLAGS |= getattr(__future__, _feature).compiler_flag


class FunctionSource:
    """A function's `def` or lambda at its place in an otherwise blank text, and the names it reads from outside."""

    __slots__ = ("file", "line", "text", "node", "names", "attributes")

    def __init__(self, file: str, line: int, text: str, node: FunctionNode, names: list, attributes: dict) -> None:
        self.file = file
        self.line = line
        self.text = text
        self.node = node
        # In the order in which they occur.
        self.names = names
        # For `a.b.c`: {"a": {("b", "c")}}.
        self.attributes = attributes


def _name(node: FunctionNode) -> str:
    return getattr(node, "name", "<lambda>")


def _first_line(node: FunctionNode) -> int:
    """The line that a code object calls its first: that of the first decorator, if there is one."""
    return min([node.lineno, *(decorator.lineno for decorator in getattr(node, "decorator_list", ()))])


class _File:
    """A text that functions came from, parsed once."""

    def __init__(self, name: str, lines: list, flags: int) -> None:
        self.name = name
        self.lines = lines
        self.flags = flags
        self.tree = compile("".join(lines), name, "exec", flags | ast.PyCF_ONLY_AST, dont_inherit=True)
        # Of each function, the statement of the module in which it stands.
        self.functions: dict = {}
        for statement in self.tree.body:
            for node in ast.walk(statement):
                if isinstance(node, FunctionNode):
                    self.functions.setdefault(_name(node), []).append((node, statement))
        self.compiled: dict = {}

    def codes_of(self, node: FunctionNode, statement: ast.stmt) -> Iterator:
        """The code objects that CPython makes of a function of this text.

        There are two: a file is compiled as a whole, notebooks compile statement by statement, and a call of an
        imported module's function differs between them.
        """
        for module in (self.tree, ast.Module([statement], [])):
            key = None if module is self.tree else statement
            if key not in self.compiled:
                self.compiled[key] = compile(module, self.name, "exec", self.flags, dont_inherit=True)
            pending = [self.compiled[key]]
            while pending:
                code = pending.pop()
                if code.co_name == _name(node) and code.co_firstlineno == _first_line(node):
                    if isinstance(node, ast.FunctionDef) or self._is_lambda(code, node):
                        yield code
                pending.extend(const for const in code.co_consts if isinstance(const, types.CodeType))


    def _is_lambda(self, code: types.CodeType, node: ast.Lambda) -> bool:
        """Whether the code object of a lambda is that of a node: what it returns stands where the node's body does."""
        body = node.body
        place = (body.lineno, body.end_lineno, body.col_offset, body.end_col_offset)
        places = list(code.co_positions())
        if any(start is not None for _, _, start, _ in places):
            return place in places
        others = [other for other, _ in self.functions["<lambda>"] if other.lineno == node.lineno]
        if len(others) > 1:
            raise SourceError(
                f"{self.name}:{node.lineno}: the lambdas of this line cannot be told apart, since Python runs without "
                "column positions (-X no_debug_ranges); write each on a line of its own"
            )
        return True


_files: dict = {}


def _file(name: str, flags: int, module_globals: dict) -> _File | None:
    linecache.checkcache(name)
    lines = linecache.getlines(name, module_globals)
    if not lines:
        return None
    known = _files.get((name, flags))
    if known is None or known.lines != lines:
        known = _files[name, flags] = _File(name, lines, flags)
    return known


def _same_constant(a: object, b: object) -> bool:
    if type(a) is not type(b):
        return False
    if isinstance(a, types.CodeType):
        return _same_code(a, b)
    if isinstance(a, tuple):
        return len(a) == len(b) and all(map(_same_constant, a, b))
    if isinstance(a, frozenset):
        return a == b
    # Text tells -0.0 from 0.0, and one nan is as good as another.
    return repr(a) == repr(b)


def _same_code(a: types.CodeType, b: types.CodeType) -> bool:
    """Whether two code objects do the same; where they stand does not matter."""
    return (
        a.co_code == b.co_code
        and a.co_name == b.co_name
        and a.co_names == b.co_names
        and a.co_varnames == b.co_varnames
        and a.co_freevars == b.co_freevars
        and a.co_cellvars == b.co_cellvars
        and a.co_argcount == b.co_argcount
        and a.co_posonlyargcount == b.co_posonlyargcount
        and a.co_kwonlyargcount == b.co_kwonlyargcount
        and a.co_flags == b.co_flags
        and _same_constant(a.co_consts, b.co_consts)
    )


def _places(code: types.CodeType) -> list:
    """Where each instruction stands, lines counted from the function's first."""
    return [(line and line - code.co_firstlineno, column, end) for line, _, column, end in code.co_positions()]


def _literal(node: ast.expr | None) -> tuple:
    """The value of a default that is a literal, in a tuple; empty for any other."""
    try:
        return (ast.literal_eval(node),) if node is not None else ()
    except (ValueError, TypeError):
        return ()


def _defaults(function: types.FunctionType, node: FunctionNode) -> list | None:
    """Each default's parameter, its value and its text; None where function and text do not have the same ones."""
    live = list(function.__defaults__ or ())
    if len(live) != len(node.args.defaults):
        return None
    plain = [*node.args.posonlyargs, *node.args.args]
    found = list(zip((argument.arg for argument in plain[len(plain) - len(live) :]), live, node.args.defaults))
    for argument, default in zip(node.args.kwonlyargs, node.args.kw_defaults):
        if (default is not None) != (argument.arg in (function.__kwdefaults__ or {})):
            return None
        if default is not None:
            found.append((argument.arg, function.__kwdefaults__[argument.arg], default))
    return found


def _same_defaults(function: types.FunctionType, node: FunctionNode) -> bool:
    """Defaults are no part of a code object, so those that the text tells are compared by value."""
    found = _defaults(function, node)
    if found is None:
        return False
    literals = [(value, _literal(default)) for _, value, default in found]
    return all(not literal or _same_constant(value, literal[0]) for value, literal in literals)


def evaluated_defaults(function: types.FunctionType, node: FunctionNode) -> list:
    """The parameters whose defaults are no literals, and the values that Python found for them."""
    return [(name, value) for name, value, default in _defaults(function, node) or () if not _literal(default)]


def _expression(file: _File, node: ast.Lambda, line: int) -> str:
    """A lambda at its place in brackets, so that it may go over several lines."""
    parts = [part.encode() for part in file.lines[node.lineno - 1 : node.end_lineno]]
    parts[-1] = parts[-1][: node.end_col_offset]
    parts[0] = parts[0][node.col_offset :]
    text = b"".join(parts).decode()
    if node.col_offset > 0:
        return "\n" * (line - 1) + "(" + " " * (node.col_offset - 1) + text + ")"
    return "\n" * (line - 2) + "(\n" + text + ")" if line > 1 else text


def _block(file: _File, node: ast.FunctionDef) -> str:
    """The lines of a `def` without its decorators, moved to the left margin."""
    lines = file.lines[node.lineno - 1 : node.end_lineno]
    if node.col_offset == 0:
        return "".join(lines)
    # What stands inside a string stays where it is.
    inside = set()
    for part in ast.walk(node):
        if isinstance(part, ast.JoinedStr) or isinstance(part, ast.Constant) and isinstance(part.value, (str, bytes)):
            inside.update(range(part.lineno + 1, part.end_lineno + 1))
    margin = lines[0][: node.col_offset]
    for index, line in enumerate(lines):
        if node.lineno + index not in inside:
            lines[index] = line[len(margin) :] if line.startswith(margin) else line.lstrip(" \t")
    text = "".join(lines)
    bare = ast.FunctionDef(**{**dict(ast.iter_fields(node)), "decorator_list": []})
    moved = compile(text, file.name, "exec", file.flags | ast.PyCF_ONLY_AST, dont_inherit=True).body
    if [ast.dump(statement) for statement in moved] != [ast.dump(bare)]:
        raise SourceError(f"the lines of {node.name}() in {file.name} cannot be taken out of the block they stand in")
    return text


def _reads(function: types.FunctionType, node: FunctionNode) -> tuple:
    """The names that the body reads from outside, and the attributes that it reads of them."""
    code = function.__code__
    local = {*code.co_varnames, *code.co_cellvars}
    names: dict = {}
    attributes: dict = {}
    for statement in node.body if isinstance(node.body, list) else [node.body]:
        for part in ast.walk(statement):
            if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load) and part.id not in local:
                names[part.id] = True
            elif isinstance(part, ast.Attribute):
                path = []
                base: ast.expr = part
                while isinstance(base, ast.Attribute):
                    path.append(base.attr)
                    base = base.value
                if isinstance(base, ast.Name) and base.id not in local:
                    attributes.setdefault(base.id, set()).add(tuple(reversed(path)))
    return list(names), attributes


def _find_node(function: types.FunctionType, file: _File, candidates: list) -> FunctionNode | None:
    """Where a function stands in the text; None if nothing there is what Python compiled it from.

    Of several functions with the same code the one at the same place is meant: lambdas may share a line.
    """
    code = function.__code__
    fitting = None
    for node, statement in sorted(candidates, key=lambda found: abs(_first_line(found[0]) - code.co_firstlineno)):
        if not _same_defaults(function, node):
            continue
        for found in file.codes_of(node, statement):
            if _same_code(found, code):
                if _places(found) == _places(code):
                    return node
                fitting = fitting or node
    return fitting


def function_source(function: types.FunctionType) -> FunctionSource:
    """The source of a function.

    Raises SourceError where it is not certain to be what Python compiled, and CompileError for a function that assigns
    to names of its surroundings.
    """
    code = function.__code__
    where = f"{code.co_filename}:{code.co_firstlineno}"
    flags = code.co_flags & _FUTURE_FLAGS
    try:
        file = _file(code.co_filename, flags, function.__globals__)
    except (SyntaxError, ValueError) as error:
        raise SourceError(f"{where}: the source of {code.co_qualname}() has changed: {error}") from None
    candidates = file.functions.get(code.co_name, []) if file else []
    if not candidates:
        raise SourceError(
            f"{where}: the source of {code.co_qualname}() is not to be had; "
            "Amaru compiles text, so the function must come from a file, a notebook cell or a doctest"
        )
    node = _find_node(function, file, candidates)
    if node is not None:
        for part in ast.walk(node):
            if isinstance(part, (ast.Global, ast.Nonlocal)):
                word = "global" if isinstance(part, ast.Global) else "nonlocal"
                raise CompileError(
                    f"{code.co_filename}:{part.lineno}: `{word}` in {code.co_qualname}(): under jit, what a function "
                    "captures is a value, which it cannot assign to"
                )
        # The lines are those that the function itself knows, even if it has moved within its file since.
        line = code.co_firstlineno + node.lineno - _first_line(node)
        if isinstance(node, ast.Lambda):
            text = _expression(file, node, line)
        else:
            text = "\n" * (line - 1) + _block(file, node)
        return FunctionSource(code.co_filename, line, text, node, *_reads(function, node))
    asserts = any(isinstance(part, ast.Assert) for node, _ in candidates for part in ast.walk(node))
    raise SourceError(
        f"{where}: the text of this file is not what {code.co_qualname}() was compiled from"
        + (" (a tool such as pytest rewrites `assert`)" if asserts else "; was it edited since it was loaded?")
    )
