"""str operations equal CPython's."""

import ctypes as c

from values import floats, ints

TEXTS = ["", "a", "ab", "hello world", "éàü", "a😀b", "\ud800x", "日本語テキスト", "0123456789" * 3]


def test_slices_and_indices(rt, rng, outcome):
    bounds = [-(2**63), *range(-8, 9), 2**62, -(2**62)]
    for text in TEXTS:
        string = rt.str(text)
        assert rt.str_length(string) == len(text)
        for index in (*range(-12, 12), 2**63 - 1, -(2**63) + 1):
            assert outcome(lambda: rt.text(rt.str_index(string, index))) == outcome(lambda: text[index])
        for _ in range(600):
            start, stop = rng.choice(bounds), rng.choice(bounds)
            step = rng.choice([1, 1, 2, 3, -1, -2, -3, 2**62, -(2**63), 0])
            expected = outcome(lambda: text[None if start == -(2**63) else start:None if stop == -(2**63) else stop:step])
            assert outcome(lambda: rt.text(rt.str_slice(string, start, stop, step))) == expected
        rt.release(string)


def test_pairs(rt):
    for a in TEXTS:
        for b in TEXTS:
            x, y = rt.str(a), rt.str(b)
            assert rt.text(rt.str_concat(x, y)) == a + b
            assert rt.str_equal(x, y) == (a == b)
            assert rt.str_compare(x, y) == (a > b) - (a < b)
            assert rt.str_contains(x, y) == (a in b)
            assert (rt.str_hash(x) == rt.str_hash(y)) == (a == b)
            rt.release(x)
            rt.release(y)


def test_join_and_repeat(rt):
    strings = [rt.str(text) for text in TEXTS]
    array = (c.c_void_p * len(strings))(*strings)
    assert rt.text(rt.str_join(array, len(strings))) == "".join(TEXTS)
    for string, text in zip(strings, TEXTS):
        for count in (-1, 0, 1, 3):
            assert rt.text(rt.str_repeat(string, count)) == text * count
        rt.release(string)


def test_code_points(rt, outcome):
    for value in (0, 65, 0x7F, 0x80, 0x7FF, 0x800, 0xD800, 0xFFFF, 0x10000, 0x10FFFF, 0x110000, -1):
        assert outcome(lambda: rt.text(rt.str_from_code_point(value))) == outcome(chr, value)
    for text in TEXTS:
        string = rt.str(text)
        assert outcome(lambda: rt.checked(rt.str_to_code_point, string)) == outcome(ord, text)
        rt.release(string)


INT_TEXTS = ["", " ", "1", "-1", "+5", " 12 ", "1_000", "1__0", "_1", "1_", "0x1f", "0X1F", "0b101", "0o17", "017", "00", "0_0",
             "abc", "1.5", "9223372036854775807", "-9223372036854775808", "--1", "+ 1", "zz", "0x", "0x_1", "1e5", "\u20037\n"]


def test_int_of_text(rt, rng, outcome):
    for text in [*INT_TEXTS, *map(str, ints(rng, 500))]:
        for base in (10, 0, 16, 2, 8, 36, 1, 37):
            string = rt.str(text)
            got = outcome(lambda: rt.checked(rt.str_to_int, string, base))
            expected = outcome(int, text, base)
            if isinstance(expected, int) and not -(2**63) <= expected < 2**63:
                assert got[0] == "OverflowError"
            else:
                assert got == expected, (text, base)
            rt.release(string)


FLOAT_TEXTS = ["", ".", "1", "1.", ".5", "-.5e-3", "1e5", "1E+5", "e5", "1e", "1e+", "inf", "-Infinity", "NaN", "nan(1)", "infx",
               "1_0.5", "1__0", "_1", "1_.5", "0x1p3", " 2.5\t", "1e400", "-1e400", "1e-400", "1e99999999999", "+-1", "--1", "1 2",
               "179769313486231580793728971405301e277", "2.4703282292062327208e-324", "9007199254740993", "9007199254740992.5",
               "0.1e1_0", "1d5", "0" * 400 + "1", "0." + "0" * 400 + "1e400"]


def test_float_of_text(rt, rng, outcome):
    texts = [*FLOAT_TEXTS]
    for value in floats(rng, 30_000):
        texts.append(rng.choice([repr, "{:.3e}".format, "{:.18e}".format, "{:.25g}".format, "{:.19g}".format])(value))
    for text in texts:
        string = rt.str(text)
        got = outcome(lambda: repr(rt.checked(rt.str_to_float, string, result=c.c_double)))
        assert got == outcome(lambda: repr(float(text))), text
        rt.release(string)
