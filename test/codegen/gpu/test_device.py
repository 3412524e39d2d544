"""`--target=gpu` launches the kernels through libcuda. Here that is Inputs/fake_cuda.c, which executes their PTX, so that
programs give the answers and the errors that they give on the CPU."""

import os
import shutil
import subprocess
import sys

import pytest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
AMARU = os.path.join(os.environ.get("AMARU_BUILD", os.path.join(ROOT, "build", "dev")), "bin", "amaru")
INPUTS = os.path.join(ROOT, "test", "codegen", "gpu", "Inputs")


@pytest.fixture(scope="module")
def driver(tmp_path_factory):
    """The folder of a libcuda.so.1."""
    folder = tmp_path_factory.mktemp("driver")
    compiler = shutil.which("clang-22") or shutil.which("cc")
    source = os.path.join(INPUTS, "fake_cuda.c")
    subprocess.run([compiler, "-O1", "-shared", "-fPIC", source, "-o", folder / "libcuda.so.1"], check=True)
    return folder


@pytest.fixture
def gpu(driver, tmp_path):
    """Runs a program on the fake device, with more variables of the environment."""

    def run(path, *args, **variables):
        environment = dict(
            os.environ,
            LD_LIBRARY_PATH=str(driver),
            FAKE_CUDA_DIR=str(tmp_path),
            FAKE_CUDA_RUN=f"{sys.executable} {os.path.join(INPUTS, 'run_ptx.py')}",
            **variables,
        )
        command = [AMARU, "run", "--target=gpu", str(path), *args]
        return subprocess.run(command, capture_output=True, text=True, env=environment)

    return run


def cpu(path, *args):
    return subprocess.run([AMARU, "run", str(path), *args], capture_output=True, text=True)


@pytest.mark.parametrize(
    "name", ["Inputs/kernels/grid.py", "Inputs/kernels/sum.py 300", "Inputs/kernels/matmul.py", "Inputs/sum.py"]
)
def test_answers(gpu, name):
    file, *args = name.split()
    path = os.path.join(ROOT, "test", "codegen", "gpu", file)
    device, host = gpu(path, *args), cpu(path, *args)
    assert (device.stdout, device.stderr, device.returncode) == (host.stdout, host.stderr, 0)


@pytest.mark.parametrize("example", ["02_saxpy.py 700", "04_matmul.py 9"])
def test_examples(gpu, example):
    name, *args = example.split()
    path = os.path.join(ROOT, "examples", name)
    device, host = gpu(path, *args), cpu(path, *args)
    assert (device.stdout, device.stderr, device.returncode) == (host.stdout, host.stderr, 0)


VIEWS = """
@amaru.jit
def shift(a: amaru.f64[:], b: amaru.f64[:], k: float):
    for i in amaru.prange(len(a)):
        b[i] = a[i] * k


@amaru.jit
def count(flags: amaru.bool_[:], on: bool, out: amaru.f32[:, :]):
    for i in amaru.prange(len(flags)):
        flags[i] = on
        out[i, 1] += np.float32(i)


a = np.empty(40)
for i in range(40):
    a[i] = i
# Two parts of one array, one of them backwards; the part in between stays.
shift(a[9::-1], a[20:30], 2.0)
print(a)
flags = np.zeros(5, dtype=np.bool_)
out = np.zeros((5, 3), dtype=np.float32)
count(flags, True, out)
count(flags[:0], False, out)
print(flags, out)
"""


def test_parts_of_arrays(gpu, program):
    path = program(VIEWS)
    device, host = gpu(path), cpu(path)
    assert (device.stdout, device.stderr, device.returncode) == (host.stdout, host.stderr, 0)


ERRORS = {
    "index": """
@amaru.jit
def gather(a: amaru.f64[:], at: amaru.i64[:]):
    for i in amaru.prange(len(at)):
        at[i] = int(a[at[i]]) + at[i]


at = np.zeros(9, dtype=np.int64)
at[4] = -7
at[3] = 40
gather(np.ones(5), at)
""",
    "overflow": """
@amaru.jit
def grow(a: amaru.i64[:], k: int):
    for i in amaru.prange(len(a)):
        a[i] = k * i


grow(np.zeros(9, dtype=np.int64), 1 << 61)
""",
    "division": """
@amaru.jit
def divide(a: amaru.i64[:], k: int):
    for i in amaru.prange(len(a)):
        a[i] = k // (i - 3)


divide(np.zeros(9, dtype=np.int64), 5)
""",
    "kernel": """
@amaru.gpu.kernel
def scatter(a: amaru.i64[:, :]):
    t = amaru.gpu.block_id.x * amaru.gpu.block_dim.x + amaru.gpu.thread_id.x
    amaru.gpu.barrier()
    a[1, t] = t


def run(a):
    scatter[2, 4](a)


run(np.zeros((2, 6), dtype=np.int64))
""",
}


