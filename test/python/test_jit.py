"""`@amaru.jit`: arguments and results, errors, captured values, and where the source comes from."""

import doctest
import gc
import importlib.util
import math
import os
import subprocess
import sys
import textwrap
import threading
import traceback
import types
import weakref

import amaru
import numpy as np
import pytest
from amaru import prange

build = os.environ.get("AMARU_BUILD")
if build and not os.path.exists(os.path.join(build, "lib", "libamaru-compiler.so")):
    pytest.skip("this build has no compiler", allow_module_level=True)

FACTOR = 3
SCALE = 0.5
NAME = "amaru"
FLAG = True
PAIR = (2, 0.25)
NESTED = ((1, 2), "x", True)
NOTHING = None
SIZED = np.float32(1.5)
ITEMS = [1, 2, 3]
HUGE = 1 << 70


# --- scalars


@amaru.jit
def add(x, y):
    return x + y


@amaru.jit
def identity(x):
    return x


@pytest.mark.parametrize("value", [0, 1, -1, 2**30, -(2**30), 2**62, 2**63 - 1, -(2**63), True, False, 1.5, -0.0, None])
def test_scalars_come_back_as_they_went_in(value):
    result = identity(value)
    assert type(result) is type(value)
    assert repr(result) == repr(value)


@pytest.mark.parametrize("text", ["", "snake", "två ormar", "🐍", "\udc80", "a\0b"])
def test_strings(text):
    assert identity(text) == text


@pytest.mark.parametrize(
    "kind",
    [
        np.bool_, np.int8, np.int16, np.int32, np.int64, np.uint8, np.uint16, np.uint32, np.uint64,
        np.float16, np.float32, np.float64,
    ],
)  # fmt: skip
def test_numpy_scalars_keep_their_type(kind):
    result = identity(kind(1))
    assert type(result) is kind
    assert result == kind(1)


def test_results_follow_the_argument_types():
    assert add(1, 2) == 3 and type(add(1, 2)) is int
    assert add(1, 2.5) == 3.5 and type(add(1, 2.5)) is float
    assert type(add(np.float32(1), np.float32(2))) is np.float32
    assert type(add(np.int8(100), np.int8(100))) is np.int8


def test_several_signatures():
    @amaru.jit
    def double(x):
        return x + x

    assert double.signatures == []
    assert double(2) == 4
    assert double(2.0) == 4.0
    assert double(np.ones(2)).tolist() == [2.0, 2.0]
    assert double.signatures == ["int(int)", "float(float)", "f64[::1](f64[::1])"]


def test_tuples_go_in_and_out():
    @amaru.jit
    def swap(pair):
        a, b = pair
        return b, a

    assert swap((1, 2.5)) == (2.5, 1)
    assert swap(("a", (1, True))) == ((1, True), "a")


def test_int_beyond_64_bits():
    with pytest.raises(OverflowError, match="64 bits"):
        identity(2**63)
    with pytest.raises(OverflowError, match="64 bits"):
        identity(-(2**63) - 1)


def test_overflow_raises_or_wraps():
    @amaru.jit(overflow="wrap")
    def wrapping(x, y):
        return x + y

    with pytest.raises(OverflowError):
        add(2**63 - 1, 1)
    assert wrapping(2**63 - 1, 1) == -(2**63)


def test_recursion():
    @amaru.jit
    def fibonacci(n):
        if n < 2:
            return n
        return fibonacci(n - 1) + fibonacci(n - 2)

    assert fibonacci(20) == 6765


def test_endless_recursion_is_an_error():
    @amaru.jit
    def endless(n: int) -> int:
        return 1 + endless(n + 1)

    with pytest.raises(RecursionError):
        endless(0)


# --- binding of arguments


@amaru.jit
def with_defaults(a, b=2, *, c=3.5):
    return a + b * c


def test_keywords_and_defaults():
    assert with_defaults(1) == 8.0
    assert with_defaults(1, 3) == 11.5
    assert with_defaults(b=1, a=1, c=1.0) == 2.0


