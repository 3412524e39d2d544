"""Trees equal CPython's over a part of the standard library; AMARU_FULL_CORPUS=1 takes all of it (two minutes)."""

import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
BUILD = os.environ.get("AMARU_BUILD", os.path.join(ROOT, "build"))


def test_trees_equal_cpythons():
    limit = [] if os.environ.get("AMARU_FULL_CORPUS") else ["--limit", "120"]
    command = [sys.executable, os.path.join(HERE, "corpus.py"), os.path.join(BUILD, "bin", "amaru-parse-main"), *limit]
    run = subprocess.run(command, capture_output=True, text=True)
    print(run.stdout)
    assert run.returncode == 0, run.stdout
