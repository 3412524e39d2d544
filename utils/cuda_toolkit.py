"""Where NVIDIA's toolkit is: what the environment names, the usual folder, or the packages that ./dev pins."""

import glob
import os
import shutil

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def candidates():
    for variable in ("CUDA_HOME", "CUDA_ROOT", "CUDA_PATH"):
        if os.environ.get(variable):
            yield os.environ[variable]
    on_path = shutil.which("ptxas")
    if on_path:
        yield os.path.dirname(os.path.dirname(os.path.realpath(on_path)))
    yield "/usr/local/cuda"
    yield from sorted(glob.glob(os.path.join(ROOT, "build/venv/lib/python*/site-packages/nvidia/cu*")))


def find_toolkit():
    """The first folder with `bin/ptxas` in it; None if there is none."""
    return next((folder for folder in candidates() if os.access(os.path.join(folder, "bin/ptxas"), os.X_OK)), None)