@pytest.mark.parametrize(
    "call", [lambda f: f(), lambda f: f(1, 2, 3), lambda f: f(1, d=4), lambda f: f(1, a=1), lambda f: f(1, 2, 3, 4)]
)
def test_wrong_calls_are_reported_in_pythons_words(call):
    with pytest.raises(TypeError) as ours:
        call(with_defaults)
    with pytest.raises(TypeError) as pythons:
        call(with_defaults.__wrapped__)
    assert str(ours.value) == str(pythons.value)


def test_star_arguments():
    @amaru.jit
    def first_and_count(first, *rest):
        return first, len(rest)

    assert first_and_count(1) == (1, 0)
    assert first_and_count(1, 2.0, 3) == (1, 2)


def test_annotations_convert():
    @amaru.jit
    def half(x: float, n: amaru.i32):
        return x / 2, n

    x, n = half(3, 4)
    assert (x, type(x)) == (1.5, float)
    assert (n, type(n)) == (4, np.int32)
    with pytest.raises(OverflowError):
        half(1.0, 2**40)
    with pytest.raises(TypeError, match="argument 'x' must be float, not str"):
        half("1", 2)


def test_annotations_of_arrays():
    @amaru.jit
    def total(a: amaru.f64[:, :]):
        return a.sum()

    assert total(np.ones((2, 3))) == 6.0
    with pytest.raises(TypeError, match="argument 'a' must be"):
        total(np.ones(3))
    with pytest.raises(TypeError, match="argument 'a' must be"):
        total(np.ones((2, 3), np.float32))


def test_looks_like_the_function():
    @amaru.jit
    def documented(x):
        """What it does."""
        return x

    assert documented.__name__ == "documented"
    assert documented.__doc__ == "What it does."
    assert documented.__module__ == __name__
    assert documented.__qualname__.endswith("documented")
    assert isinstance(documented.__wrapped__, types.FunctionType)
    assert "documented" in repr(documented)
    documented.note = 1
    assert documented.note == 1
    assert weakref.ref(documented)() is documented


def test_methods():
    class Point:
        @amaru.jit
        def scaled(self, k):
            return k * 2

    with pytest.raises(TypeError, match="argument 'self' is a Point"):
        Point().scaled(1)


# --- arrays


@amaru.jit
def fill(a, value):
    for i in range(len(a)):
        a[i] = value


@amaru.jit
def read(a, i):
    return a[i]


DTYPES = [
    "bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float16", "float32", "float64",
]  # fmt: skip


@pytest.mark.parametrize("dtype", DTYPES)
def test_every_dtype(dtype):
    a = np.array([0, 1, 1], dtype)
    element = read(a, 1)
    assert type(element) is a.dtype.type and element == a[1]
    same = identity(a)
    assert same is a
    fill(a, a[1])
    assert a.tolist() == np.ones(3, dtype).tolist()


def test_arrays_are_not_copied():
    a = np.zeros(5)
    fill(a, 1.5)
    assert a.tolist() == [1.5] * 5


@pytest.mark.parametrize("shape", [(), (0,), (0, 3), (3, 0, 2), (1, 1), (2, 1, 3)])
def test_unusual_shapes_come_back_as_themselves(shape):
    a = np.ones(shape)
    assert identity(a) is a


def test_parallel_loops():
    @amaru.jit(parallel=True)
    def scale(a, k):
        for i in prange(len(a)):
            a[i] = a[i] * k + i

    a = np.ones(100_000)
    scale(a, 3.0)
    assert np.array_equal(a, 3.0 + np.arange(100_000))

    @amaru.jit
    def divide(a, k):
        for i in prange(len(a)):
            a[i] = 1 // (i - k)

    with pytest.raises(ZeroDivisionError):
        divide(np.zeros(10, np.int64), 4)


def test_new_arrays_own_their_memory():
    @amaru.jit
    def squares(n):
        out = np.empty(n)
        for i in range(n):
            out[i] = i * i
        return out

    results = [squares(1000) for _ in range(20)]
    gc.collect()
    assert all(np.array_equal(r, np.arange(1000.0) ** 2) for r in results)
    assert results[0].flags.writeable and results[0].flags.c_contiguous


def test_views_keep_their_array():
    @amaru.jit
    def tail(a):
        return a[1:]

    a = np.arange(5.0)
    alive = weakref.ref(a)
    view = tail(a)
    assert view.base is a
    del a
    gc.collect()
    assert alive() is not None and view.tolist() == [1, 2, 3, 4]
    del view
    gc.collect()
    assert alive() is None


