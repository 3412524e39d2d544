"""What a wheel holds, made from the build at hand: the compiler, the runtime, the stdlib, the command."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.environ.get("AMARU_BUILD")
if not BUILD or not os.path.exists(os.path.join(BUILD, "lib", "libamaru-compiler.so")):
    pytest.skip("this build has no compiler", allow_module_level=True)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A folder that holds what a wheel holds (pyproject.toml: the Python files, and the install component `python`)."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(os.path.join(ROOT, "python", "amaru"), folder / "amaru", ignore=shutil.ignore_patterns("__pycache__"))
    subprocess.run(
        ["cmake", "--install", BUILD, "--prefix", folder, "--component", "python"], check=True, stdout=subprocess.DEVNULL
    )
    return folder


def run(site, arguments, **environment):
    environment = {"HOME": str(site), "PATH": "/usr/bin:/bin", "PYTHONPATH": str(site), **environment}
    return subprocess.run(arguments, capture_output=True, text=True, env=environment, cwd=site, timeout=120)


def test_everything_is_there(site):
    for name in [
        "amaru/__init__.py", "amaru/py.typed", "amaru/compat/numba.py", "amaru/bin/amaru", "amaru/lib/libamaru-rt.so",
        "amaru/lib/libamaru-compiler.so", "amaru/lib/amaru.build-id", "amaru/lib/amaru/stdlib/math.py",
    ]:  # fmt: skip
        assert (site / name).is_file(), name
    assert list((site / "amaru").glob("_amaru*.so"))
    assert python_files(site / "amaru" / "lib" / "amaru" / "stdlib") == python_files(Path(ROOT, "stdlib"))


def python_files(folder):
    return {path.relative_to(folder) for path in folder.rglob("*.py")}


def test_the_command_runs(site):
    (site / "hello.py").write_text("import math\nprint('hello', math.sqrt(16.0))\n")
    done = run(site, [str(site / "amaru/bin/amaru"), "run", "hello.py"])
    assert (done.stdout, done.stderr, done.returncode) == ("hello 4.0\n", "", 0)


def test_the_package_compiles(site):
    (site / "program.py").write_text(
        "import amaru, numpy as np\n@amaru.jit\ndef total(a):\n    return a.sum()\nprint(total(np.ones(5)), amaru.__file__)\n"
    )
    done = run(site, [sys.executable, "program.py"])
    assert done.stdout == f"5.0 {site}/amaru/__init__.py\n", done.stderr
