#!/usr/bin/env python3
"""Runs the kernels of libraries that use Numba with Amaru in Numba's place, and compares with Numba.

    run.py --build FOLDER --work FOLDER [--write FILE] [LIBRARY…]

WORK holds a venv with the libraries of requirements.txt, and what harvest.py saw. --write puts the table into a file. The
exit code is 1 where a function answers neither as Numba nor as CPython does.
"""

import argparse
import collections
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
COLUMNS = ("equal", "as NumPy's", "different", "not compiled", "not imported", "not called")


def venv(work):
    """The Python with the libraries, installed on the first call."""
    python = os.path.join(work, "venv", "bin", "python")
    done = os.path.join(work, "venv", "installed")
    with open(os.path.join(HERE, "requirements.txt")) as file:
        wanted = file.read()
    if not os.path.exists(done) or open(done).read() != wanted:
        subprocess.run([sys.executable, "-m", "venv", os.path.join(work, "venv")], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "-r", os.path.join(HERE, "requirements.txt")], check=True)
        with open(done, "w") as file:
            file.write(wanted)
    return python


def outcomes(python, options, library):
    """What came of each function: (name, outcome, words)."""
    harvest = os.path.join(options.work, library + ".pickle")
    program = os.path.join(HERE, "programs", library + ".py")
    if not os.path.exists(harvest):
        subprocess.run([python, os.path.join(HERE, "harvest.py"), program, harvest], check=True)
    environment = dict(os.environ, PYTHONPATH=os.path.join(options.build, "python"))
    run = subprocess.run([python, os.path.join(HERE, "replay.py"), library, harvest], env=environment, capture_output=True, text=True)
    if run.returncode:
        raise SystemExit(f"{library}: replay.py ended with {run.returncode}\n{run.stderr[-2000:]}")
    found = re.findall(rf"(?ms)^({library}[.\w]*\.\S+): (equal|as NumPy's|different|not \w+)(?:: (.*?))?(?=\n{library}[.:]|\Z)", run.stdout)
    return [(name, outcome, reason(words)) for name, outcome, words in found]


def reason(words):
    """The first message of an error, without the place."""
    told = re.search(r"error: (.*)", words)
    return re.sub(r"\s+", " ", told[1] if told else words.split("\n")[0])[:160]


def table(found):
    lines = ["| library | " + " | ".join(COLUMNS) + " |", "|---" * (len(COLUMNS) + 1) + "|"]
    for library, functions in found.items():
        counts = collections.Counter(outcome for _, outcome, _ in functions)
        lines.append(f"| {library} | " + " | ".join(str(counts[column]) for column in COLUMNS) + " |")
    lines += ["", "Why the others do not:", ""]
    reasons = collections.Counter(
        words.replace("|", "\\|") for functions in found.values() for _, outcome, words in functions if words and outcome != "not called"
    )
    lines += [f"- {count} × {words}" for words, count in sorted(reasons.items(), key=lambda item: (-item[1], item[0]))]
    return "\n".join(lines) + "\n"


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--build", required=True)
    options.add_argument("--work", required=True)
    options.add_argument("--write")
    options.add_argument("libraries", nargs="*")
    options = options.parse_args()
    os.makedirs(options.work, exist_ok=True)
    python = venv(options.work)
    names = options.libraries or sorted(name[:-3] for name in os.listdir(os.path.join(HERE, "programs")) if name.endswith(".py"))
    found = {}
    for library in names:
        found[library] = outcomes(python, options, library)
        for name, outcome, words in found[library]:
            print(f"{name}: {outcome}{': ' * bool(words)}{words}", flush=True)
    text = table(found)
    print(text)
    if options.write:
        with open(options.write, "w") as file:
            file.write(text)
    sys.exit(any(outcome == "different" for functions in found.values() for _, outcome, _ in functions))


if __name__ == "__main__":
    main()