def test_arguments_are_released():
    a = np.arange(5.0)
    before = sys.getrefcount(a)
    for _ in range(100):
        fill(a, 2.0)
        identity(a)
        read(a, 0)
    assert sys.getrefcount(a) == before


def test_tuples_of_arrays():
    @amaru.jit
    def both(a, b):
        return b, a + b, a

    a, b = np.ones(3), np.arange(3.0)
    x, y, z = both(a, b)
    assert x is b and z is a and y.tolist() == [1, 2, 3]


@pytest.mark.parametrize(
    "make",
    [
        lambda a: a,
        lambda a: np.asfortranarray(a),
        lambda a: a.T,
        lambda a: a[::2],
        lambda a: a[:, ::-1],
        lambda a: a[1:3, 2:],
        lambda a: a[:0],
        lambda a: np.broadcast_to(a[0], (4, 6)),
        lambda a: a[:, :1],
    ],
    ids=["c", "fortran", "transposed", "rows", "reversed", "window", "empty", "broadcast", "column"],
)
def test_layouts(make):
    @amaru.jit
    def total(a):
        s = 0.0
        for i in range(a.shape[0]):
            for j in range(a.shape[1]):
                s += a[i, j] * (10 * i + j)
        return s

    a = make(np.arange(24.0).reshape(4, 6))
    expected = sum(a[i, j] * (10 * i + j) for i in range(a.shape[0]) for j in range(a.shape[1]))
    assert total(a) == expected


def test_writes_through_strides():
    a = np.zeros(10)
    fill(a[::-3], 1.0)
    assert a.tolist() == [1, 0, 0, 1, 0, 0, 1, 0, 0, 1]


def test_read_only_arrays():
    a = np.zeros(3)
    a.flags.writeable = False
    assert read(a, 1) == 0.0
    with pytest.raises(ValueError, match="assignment destination is read-only"):
        fill(a, 1.0)
    assert a.tolist() == [0, 0, 0]


@pytest.mark.parametrize(
    "make, words",
    [
        (lambda: np.zeros(3, ">f8"), "byte order"),
        (lambda: np.zeros(25, np.uint8)[1:].view(np.float64), "aligned"),
        (lambda: np.zeros(3, object), "object"),
        (lambda: np.array(["a"]), "<U1"),
        (lambda: np.zeros(3, "M8[s]"), "datetime64"),
        (lambda: np.zeros(3, [("x", "f8")]), "'x'"),
        (lambda: np.zeros(3, [("a", "f4"), ("b", "u1"), ("c", "u1")])["a"], "pass a copy"),
        (lambda: np.zeros(3).view(np.recarray), "np.asarray"),
        (lambda: np.ma.zeros(3), "np.asarray"),
        (lambda: {}, "dict"),
        (lambda: object(), "object"),
    ],
)
def test_what_cannot_be_passed(make, words):
    with pytest.raises(TypeError) as error:
        identity(make())
    assert words in str(error.value)


def test_memory_maps(tmp_path):
    a = np.memmap(tmp_path / "data", np.float64, "w+", shape=(4,))
    fill(a, 2.0)
    assert a.tolist() == [2.0] * 4
    with pytest.raises(ValueError, match="read-only"):
        fill(np.memmap(tmp_path / "data", np.float64, "r"), 1.0)


def test_read_only_arrays_in_tuples():
    a = np.zeros(3)
    assert identity((a, 1))[0] is a
    a.flags.writeable = False
    with pytest.raises(TypeError, match="holds a read-only numpy.ndarray"):
        identity((a, 1))


class Tensor:
    """Offers its memory by DLPack alone."""

    def __init__(self, array):
        self.array = array

    def __dlpack__(self, **keywords):
        return self.array.__dlpack__(**keywords)

    def __dlpack_device__(self):
        return self.array.__dlpack_device__()


def test_dlpack_and_buffers_are_not_copied():
    a = np.zeros(4)
    fill(Tensor(a), 3.0)
    assert a.tolist() == [3.0] * 4
    import array

    b = array.array("d", [1.0, 2.0])
    fill(b, 5.0)
    assert b.tolist() == [5.0, 5.0]
    assert read(memoryview(b), 1) == 5.0


# --- errors


