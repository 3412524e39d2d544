"""How the tests of the command line call it: each in a folder of its own, with a cache of its own."""

import os
import subprocess
import textwrap

import pytest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.environ.get("AMARU_BUILD") or os.path.join(ROOT, "build", "dev")
AMARU = os.path.join(BUILD, "bin", "amaru")


class Shell:
    """A folder with the user's files in it."""

    def __init__(self, folder):
        self.folder = folder
        self.processes = []
        self.environment = dict(os.environ, AMARU_CACHE_DIR=str(folder / "cache"), TMPDIR=str(folder))

    def write(self, name, text):
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else textwrap.dedent(text).encode())
        return str(path)

    def start(self, *arguments, **options):
        environment = dict(self.environment, **options.pop("environment", {}))
        process = subprocess.Popen(
            [AMARU, *arguments],
            cwd=self.folder,
            env=environment,
            text=True,
            stdin=options.pop("stdin", subprocess.DEVNULL),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            **options,
        )
        self.processes.append(process)
        return process

    def __call__(self, *arguments, input=None, **options):
        """The finished process: its `returncode`, `stdout` and `stderr`. `input`: a text for its stdin."""
        if input is not None:
            options["stdin"] = subprocess.PIPE
        process = self.start(*arguments, **options)
        output, errors = process.communicate(input, timeout=120)
        return subprocess.CompletedProcess(arguments, process.returncode, output, errors)

    def entries(self):
        """When each compiled program in the cache was written."""
        return {path.name: path.stat().st_mtime_ns for path in (self.folder / "cache").glob("*.so")}


@pytest.fixture
def amaru(tmp_path):
    shell = Shell(tmp_path)
    yield shell
    for process in shell.processes:
        if process.poll() is None:
            process.kill()
            process.communicate()
