"""Trees equal CPython's over the standard library of the interpreter that runs the tests."""

import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
BUILD = os.environ.get("AMARU_BUILD", os.path.join(ROOT, "build"))


def compare(*options):
    command = [sys.executable, os.path.join(HERE, "corpus.py"), os.path.join(BUILD, "bin", "amaru-parse-main"), *options]
    run = subprocess.run(command, capture_output=True, text=True)
    print(run.stdout)
    assert run.returncode == 0, run.stdout


def test_trees_equal_cpythons():
    compare()


def test_as_amaru_they_are_the_same():
    compare("--suffix", ".amaru", "--limit", "150")