def test_exceptions_arrive_with_their_place():
    a = np.arange(3.0)
    with pytest.raises(IndexError, match="index 7 is out of bounds for axis 0 with size 3") as error:
        read(a, 7)
    last = traceback.extract_tb(error.value.__traceback__)[-1]
    assert last.filename == __file__
    assert last.name == "read"
    assert last.line == "return a[i]"
    assert last.lineno == read.__wrapped__.__code__.co_firstlineno + 2


def test_frames_of_callees():
    def inner(x):
        return 1 / x

    @amaru.jit
    def outer(x):
        return inner(x) + 1

    with pytest.raises(ZeroDivisionError) as error:
        outer(0)
    names = [frame.name for frame in traceback.extract_tb(error.value.__traceback__)]
    assert names[-2:] == ["outer", "inner"]


def test_raised_by_the_program():
    @amaru.jit
    def check(x):
        if x < 0:
            raise ValueError("negative")
        return x

    assert check(1) == 1
    with pytest.raises(ValueError, match="^negative$"):
        check(-1)
    # Nothing is left pending.
    assert check(2) == 2


def test_compile_errors_are_of_pythons_class():
    @amaru.jit
    def wrong(x):
        return x + "text"

    with pytest.raises(TypeError) as error:
        wrong(1)
    assert isinstance(error.value, amaru.CompileError)
    assert "unsupported operand type(s) for +" in str(error.value)
    assert f"{__file__}:{wrong.__wrapped__.__code__.co_firstlineno + 2}" in str(error.value)

    @amaru.jit
    def undefined(x):
        return x + no_such_name  # noqa: F821

    with pytest.raises(NameError, match="name 'no_such_name' is not defined"):
        undefined(1)


# --- captured values


def in_new_module(text, name="made_for_test", folder=None, **values):
    """A module from a file of its own."""
    path = os.path.join(str(folder), name + ".py")
    with open(path, "w") as file:
        file.write(textwrap.dedent(text))
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    module.__dict__.update(values)
    spec.loader.exec_module(module)
    return module


def test_globals_of_every_kind():
    @amaru.jit
    def use(x):
        if FLAG and NOTHING is None:
            return x * FACTOR + SCALE + PAIR[0] + PAIR[1] + NESTED[0][1], NAME + NESTED[1], SIZED
        return 0.0, "", SIZED

    value, text, sized = use(2)
    assert value == 6 + 0.5 + 2 + 0.25 + 2
    assert text == "amarux"
    assert sized == np.float32(1.5) and type(sized) is np.float32


def test_a_changed_global_is_seen(tmp_path):
    module = in_new_module(
        """
        import amaru
        K = 2
        @amaru.jit
        def scaled(x):
            return x * K
        """,
        folder=tmp_path,
    )
    assert module.scaled(10) == 20
    module.K = 3
    assert module.scaled(10) == 30
    module.unrelated = 1
    assert module.scaled(10) == 30
    module.K = 0.5
    assert module.scaled(10) == 5.0
    del module.K
    with pytest.raises(NameError):
        module.scaled(10)


def test_a_builtin_that_is_shadowed_later(tmp_path):
    module = in_new_module(
        """
        import amaru
        @amaru.jit
        def largest(x, y):
            return max(x, y)
        """,
        folder=tmp_path,
    )
    assert module.largest(1, 2) == 2
    exec(compile("def max(x, y): return 7", "nowhere", "exec"), module.__dict__)
    with pytest.raises(amaru.CompileError, match="is not to be had"):
        module.largest(1, 2)


def test_globals_cannot_be_assigned(tmp_path):
    text = "import amaru\nN = 0\n@amaru.jit\ndef count():\n    global N\n    N += 1\n"
    with pytest.raises(amaru.CompileError, match="`global` in count"):
        in_new_module(text, name="assigns", folder=tmp_path).count()


def test_closures():
    def make(n):
        @amaru.jit
        def plus(x):
            return x + n

        def change(value):
            nonlocal n
            n = value

        return plus, change

    plus1, _ = make(1)
    plus2, change = make(2.5)
    assert (plus1(1), plus2(1)) == (2, 3.5)
    change(10)
    assert plus2(1) == 11


def plain(x):
    return x * FACTOR


@amaru.jit
def compiled(x):
    return plain(x) + 1