@pytest.mark.parametrize("name", ERRORS)
def test_an_exception_arrives_as_on_the_cpu(gpu, program, name):
    path = program("print('before')\n" + ERRORS[name])
    device, host = gpu(path), cpu(path)
    assert host.returncode == 1 and "Error: " in host.stderr
    assert (device.stdout, device.stderr, device.returncode) == (host.stdout, host.stderr, 1)


SIMPLE = """
@amaru.jit
def double(a: amaru.f64[:]):
    for i in amaru.prange(len(a)):
        a[i] = 2.0 * a[i]


print("before")
a = np.ones(300)
double(a)
print(a[299])
"""


@pytest.mark.parametrize(
    "variables, message",
    [
        ({"FAKE_CUDA_FAIL": "cuInit=100"}, "the NVIDIA driver does not start: no CUDA-capable device is detected"),
        ({"FAKE_CUDA_DEVICES": "0"}, "there is no GPU that the NVIDIA driver knows"),
        ({"FAKE_CUDA_BYTES": "1000"}, "the GPU has no room for 2400 bytes of the arrays of `double_0`: out of memory"),
        ({"FAKE_CUDA_FAIL": "cuModuleLoadData=218"}, "the GPU does not take the program's kernels: another error"),
        ({"FAKE_CUDA_FAIL": "cuLaunchKernel=1"}, "`double_0` cannot be launched: another error"),
        ({"FAKE_CUDA_FAIL": "cuCtxSynchronize=719"}, "`double_0` did not end well on the GPU: unspecified launch failure"),
    ],
)
def test_what_goes_wrong_is_one_sentence(gpu, program, variables, message):
    done = gpu(program(SIMPLE), **variables)
    assert (done.returncode, done.stdout, done.stderr) == (1, "before\n", f"amaru: {message}\n")


def test_only_what_is_written_comes_back(gpu, tmp_path):
    done = gpu(os.path.join(ROOT, "examples", "02_saxpy.py"), "10")
    assert done.returncode == 0
    calls = (tmp_path / "log").read_text().split()
    # x, y and the error slot go; y and the error slot come back.
    assert calls.count("cuMemcpyHtoD_v2") == 3 and calls.count("cuMemcpyDtoH_v2") == 2
    assert calls.count("cuMemAlloc_v2") == calls.count("cuMemFree_v2") == 3


def test_times(gpu, program, tmp_path):
    gpu(program(SIMPLE), AMARU_GPU_TIMES=str(tmp_path / "times"))
    assert (tmp_path / "times").read_text() == "double_0\t0.250000\tPaper Tiger 1\n"


def test_the_benchmark_checks_its_answers(driver, tmp_path):
    environment = dict(
        os.environ,
        LD_LIBRARY_PATH=str(driver),
        FAKE_CUDA_DIR=str(tmp_path),
        FAKE_CUDA_RUN=f"{sys.executable} {os.path.join(INPUTS, 'run_ptx.py')}",
    )
    command = [sys.executable, os.path.join(ROOT, "bench/gpu/run.py"), "--amaru", AMARU, "--small"]
    done = subprocess.run(
        [*command, "--output", str(tmp_path / "RESULTS.md")], capture_output=True, text=True, env=environment
    )
    assert done.stderr == "" and done.returncode == 0
    text = (tmp_path / "RESULTS.md").read_text()
    assert "Device: Paper Tiger 1." in text
    assert all(f"| {name} |" in text for name in ("saxpy", "mandelbrot", "matmul", "sum"))


@pytest.mark.skipif(os.path.exists("/dev/nvidiactl"), reason="there is a driver")
def test_without_a_driver(program):
    environment = {name: value for name, value in os.environ.items() if name != "LD_LIBRARY_PATH"}
    command = [AMARU, "run", "--target=gpu", program(SIMPLE)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "amaru: there is no NVIDIA driver here (libcuda.so.1 is not found)\n"
