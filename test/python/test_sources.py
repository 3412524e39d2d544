"""`amaru.jit` of lambdas and of functions in other functions, and captured arrays."""

import gc
import linecache
import os
import subprocess
import sys
import textwrap
import threading
import weakref

import amaru
import numpy as np
import pytest

build = os.environ.get("AMARU_BUILD")
if build and not os.path.exists(os.path.join(build, "lib", "libamaru-compiler.so")):
    pytest.skip("this build has no compiler", allow_module_level=True)


def run_text(text, name="<cell>", **scope):
    """Runs a text that is known by a name, as notebooks do; its variables."""
    text = textwrap.dedent(text)
    linecache.cache[name] = (len(text), None, text.splitlines(True), name)
    scope.update({"amaru": amaru, "np": np})
    exec(compile(text, name, "exec"), scope)
    return scope


# --- lambdas


def test_a_lambda():
    f = amaru.jit(lambda x: x + 1)
    assert f(1) == 2 and f(1.5) == 2.5
    assert f.__name__ == "<lambda>"


def test_lambdas_of_one_line_are_told_apart():
    f, g, h = amaru.jit(lambda x: x + 1), amaru.jit(lambda x: x * 10), amaru.jit(lambda x: x + 1)
    assert (f(2), g(2), h(2)) == (3, 20, 3)


def test_a_lambda_in_a_lambda():
    make = lambda k: amaru.jit(lambda x: x * k)
    assert make(3)(2) == 6 and make(0.5)(2) == 1.0


def test_a_lambda_over_several_lines():
    f = amaru.jit(
        lambda a, i=1, *, k=2.0: a[i]
        * k
    )
    assert f(np.arange(3.0)) == 2.0
    assert f(np.arange(3.0), 2, k=0.5) == 1.0


def test_a_lambda_at_the_first_column():
    scope = run_text("f = amaru.jit(\nlambda x:\nx - 1)\n", name="<first column>")
    assert scope["f"](3) == 2


def test_a_lambda_after_wide_characters():
    f = [amaru.jit(lambda x: x + len("ñandú")), "två"][0]
    assert f(1) == 6


def test_an_error_in_a_lambda_shows_its_place():
    f = amaru.jit(lambda a, i: a[i])
    with pytest.raises(IndexError, match="index 5") as error:
        f(np.ones(2), 5)
    frame = error.traceback[-1]
    assert frame.name == "<lambda>" and frame.lineno + 1 == f.__wrapped__.__code__.co_firstlineno
    g = amaru.jit(lambda x: x + "a")
    with pytest.raises(TypeError) as error:
        g(1)
    assert f"{__file__}:{g.__wrapped__.__code__.co_firstlineno}:" in str(error.value)


def test_a_lambda_in_another_function():
    twice = lambda x: x * 2

    @amaru.jit
    def use(x):
        return twice(x) + 1

    assert use(4) == 9


def test_a_lambda_that_was_edited(tmp_path):
    path = tmp_path / "edited.py"
    path.write_text("f = lambda x: x + 1\n")
    scope = {}
    exec(compile(path.read_text(), str(path), "exec"), scope)
    path.write_text("f = lambda x: x + 2  # edited\n")
    with pytest.raises(amaru.SourceError, match="edited"):
        amaru.jit(scope["f"])(1)


def test_a_lambda_without_text():
    with pytest.raises(amaru.SourceError, match="is not to be had"):
        amaru.jit(eval("lambda x: x"))(1)


def test_lambdas_of_one_line_without_columns(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        "import amaru\nf = amaru.jit(lambda x: x + 1)\nprint(f(1))\n"
        "g, h = amaru.jit(lambda x: x + 1), amaru.jit(lambda x: x + 2)\n"
        "try: h(1)\nexcept amaru.SourceError as error: print(str(error).split(': ')[1])\n"
    )
    done = subprocess.run([sys.executable, "-X", "no_debug_ranges", script], capture_output=True, text=True)
    assert done.stdout == (
        "2\nthe lambdas of this line cannot be told apart, since Python runs without column positions "
        "(-X no_debug_ranges); write each on a line of its own\n"
    ), done.stderr


# --- what functions in functions see


def test_captured_values_of_every_kind():
    number, pair, name = 3, (1, 2.5), "x"

    def plain(x):
        return x * number

    @amaru.jit
    def compiled(x):
        return plain(x) + pair[0]

    @amaru.jit
    def use(x):
        return compiled(x) + pair[1], name + "y"

    assert use(2) == (9.5, "xy")
    number = 4
    assert use(2) == (11.5, "xy")


def test_a_function_that_is_defined_again():
    scope = run_text(
        """
        def step(x):
            return x + 1

        @amaru.jit
        def use(x):
            return step(x)
        """,
        name="<again 1>",
    )
    assert scope["use"](1) == 2
    run = "def step(x):\n    return x + 10\n"
    linecache.cache["<again 2>"] = (len(run), None, run.splitlines(True), "<again 2>")
    exec(compile(run, "<again 2>", "exec"), scope)
    assert scope["use"](1) == 11


