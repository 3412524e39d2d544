"""The lit suite: files with RUN lines under test/, run with the tools of the build folder.

Substitutions: %amaru, %amaru-opt, %python, %source (the repository). FileCheck, not, count and split-file are on PATH.
Features, for REQUIRES lines: gpu (a device is there), ptxas (the checker of NVIDIA assembly), cpython (with NumPy).
"""

import os
import subprocess
import sys

sys.path.insert(0, os.path.join(config.amaru_source, "utils"))
from cuda_toolkit import find_toolkit  # noqa: E402
from run_lines import FilesWithRunLines  # noqa: E402

config.name = "amaru"
config.test_format = FilesWithRunLines(execute_external=False)
config.suffixes = [".mlir", ".py", ".amaru", ".test"]
config.excludes = ["e2e", "examples", "unit", "Inputs", "lit.cfg.py", "run.py"]
config.test_source_root = os.path.join(config.amaru_source, "test")
config.test_exec_root = os.path.join(config.amaru_build, "test")

tools = os.path.join(config.amaru_build, "bin")
config.environment["PATH"] = os.pathsep.join([tools, config.llvm_tools, os.environ["PATH"]])
config.environment["PYTHONPATH"] = os.pathsep.join(
    [os.path.join(config.amaru_build, "python"), os.path.join(config.amaru_source, "python")]
)
# Entries of the user's cache must not reach a test.
config.environment["AMARU_CACHE_DIR"] = os.path.join(config.test_exec_root, "cache")

# The longer name first: substitutions are plain text.
config.substitutions += [
    ("%amaru-opt", os.path.join(tools, "amaru-opt")),
    ("%amaru", os.path.join(tools, "amaru")),
    ("%python", config.python),
    ("%source", config.amaru_source),
]


def has_numpy():
    return subprocess.run([config.python, "-c", "import numpy"], capture_output=True).returncode == 0


if os.path.exists("/dev/nvidiactl") or os.path.exists("/dev/kfd"):
    config.available_features.add("gpu")
if find_toolkit():
    config.available_features.add("ptxas")
    config.environment["CUDA_HOME"] = find_toolkit()
if has_numpy():
    config.available_features.add("cpython")
