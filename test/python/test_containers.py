"""Lists to and from `@amaru.jit`, dictionaries and sets from it: they are copied."""

import os
import resource

import amaru
import numpy as np
import pytest

build = os.environ.get("AMARU_BUILD")
if build and not os.path.exists(os.path.join(build, "lib", "libamaru-compiler.so")):
    pytest.skip("this build has no compiler", allow_module_level=True)


@amaru.jit
def identity(x):
    return x


@pytest.mark.parametrize(
    "value",
    [
        [1, 2, 3],
        [1.5],
        [True, False],
        ["a", "två"],
        [1j, 2 + 3j],
        [(1, 2.5), (3, 4.5)],
        [(1, True, 2.5), (2, False, 0.5)],
        [("a", 1), ("b", 2)],
        [[1], [2, 3], []],
        [[[1.0]]],
        [[("a", [1])]],
        [np.float32(1.5)],
        [np.int8(3), np.int8(-1)],
        [],
        [[]],
        (1, [2, 3]),
    ],
    ids=repr,
)
def test_lists_come_back_as_they_went_in(value):
    result = identity(value)
    assert repr(result) == repr(value)
    assert result is not value


@amaru.jit
def total(values: list[float]) -> float:
    return sum(values)


def test_elements_are_converted_as_annotated():
    assert repr([total([1, 2, 3]), total([1.5, 2]), total([])]) == "[6.0, 3.5, 0.0]"


@amaru.jit("float(list[float], int)")
def element(a, i):
    return a[i]


def test_signatures_name_lists():
    assert element.signatures == ["float(list[float], int)"]
    assert repr(element([1, 2], 1)) == "2.0"
    with pytest.raises(IndexError, match="list index out of range"):
        element([1.0], 5)


@amaru.jit
def grow(a):
    a.append(1)
    return a


def test_a_list_that_is_changed_is_refused():
    with pytest.raises(TypeError, match=r"grow\(\) changes its argument 'a', and lists are copied"):
        grow([1])


def derive(a):
    b = a[:]
    b.append(5)
    c = list(a)
    c.sort(reverse=True)
    d = [x * 2 for x in a]
    d[0] = 7
    e = a + [1]
    e.pop()
    return b, sorted(a), c, d, e, {x: x * x for x in a}, {x % 2 for x in a}, {(x, 1): [x] for x in a}


def test_copies_may_be_changed():
    assert amaru.jit(derive)([3, 1, 2]) == derive([3, 1, 2])


@amaru.jit
def with_holes():
    d = {1: "a", 2: "b", 3: "c"}
    del d[2]
    s = {1, 2, 3}
    s.remove(1)
    return d, s, [], {}, set()


def test_dictionaries_and_sets_come_back():
    assert repr(with_holes()) == "({1: 'a', 3: 'c'}, {2, 3}, [], {}, set())"


@amaru.jit
def arrays(n):
    return [np.arange(6).reshape(2, 3).T for i in range(n)], {i: np.ones((2, i)) for i in range(2)}


def test_arrays_come_back_in_lists():
    rows, table = arrays(2)
    assert repr(rows) == repr([np.arange(6).reshape(2, 3).T] * 2)
    assert repr(table) == repr({i: np.ones((2, i)) for i in range(2)})


@pytest.mark.parametrize(
    "value, error, message",
    [
        ([1, "a"], TypeError, "no type in common: element 1 is a str"),
        ([1, True], TypeError, "no type in common: element 1 is a bool"),
        ([None], TypeError, "holds a NoneType"),
        ([np.ones(2)], TypeError, "holds a numpy.ndarray"),
        ({1: 2}, TypeError, "is a dict"),
        ([2**70], OverflowError, "64 bits"),
        ([("a", "b", "c", "d", "e")], TypeError, "larger than 32 bytes"),
    ],
    ids=repr,
)
def test_what_cannot_be_passed(value, error, message):
    with pytest.raises(error, match=message):
        identity(value)


def test_a_list_that_holds_itself():
    loop = [1]
    loop[0] = loop
    with pytest.raises(TypeError, match="too deep"):
        identity(loop)


@amaru.jit
def shout(a):
    return [s.upper() for s in a] + a


def test_nothing_is_left_behind():
    def calls():
        for _ in range(2000):
            shout(["x" * 100, "y" * 200])
            identity([[("a" * 50, [1.0] * 10)]])
            with_holes()
            arrays(3)

    calls()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    calls()
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 1000