# --- captured arrays

TABLE = np.arange(4.0)


@amaru.jit
def look_up(i):
    return TABLE[i]


@amaru.jit
def store(i, value):
    TABLE[i] = value


def test_an_array_is_captured_by_reference():
    assert look_up(2) == 2.0
    TABLE[2] = 7.5
    assert look_up(2) == 7.5
    store(2, 2.0)
    assert TABLE[2] == 2.0
    with pytest.raises(IndexError, match="index 9 is out of bounds for axis 0 with size 4"):
        look_up(9)


def test_a_name_that_gets_another_array():
    scope = run_text("A = np.zeros(3)\nf = amaru.jit(lambda: A[0])\ng = amaru.jit(lambda: A)\n", name="<another array>")
    f, g = scope["f"], scope["g"]
    assert f() == 0.0
    for value in range(5):
        scope["A"] = np.full(3 + value, float(value))
        assert f() == value and g() is scope["A"]
    scope["A"] = np.array([[1, 2], [3, 4]])
    assert f().tolist() == [1, 2]
    assert g() is scope["A"]
    scope["A"] = 5
    assert g() == 5


def test_an_array_that_changes_in_place():
    a = np.arange(6)
    f = amaru.jit(lambda: a.shape)
    assert f() == (6,)
    a.shape = (2, 3)
    assert f() == (2, 3)
    a.shape = (3, 2)
    assert f() == (3, 2)


def test_functions_with_the_same_code_and_other_arrays():
    def make(a):
        return amaru.jit(lambda i: a[i])

    functions = [make(np.full(3, float(k))) for k in range(5)]
    assert [f(0) for f in functions] == [0, 1, 2, 3, 4]
    results = []

    def work(f):
        results.extend(f(1) for _ in range(200))

    threads = [threading.Thread(target=work, args=(f,)) for f in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(set(results)) == [0, 1, 2, 3, 4] and len(results) == 1000


def test_arrays_of_callees_and_in_parallel_loops():
    weights = np.arange(1000.0)

    def weigh(x, i):
        return x * weights[i]

    @amaru.jit
    def total(n: int):
        s = 0.0
        for i in amaru.prange(n):
            s += weigh(2.0, i) + weights[i]
        return s

    assert total(1000) == 3 * weights.sum()


def test_a_result_shares_the_captured_array():
    a = np.arange(10.0)
    f = amaru.jit(lambda i: a[i:])
    view = f(4)
    assert view.base is a and view.tolist() == [4, 5, 6, 7, 8, 9]
    view[0] = -1.0
    assert a[4] == -1.0


def test_captured_arrays_live_as_long_as_the_function():
    def make():
        a = np.arange(10.0)
        return amaru.jit(lambda i: a[i]), weakref.ref(a)

    f, alive = make()
    assert f(3) == 3.0
    gc.collect()
    assert alive() is not None and f(4) == 4.0
    del f
    gc.collect()
    assert alive() is None


def test_a_read_only_array_is_read_and_not_written():
    table = np.arange(4.0)
    table.flags.writeable = False

    @amaru.jit
    def scaled(k):
        out = np.zeros_like(table)
        for i in range(len(table)):
            out[i] = table[i] * k
        return out

    @amaru.jit
    def write(i):
        alias = table
        alias[i] = 1.0

    assert scaled(2.0).tolist() == [0, 2, 4, 6]
    with pytest.raises(ValueError, match="assignment destination is read-only"):
        write(0)


def test_a_read_only_argument_may_shape_another():
    @amaru.jit
    def doubled(a):
        out = np.empty_like(a)
        for i in range(len(a)):
            out[i] = a[i] * 2
        return out

    a = np.arange(3.0)
    a.flags.writeable = False
    assert doubled(a).tolist() == [0, 2, 4]


def test_an_array_that_cannot_be_captured():
    swapped = np.zeros(3, ">f8")
    f = amaru.jit(lambda i: swapped[i])
    with pytest.raises(amaru.CompileError, match="`swapped` is an array of >f8, in the byte order"):
        f(1)


def test_contents_do_not_enter_the_cache_key(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        "import sys, amaru, numpy as np\nA = np.full(5, float(sys.argv[1]))\n@amaru.jit\ndef f(i):\n    return A[i]\n"
        "print(f(1), 'libamaru-compiler' in open('/proc/self/maps').read())\n"
    )
    environment = dict(os.environ, AMARU_CACHE_DIR=str(tmp_path / "cache"))
    run = lambda value: subprocess.run(
        [sys.executable, script, value], capture_output=True, text=True, check=True, env=environment
    ).stdout
    assert run("1") == "1.0 True\n"
    assert run("2") == "2.0 False\n"
