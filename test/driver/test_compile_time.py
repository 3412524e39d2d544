"""Compiling takes time in proportion to the program."""

import resource


def seconds(amaru, terms):
    """What the compiler takes for a sum of so many terms, each checked for overflow, in time of the processor."""
    expression = " + ".join(["x"] * terms)
    amaru.write("main.py", f"import sys\n\n\ndef f(x: int) -> int:\n    return {expression}\n\n\nprint(f(len(sys.argv)))\n")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    result = amaru("run", "main.py")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert result.stdout == f"{terms}\n"
    return after.ru_utime - before.ru_utime


def test_an_expression_four_times_as_long(amaru):
    # Quadratic time would make it 16 times.
    assert seconds(amaru, 12000) < 9 * seconds(amaru, 3000)
