"""What the runners of whole programs share: running one in each way, and telling how two runs differ."""

import concurrent.futures
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SECONDS = 300
FRAME = re.compile(r'^  File "(.*)", line (\d+)')


@dataclass
class Outcome:
    """What a run of a program showed."""

    stdout: str
    exit_code: int
    stderr: str
    program: str

    @property
    def exception(self):
        """The last line of stderr, `Class: message`; empty for a program that ended well."""
        lines = self.stderr.rstrip("\n").splitlines()
        return lines[-1] if self.exit_code and lines else ""

    @property
    def exception_class(self):
        return self.exception.split(":")[0]

    @property
    def chain(self):
        """The lines between the tracebacks of an exception and of what led to it, and the exceptions themselves."""
        lines = self.stderr.splitlines()
        links = ("During handling of", "The above exception")
        ends = [i - 2 for i, line in enumerate(lines) if line.startswith(links)]
        return [lines[i] for i in sorted([*ends, *(end + 2 for end in ends)])]

    @property
    def frames(self):
        """The lines of the traceback's frames that lie in the program, outermost first."""
        found = []
        for line in self.stderr.splitlines():
            match = FRAME.match(line)
            if match and os.path.basename(match[1]) == os.path.basename(self.program):
                found.append(int(match[2]))
        return found


def execute(command, path, args, **environment):
    """Runs a program with nothing of the caller's own settings, and an empty stdin."""
    env = {k: v for k, v in os.environ.items() if not k.startswith("AMARU_") and k != "PYTHONPATH"}
    env.update(PYTHONDONTWRITEBYTECODE="1", PYTHONIOENCODING="utf-8", **environment)
    try:
        done = subprocess.run(
            [*command, path, *args], capture_output=True, env=env, timeout=SECONDS, stdin=subprocess.DEVNULL, cwd=ROOT
        )
    except subprocess.TimeoutExpired:
        return Outcome("", -1, f"no end after {SECONDS} seconds", path)
    return Outcome(
        done.stdout.decode("utf-8", "replace"), done.returncode, done.stderr.decode("utf-8", "replace"), path
    )


def run_cpython(path, args):
    """The reference: plain CPython, with the pure-Python meaning of every decorator and type."""
    return execute([sys.executable], path, args, AMARU_DISABLE_JIT="1", PYTHONPATH=os.path.join(ROOT, "python"))


def run_compiled(path, args, options, uses_jit):
    """Pairs (way, outcome) of the compiled ways: `jit` where the extension is built, then `cold` and `cached`."""
    if options.extension and uses_jit:
        with tempfile.TemporaryDirectory() as cache:
            yield "jit", execute([sys.executable], path, args, PYTHONPATH=options.extension, AMARU_CACHE_DIR=cache)
    if not options.cpython_only:
        command = [options.amaru, "run"] + ([f"--target={options.target}"] if options.target else [])
        with tempfile.TemporaryDirectory() as cache:
            for way in ("cold", "cached"):
                yield way, execute(command, path, args, AMARU_CACHE_DIR=cache)


def first_difference(want, got):
    want_lines, got_lines = want.splitlines(), got.splitlines()
    for number, (a, b) in enumerate(zip(want_lines, got_lines), 1):
        if a != b:
            yield f"stdout line {number}: `{b}`, expected `{a}`"
            return
    if len(want_lines) != len(got_lines):
        yield f"stdout has {len(got_lines)} lines, expected {len(want_lines)}"
    else:
        yield "stdout differs in its last line's end"


def find_extension():
    """The PYTHONPATH with which CPython finds the compiled extension; none while it is not built."""
    build = os.environ.get("AMARU_BUILD", os.path.join(ROOT, "build", "dev"))
    path = os.pathsep.join([os.path.join(build, "python"), os.path.join(ROOT, "python")])
    probe = subprocess.run(
        [sys.executable, "-c", "import amaru._amaru"], env=dict(os.environ, PYTHONPATH=path), capture_output=True
    )
    return path if probe.returncode == 0 else None


def add_options(parser):
    """The options that both runners have."""
    parser.add_argument("--amaru", default=os.path.join(ROOT, "build", "dev", "bin", "amaru"), help="the compiler")
    parser.add_argument(
        "-k", default=os.environ.get("AMARU_TEST_FILTER", ""), help="only programs whose name contains this"
    )
    parser.add_argument("-j", type=int, default=2, help="programs at a time")
    parser.add_argument("--target", default="", help="what amaru compiles for")
    parser.add_argument("--quiet", action="store_true", help="print failures only")
    parser.add_argument(
        "--cpython-only", action="store_true", help="check that the programs run under CPython, without a compiler"
    )


def run_all(suite, names, run, options):
    """Runs `run(name)`, which lists its failures, for each name; prints, counts, and returns the exit status."""
    start = time.monotonic()
    failed = []
    with concurrent.futures.ThreadPoolExecutor(options.j) as pool:
        for name, failures in zip(names, pool.map(run, names)):
            if failures:
                failed.append(f"{suite}: {name}")
            if failures or not options.quiet:
                print(
                    f"{'FAIL' if failures else 'ok  '} {name}",
                    *(f"\n    {text}" for text in failures),
                    sep="",
                    flush=True,
                )
    if not options.quiet:
        ways = (
            "cpython"
            if options.cpython_only
            else "cpython, jit, cold, cached"
            if options.extension
            else "cpython, cold, cached (no extension: jit not run)"
        )
        print(f"{len(names) - len(failed)} of {len(names)} programs agree in {time.monotonic() - start:.1f} s: {ways}")
    if "AMARU_TEST_RESULT_FILE" in os.environ:
        with open(os.environ["AMARU_TEST_RESULT_FILE"], "w") as file:
            json.dump({"passed": len(names) - len(failed), "failed": failed, "skipped": []}, file)
    return 1 if failed else 0


def parse_options(parser):
    options = parser.parse_args()
    if not options.cpython_only and not os.path.exists(options.amaru):
        sys.exit(f"there is no compiler at {options.amaru}")
    options.extension = None if options.cpython_only else find_extension()
    return options
