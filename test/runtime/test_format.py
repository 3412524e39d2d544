"""format(value, spec) equals CPython's, in result and in error."""

import itertools

from values import floats, ints


def random_spec(rng, types):
    return "".join((
        rng.choice(["", "", "<", ">", "^", "=", "*<", "é>", "0^", "x=", "😀^"]),
        rng.choice(["", "", "", "+", "-", " "]),
        rng.choice(["", "", "", "", "z"]),
        rng.choice(["", "", "", "#"]),
        rng.choice(["", "", "", "0"]),
        rng.choice(["", "", "1", "7", "12", "30"]),
        rng.choice(["", "", "", ",", "_"]),
        rng.choice(["", "", ".0", ".1", ".3", ".7", ".17", ".40"]),
        rng.choice(types),
    ))


def check(rt, outcome, function, argument, value, spec):
    data = spec.encode()
    got = outcome(lambda: rt.text(function(argument, data, len(data))))
    assert got == outcome(format, value, spec), (value, spec)


def test_float(rt, rng, outcome):
    for value in floats(rng, 40_000):
        check(rt, outcome, rt.format_float, value, value, random_spec(rng, ["", "", *"eEfFgGn%", "d"]))


def test_int(rt, rng, outcome):
    for value in ints(rng, 25_000):
        check(rt, outcome, rt.format_int, value, value, random_spec(rng, ["", *"bcdoxXneEfFgG%s"]))


def test_integer_with_integer_types_only(rt, rng, outcome):
    for value in ints(rng, 20_000):
        spec = random_spec(rng, ["", *"bdoxX"]).replace("z", "")
        spec = spec.split(".")[0]
        check(rt, outcome, rt.format_int, value, value, spec)
        check(rt, outcome, rt.format_uint, value, value % 2**64, spec)


def test_code_point(rt, outcome):
    for value in [0, 65, 0xE9, 0x1F600, 0x10FFFF, 0x110000, -1]:
        for spec in ["c", "5c", "<5c", "^5c", "05c", "+c", "#c", ",c", "_c", ".1c"]:
            check(rt, outcome, rt.format_int, value, value, spec)


def test_bool(rt, rng, outcome):
    for value in (True, False):
        for _ in range(500):
            check(rt, outcome, rt.format_bool, value, value, random_spec(rng, ["", *"bcdoxXnef%s"]))


def test_str(rt, rng, outcome):
    for text in ["", "a", "hello", "éà😀", "x" * 50]:
        string = rt.str(text)
        for _ in range(1000):
            check(rt, outcome, rt.format_str, string, text, random_spec(rng, ["", "s", "d"]))
        rt.release(string)


def test_malformed(rt, outcome):
    pieces = ["", ".", "z", "#", "0", "5", ",", "_", "q", "\x01", "é", "99999999999999999999", "=", "<<", ".2147483648", "{"]
    for spec in map("".join, itertools.product(pieces, repeat=2)):
        check(rt, outcome, rt.format_int, 42, 42, spec)
        check(rt, outcome, rt.format_float, 1.5, 1.5, spec)


def test_long_precision(rt, outcome):
    for value in [0.1, 1e300, 5e-324, 1.5, 123456.789]:
        for spec in [".400f", ".1200e", ".900g", "#.900g", ".2000f", ".1100%"]:
            check(rt, outcome, rt.format_float, value, value, spec)