@amaru.jit
def calls_compiled(x):
    return compiled(x) * 2


def test_functions_that_are_called():
    assert calls_compiled(2) == 14


def test_mutual_recursion():
    assert [is_even(n) for n in range(4)] == [True, False, True, False]


@amaru.jit
def is_even(n: int) -> bool:
    if n == 0:
        return True
    return is_odd(n - 1)


@amaru.jit
def is_odd(n: int) -> bool:
    if n == 0:
        return False
    return is_even(n - 1)


def test_modules_of_the_users(tmp_path):
    helper = in_new_module(
        """
        RATE = 4
        def quadruple(x):
            return x * RATE
        """,
        name="helper",
        folder=tmp_path,
    )
    module = in_new_module(
        """
        import amaru
        @amaru.jit
        def use(x):
            return helper.quadruple(x) + helper.RATE
        """,
        name="user",
        folder=tmp_path,
        helper=helper,
    )
    assert module.use(2) == 12
    helper.RATE = 5
    assert module.use(2) == 15


def test_functions_by_name():
    from math import sqrt as root

    zeros = np.zeros

    @amaru.jit
    def use(n):
        a = zeros(n)
        for i in prange(n):
            a[i] = root(4.0) + math.pi
        return a

    assert use(3).tolist() == [2.0 + math.pi] * 3


@pytest.mark.parametrize(
    "name, words", [("ITEMS", "a list"), ("HUGE", "64 bits"), ("Tensor", "type")]
)
def test_what_cannot_be_captured(name, words, tmp_path):
    module = in_new_module(
        f"""
        import amaru
        @amaru.jit
        def use(x):
            if x:
                return {name}
            return {name}
        """,
        name=f"captures_{name}",
        folder=tmp_path,
        **{name: globals()[name]},
    )
    with pytest.raises(amaru.CompileError) as error:
        module.use(1)
    assert name in str(error.value) and words in str(error.value)


# --- where the source comes from


def test_text_without_a_file():
    scope = {}
    exec("def f(x):\n    return x\n", scope)
    with pytest.raises(amaru.SourceError, match="is not to be had"):
        amaru.jit(scope["f"])(1)


def test_an_edited_file(tmp_path):
    module = in_new_module("import amaru\n@amaru.jit\ndef f(x):\n    return x + 1\n", name="edited", folder=tmp_path)
    with open(module.__file__, "w") as file:
        file.write("import amaru\n@amaru.jit\ndef f(x):\n    return x + 2  # edited\n")
    with pytest.raises(amaru.SourceError, match="edited"):
        module.f(1)


def test_an_edited_default(tmp_path):
    text = "import amaru\n@amaru.jit\ndef f(x, y=1):\n    return x + y\n"
    module = in_new_module(text, name="default", folder=tmp_path)
    with open(module.__file__, "w") as file:
        file.write("import amaru\n@amaru.jit\ndef f(x, y=2):\n    return x + y\n# longer\n")
    with pytest.raises(amaru.SourceError):
        module.f(1)


def test_a_function_that_only_moved(tmp_path):
    module = in_new_module("import amaru\n@amaru.jit\ndef f(x):\n    return x + 1\n", name="moved", folder=tmp_path)
    with open(module.__file__, "w") as file:
        file.write("import amaru\n# a line\n# another\n@amaru.jit\ndef f(x):\n    return x + 1\n")
    assert module.f(1) == 2


def test_two_functions_of_one_name():
    @amaru.jit
    def twin(x):
        return x + 1

    first = twin

    @amaru.jit
    def twin(x):
        return x + 2

    assert (first(1), twin(1)) == (2, 3)


def test_text_inside_strings_stays():
    @amaru.jit
    def text(n):
        return """a
            b""" + (
    "c")

    assert text(1) == """a
            bc"""


def test_doctest_finds_its_source():
    example = """
    >>> import amaru
    >>> @amaru.jit
    ... def f(x):
    ...     return x + 1
    >>> f(1)
    2
    """
    test = doctest.DocTestParser().get_doctest(example, {}, "example", None, 0)
    assert doctest.DocTestRunner(verbose=False).run(test).failed == 0


