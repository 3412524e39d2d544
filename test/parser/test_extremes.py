"""Texts that nobody writes, in moderate sizes; `./dev soak` takes the large ones."""

import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
BUILD = os.environ.get("AMARU_BUILD", os.path.join(os.path.dirname(os.path.dirname(HERE)), "build"))


def test_extreme_texts():
    parser = os.path.join(BUILD, "bin", "amaru-parse-main")
    command = [sys.executable, os.path.join(HERE, "extremes.py"), "--quick", "--parser", parser]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout
