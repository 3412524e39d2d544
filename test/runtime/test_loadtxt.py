"""loadtxt equals np.loadtxt with ndmin=2 and dtype float64, in values and in errors."""

import ctypes as c
import warnings

import numpy as np
import pytest


def load(rt, path, delimiter=None, comments="#", skiprows=0, max_rows=None):
    rows, columns = c.c_int64(), c.c_int64()
    name = rt.str(str(path))
    owner = rt.loadtxt(name, ord(delimiter) if delimiter else 0, ord(comments), skiprows,
                       -1 if max_rows is None else max_rows, c.byref(rows), c.byref(columns))
    rt.release(name)
    if not owner:
        rt.throw()
    shape = rows.value, columns.value
    data = c.string_at(owner + 64, rows.value * columns.value * 8)
    rt.release(owner)
    return np.frombuffer(data).reshape(shape)


def same(rt, outcome, path, **options):
    def reference():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return np.loadtxt(path, ndmin=2, **options)

    expected = outcome(reference)
    got = outcome(lambda: load(rt, path, **options))
    if isinstance(expected, tuple):
        assert got == expected
    else:
        assert got.shape == expected.shape
        assert got.tobytes() == expected.tobytes()


TEXTS = ["1 2 3\n4 5\n", "1 2\n3 abc\n", "", "# c\n\n1 2 # x\n\n3 4", "1,2\n3,\n", "1 2\n3 4 5\n", "1_0 2", "0x1p3 2",
         "inf -inf", "1 2 \n 3 4\t\n", "\n\n", "1d5 2", "1,2,\n", "+1 -inf", " 1 , 2 \n", "1\x0c2", "1 2\r\n3 4\r\n", "1 2\r3 4",
         "1 infinity", "1 1e400", "1 (2)", "é 1", "1\n", "  \n1 2", "1,2\n \n3,4\n", "#1\n#2\n", "1 2#\n#\n3 4", ",", "1,,2",
         "'1' 2", "1e5 1E-5 .5 5.", "--1", "1-2", "nan", "1\n2\n3\n4\n5\n", "a\nb\n1 2\n3 4\n"]


@pytest.mark.parametrize("text", TEXTS)
def test_texts(rt, outcome, tmp_path, text):
    path = tmp_path / "t.txt"
    path.write_bytes(text.encode())
    for options in [{}, {"delimiter": ","}, {"skiprows": 1}, {"skiprows": 2}, {"max_rows": 1}, {"max_rows": 3}]:
        same(rt, outcome, path, **options)


def test_random_numbers(rt, outcome, tmp_path):
    random = np.random.default_rng(5)
    table = random.standard_normal((2000, 7)) * 10.0 ** random.integers(-30, 30, (2000, 7))
    for index, form in enumerate(["%.18e", "%g", "%.3f", "%.17g", "%r"]):
        path = tmp_path / f"{index}.csv"
        np.savetxt(path, table, fmt=form.replace("%r", "%.25e"), delimiter=",")
        same(rt, outcome, path, delimiter=",")
        np.savetxt(path, table, fmt=form.replace("%r", "%.25e"))
        same(rt, outcome, path)


def test_missing_file_and_folder(rt, outcome, tmp_path):
    same(rt, outcome, str(tmp_path / "no" / "such.txt"))
    same(rt, outcome, str(tmp_path))