def test_a_notebook_cell():
    import linecache

    text = "import math\nimport amaru\n@amaru.jit\ndef root(x):\n    return math.sqrt(x)\n"
    name = "<ipython-input-1-abc>"
    linecache.cache[name] = (len(text), None, text.splitlines(True), name)
    scope = {"__name__": "__main__"}
    import ast

    # IPython compiles statement by statement.
    for statement in ast.parse(text).body:
        exec(compile(ast.Module([statement], []), name, "exec"), scope)
    assert scope["root"](9.0) == 3.0


# --- the rest


def test_explicit_signature():
    @amaru.jit("f64(f64[:], int)")
    def pick(a, i):
        return a[i]

    assert pick.signatures == ["f64(f64[:], int)"]
    assert pick(np.arange(3.0), 2) == 2.0
    assert pick(np.arange(6.0)[::2], True) == 2.0
    # Arguments that the signature accepts are converted; nothing else is compiled.
    assert pick.signatures == ["f64(f64[:], int)"]

    @amaru.jit("float(float)")
    def half(x):
        return x / 2

    assert half(3) == 1.5 and half.signatures == ["float(float)"]

    # So is the result.
    assert repr(amaru.jit("float(int)")(lambda x: x + 1)(2)) == "3.0"
    assert repr(amaru.jit("i32(i64)")(lambda x: x << 31)(np.int64(1))) == "np.int32(-2147483648)"
    with pytest.raises(TypeError, match="returns float, and its signature 'int\\(float\\)' says int"):
        amaru.jit("int(float)")(lambda x: x + 1)
    with pytest.raises(TypeError, match="no type"):
        amaru.jit("f64(nothing)")(identity.__wrapped__)
    with pytest.raises(TypeError, match="takes 1 arguments"):
        amaru.jit("f64(int, int)")(identity.__wrapped__)


def test_the_signature_for_the_types_of_a_call():
    @amaru.jit(["f32(f32)", "f64(f64)", "i64(i64)"])
    def twice(x):
        return x * 2

    assert twice.signatures == ["f32(f32)", "f64(f64)", "i64(i64)"]
    assert [type(twice(x)) for x in (np.float32(1), 1.0, np.int8(1), 1)] == [np.float32, np.float64, np.int64, np.int64]

    @amaru.jit
    def through(x):
        return twice(x), twice(1)

    assert through(np.float16(3)) == (6.0, 2) and through.signatures == ["tuple[f32, i64](f16)"]


def test_a_signature_holds_for_calls_among_compiled_functions():
    @amaru.jit("f64(f64)")
    def half(x):
        return x // 2 + 0.5

    @amaru.jit
    def outer(n):
        return half(n)

    assert repr(outer(5)) == "np.float64(2.5)"



@pytest.mark.parametrize("stage, word", [("amaru", "amaru."), ("loops", "func"), ("llvm", "define"), ("asm", "ret")])
def test_inspect(stage, word):
    assert word in add.inspect(stage, "float(float, float)")
    assert add(1, 1) == 2
    assert word in add.inspect(stage)


def test_inspect_without_a_call():
    @amaru.jit
    def never(x):
        return x

    with pytest.raises(ValueError, match="not called yet"):
        never.inspect("llvm")
    with pytest.raises(ValueError, match="stage"):
        never.inspect("wasm", "int(int)")


def test_other_targets_are_not_there_yet():
    with pytest.raises(amaru.CompileError, match="'gpu'"):
        amaru.jit(target="gpu")(add.__wrapped__)(1, 2)


def test_pickled_by_name():
    import pickle

    assert pickle.loads(pickle.dumps(add)) is add
    assert isinstance(add, amaru.Function)


def test_unchecked_bounds_are_an_option():
    @amaru.jit(boundscheck=False)
    def raw(a, i):
        return a[i]

    assert raw(np.arange(3.0), 1) == 1.0
    assert "out of bounds" not in raw.inspect("amaru")


def test_print_goes_to_sys_stdout(capsys):
    @amaru.jit
    def hello(x):
        print("compiled", x)

    print("before")
    hello(1)
    print("between")
    hello(2.5)
    assert capsys.readouterr().out == "before\ncompiled 1\nbetween\ncompiled 2.5\n"


