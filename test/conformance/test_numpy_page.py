"""docs/language/numpy.md says what is there."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import coverage


def test_page_is_up_to_date():
    with open(coverage.PAGE, encoding="utf-8") as file:
        assert file.read() == coverage.page(), "write it again: test/conformance/coverage.py --write"
