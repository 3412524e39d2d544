#!/usr/bin/env python3
"""Compares NumPy's functions, compiled, with NumPy: random dtypes, ranks, layouts and values, every bit of the results.

    run.py [--cases N] [--seed S] [-k NAME] [-j N] [--calls N] [--only SEED]

Without `--cases` one row of table.py is compared for each of some functions (what the suite does). A campaign of N cases takes expressions at
random. One compiled function is called with many arguments; each call is a case. A difference is printed with the seed that
makes it again: `run.py -k NAME --only SEED`.
"""

import argparse
import importlib.util
import json
import os
import random
import sys
import tempfile
import time
import warnings

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, HERE)
build = os.environ.get("AMARU_BUILD", os.path.join(ROOT, "build", "dev"))
sys.path[1:1] = [os.path.join(build, "python"), os.path.join(ROOT, "python")]

import compare
import numpy as np
from arguments import Signature
from table import TABLE

# How many functions the suite compares; a campaign takes all.
SHARE = 220
# Jobs that one child process runs: a crash ends the child alone, and names the job.
CHUNK = 20


def jobs_of(options):
    """Pairs (row, seed): a row of each of some functions, or rows at random until there are enough cases."""
    rows = [row for row, call in enumerate(TABLE) if options.k in call.name]
    if options.only is not None:
        return [(row, options.only) for row in rows]
    rng = random.Random(options.seed)
    if not options.cases:
        of_name = {}
        for row in rows:
            of_name.setdefault(TABLE[row].name, []).append(row)
        chosen = sorted(rng.sample(sorted(of_name), min(SHARE, len(of_name))))
        return [(rng.choice(of_name[name]), options.seed) for name in chosen]
    return [(rng.choice(rows), rng.randrange(10**9)) for _ in range(-(-options.cases // options.calls))]


def source(expression, names):
    *before, result = [part.strip() for part in expression.split(";")]
    lines = [*before, f"return {result}"]
    return "import numpy as np\n\n\ndef f(" + ", ".join(names) + "):\n" + "".join(f"    {line}\n" for line in lines)


def load(folder, text):
    path = os.path.join(folder, f"case_{abs(hash(text))}.py")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    spec = importlib.util.spec_from_file_location("case", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.f


def outcome(function, arguments):
    """What a call gives: (value, None) or (None, exception)."""
    try:
        return function(*arguments), None
    except Exception as error:  # noqa: BLE001
        return None, error


def run_job(job, folder, calls):
    """Compares one expression with one signature; returns (cases, differences)."""
    import amaru

    row, seed = job
    call = TABLE[row]
    rng = random.Random(f"{row} {seed}")
    expression = call.expressions[rng.randrange(len(call.expressions))]
    signature = Signature(rng, call, expression)
    plain = load(folder, source(expression, signature.names))
    compiled = amaru.jit(plain)
    found = []
    for number in range(calls):
        arguments = signature.arguments(rng)
        want, want_error = outcome(plain, arguments)
        got, got_error = outcome(compiled, arguments)
        if want_error or got_error:
            same = want_error and got_error and compare.error_name(want_error) == compare.error_name(got_error)
            said = None if same else f"{describe(got_error)} for {describe(want_error)}"
        else:
            truth = outcome(plain, [compare.wide(x) for x in arguments])[0] if call.ulps else None
            said = compare.difference(got, want, call, truth)
        if said:
            shapes = ", ".join(f"{n}: {getattr(x, 'shape', x)}" for n, x in zip(signature.names, arguments))
            found.append(f"{call.name}: {expression} [{signature}] with {shapes}: {said} (row {row}, --only {seed})")
            break
    return number + 1, found


def describe(error):
    if error is None:
        return "no exception"
    return f"{type(error).__name__}({' '.join(str(error).split())[:150]})"


def run_chunk(chunk, folder, calls, write):
    """In the child: announces each job before it runs, then what came of it, a line each."""
    import amaru  # noqa: F401

    np.seterr(all="ignore")
    warnings.simplefilter("ignore")
    with os.fdopen(write, "w") as out:
        for job in chunk:
            print(json.dumps(job), file=out, flush=True)
            print(json.dumps(run_job(job, folder, calls)), file=out, flush=True)


def start(chunk, folder, calls):
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        status = 1
        try:
            run_chunk(chunk, folder, calls, write)
            status = 0
        finally:
            sys.stderr.flush()
            os._exit(status)
    os.close(write)
    return child, read


def finish(child, read, chunk):
    """The cases and differences of a child's jobs, and the jobs that a crash left undone."""
    with os.fdopen(read) as lines:
        told = [json.loads(line) for line in lines]
    _, status = os.waitpid(child, 0)
    results = told[1::2]
    if status == 0:
        return results, []
    row, seed = chunk[len(results)]
    said = f"{TABLE[row].name}: the process ended with status {status} (row {row}, --only {seed})"
    return [*results, (1, [said])], chunk[len(results) + 1 :]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--cases", type=int, default=0, help="how many cases to compare; one row of some functions if not given")
    parser.add_argument("--calls", type=int, default=12, help="calls of one compiled function")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="the seed of one job")
    parser.add_argument("-k", default=os.environ.get("AMARU_TEST_FILTER", ""), help="only functions whose name contains this")
    parser.add_argument("-j", type=int, default=2, help="processes at a time")
    options = parser.parse_args()
    jobs = jobs_of(options)
    begin = time.monotonic()
    cases, differences = 0, []
    os.environ["PYTHONHASHSEED"] = "0"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["AMARU_CACHE_DIR"] = os.path.join(folder, "cache")
        waiting = [jobs[at : at + CHUNK] for at in range(0, len(jobs), CHUNK)]
        running = []
        while waiting or running:
            while waiting and len(running) < options.j:
                chunk = waiting.pop(0)
                running.append((*start(chunk, folder, options.calls), chunk))
            child, read, chunk = running.pop(0)
            results, left = finish(child, read, chunk)
            if left:
                waiting.insert(0, left)
            for count, found in results:
                cases += count
                differences += found
                for text in found:
                    print("FAIL", text, flush=True)
    print(f"{cases} cases of {len(jobs)} signatures, {len(differences)} differences in {time.monotonic() - begin:.1f} s")
    if "AMARU_TEST_RESULT_FILE" in os.environ:
        failed = [f"conformance: {text}" for text in differences]
        with open(os.environ["AMARU_TEST_RESULT_FILE"], "w") as file:
            json.dump({"passed": len(jobs) - len(failed), "failed": failed, "skipped": []}, file)
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