def test_print_in_order_on_file_1(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        "import amaru\n@amaru.jit\ndef f(x):\n    print('compiled', x)\nprint('a')\nf(1)\nprint('b')\nf(2)\n"
    )
    out = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True).stdout
    assert out == "a\ncompiled 1\nb\ncompiled 2\n"


def test_an_error_of_stdout_arrives(monkeypatch):
    class Broken:
        def write(self, text):
            raise OSError("no paper")

    @amaru.jit
    def hello(x):
        print(x)

    hello(1)
    monkeypatch.setattr(sys, "stdout", Broken())
    with pytest.raises(OSError, match="no paper"):
        hello(1)


def test_threads_share_a_kernel():
    @amaru.jit
    def total(a):
        s = 0.0
        for i in range(len(a)):
            s += a[i]
        return s

    results = []

    def work(k):
        a = np.full(20_000, float(k))
        results.extend(total(a) == 20_000.0 * k for _ in range(20))

    threads = [threading.Thread(target=work, args=(k,)) for k in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 160 and all(results)
    assert total.signatures == ["f64(f64[::1])"]


def test_a_long_loop_over_a_small_array_lets_other_threads_run():
    @amaru.jit
    def shrink(a, rounds):
        for r in range(rounds):
            for i in range(len(a)):
                a[i] = a[i] * 0.5 + r
        return a[0]

    small = np.ones(100)
    shrink(small, 1)
    thread = threading.Thread(target=shrink, args=(small, 20_000_000))
    thread.start()
    # With the GIL held, this thread would not get here before the other ends.
    assert thread.is_alive()
    thread.join()


def test_threads_get_their_own_errors():
    seen = []

    def work(k):
        for _ in range(50):
            try:
                read(np.zeros(3), 10 + k)
            except IndexError as error:
                seen.append(f"index {10 + k} " in str(error))

    threads = [threading.Thread(target=work, args=(k,)) for k in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 200 and all(seen)


def test_ctrl_c_ends_a_long_loop(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        textwrap.dedent(
            """
            import os, signal, threading, time, amaru
            @amaru.jit
            def spin(n: int):
                s = 0.0
                while n > 0:
                    s = s * 0.5 + 1.0
                return s
            threading.Timer(1.0, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
            try:
                spin(1)
            except KeyboardInterrupt:
                print("interrupted")
            time.sleep(0.01)
            print("once")
            """
        )
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=60)
    assert done.stdout == "interrupted\nonce\n", done.stderr


def test_the_cache_is_used(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        "import amaru\n@amaru.jit\ndef f(x):\n    return x + 1\nprint(f(1))\n"
        "print('libamaru-compiler' in open('/proc/self/maps').read())\n"
    )
    environment = dict(os.environ, AMARU_CACHE_DIR=str(tmp_path / "cache"))
    run = lambda: subprocess.run([sys.executable, script], capture_output=True, text=True, check=True, env=environment)
    assert run().stdout == "2\nTrue\n"
    assert run().stdout == "2\nFalse\n"


def test_importing_does_not_import_numpy():
    code = "import amaru, sys; print('numpy' in sys.modules, 'ast' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False False\n"


def _doubled(x):
    return 2 * x


_SCALE, _WEIGHTS = 3.0, np.array([1.0, 10.0, 100.0])


def test_defaults_have_the_values_that_python_found():
    global _SCALE

    def weighted(x, scale=_SCALE, weights=_WEIGHTS, first=len("ab"), *, add=_SCALE + 1.0):
        return x * scale + weights[first] + add

    @amaru.jit
    def changed(x, change=_doubled):
        return change(x)

    compiled = amaru.jit(weighted)

    @amaru.jit
    def outer(x):
        return compiled(x), compiled(x, 1.0, add=0.5), changed(x)

    _SCALE = 7.0
    try:
        assert compiled(1.0) == weighted(1.0) == 107.0
        assert outer(1.0) == (weighted(1.0), weighted(1.0, 1.0, add=0.5), 2.0)
    finally:
        _SCALE = 3.0


def test_a_default_that_cannot_be_compiled_is_an_error_where_it_is_used():
    thing = object()

    @amaru.jit
    def inner(x, other=thing):
        return x

    assert amaru.jit(lambda x: inner(x, 1))(2) == 2
    with pytest.raises(amaru.CompileError, match="the default of `other`"):
        amaru.jit(lambda x: inner(x))(2)
