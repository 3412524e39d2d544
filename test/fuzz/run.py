#!/usr/bin/env python3
"""Runs the fuzzers: as a test with a fixed seed and a fixed number of inputs, or for a given time.

    run.py [--build FOLDER] [--seconds N --keep FOLDER] [--runs N]

The inputs that they start from are cut from the repository's own Python files. With --seconds each fuzzer runs that
long with a new seed and keeps what it learnt, and what it found, in the folder of --keep. A test counts for each fuzzer.
"""

import argparse
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FUZZERS = ("lexer", "parser", "check")
MAX_BYTES = 2000


def seeds():
    """Pieces of files, whole lines each; the cases of the error corpus one by one."""
    for path in sorted(glob.glob(os.path.join(ROOT, "test", "parser", "errors", "*.py"))):
        with open(path, "rb") as file:
            yield from (re.sub(rb"(?m)^# (\d+|differs):.*\n", b"", case) for case in file.read().split(b"# ----\n"))
    for folder in ("stdlib", "examples", "test/e2e"):
        for path in sorted(glob.glob(os.path.join(ROOT, folder, "**", "*.py"), recursive=True)):
            piece = b""
            with open(path, "rb") as file:
                for line in file:
                    piece += line
                    if len(piece) > MAX_BYTES:
                        yield piece
                        piece = b""
            yield piece


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--build", default=os.environ.get("AMARU_BUILD") or os.path.join(ROOT, "build", "dev"))
    options.add_argument("--seconds", type=int, help="how long each fuzzer runs; the seed is then a new one each time")
    options.add_argument("--runs", type=int, default=4000, help="how many inputs each fuzzer tries as a test")
    options.add_argument("--keep", help="where inputs are kept")
    options = options.parse_args()
    wanted = os.environ.get("AMARU_TEST_FILTER", "")
    passed, failed = 0, []
    with tempfile.TemporaryDirectory() as folder:
        start = os.path.join(folder, "seeds")
        os.mkdir(start)
        for number, seed in enumerate(seeds()):
            with open(os.path.join(start, f"{number:04}"), "wb") as file:
                file.write(seed)
        for name in FUZZERS:
            if wanted not in f"fuzz {name}":
                continue
            kept = os.path.join(options.keep or folder, name)
            os.makedirs(kept, exist_ok=True)
            # Without -entropic=0 the choice of inputs depends on the time that they take.
            fixed = [f"-runs={options.runs}", "-seed=1", "-entropic=0"]
            limits = [f"-max_total_time={options.seconds}"] if options.seconds else fixed
            command = [os.path.join(options.build, "bin", f"amaru-fuzz-{name}"), *limits, "-max_len=4096", "-timeout=60",
                       "-rss_limit_mb=4000", "-print_final_stats=1", f"-artifact_prefix={os.path.dirname(kept)}/found-{name}-",
                       kept, start]
            run = subprocess.run(command, capture_output=True, text=True, errors="replace")
            if run.returncode:
                failed.append(f"fuzz {name}")
                print(run.stderr[-6000:], flush=True)
            else:
                passed += 1
                count = re.search(r"number_of_executed_units: (\d+)", run.stderr)[1]
                print(f"{name}: {count} inputs", flush=True)
    if result := os.environ.get("AMARU_TEST_RESULT_FILE"):
        with open(result, "w") as file:
            json.dump({"passed": passed, "failed": failed, "skipped": []}, file)
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
