"""One peer in a process of its own, driven by bench/run.py over a pipe: a request a line, an answer a line, both JSON.

    {"do": "open", "kernel": "saxpy", "size": 1000}    -> {"ok": true, "setting": "fastmath"}: compiled and run once
    {"do": "time"}                                     -> {"seconds": 0.012}
    {"do": "result", "path": "x.npy"}                  -> {"ok": true}: the result of the last run, written to that file
    {"do": "about"}                                    -> {"version": "…"}

An answer {"missing": "…"} says why the peer cannot take part.
"""

import ctypes
import importlib.util
import json
import os
import subprocess
import sys
import time

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))


def load(kernel, name):
    path = os.path.join(HERE, "kernels", kernel, name + ".py")
    if not os.path.exists(path):
        return None
    spec = importlib.util.spec_from_file_location(f"{kernel}_{name}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Missing(Exception):
    """The peer cannot run this kernel, for the reason in the message."""


class Amaru:
    """The loops under @amaru.jit, with its default settings: checked, IEEE."""

    def about(self):
        import amaru

        return {"version": amaru.__version__}

    def variants(self, kernel, threads):
        yield "defaults", lambda: load(kernel, "amaru_").run


class Numba:
    """The loops under @njit; the fastest of its settings whose result is right."""

    def about(self):
        import numba

        return {"version": numba.__version__}

    def variants(self, kernel, threads):
        try:
            import numba
        except ImportError as error:
            raise Missing("Numba is not installed") from error
        for fastmath in (False, True):
            for parallel in (False, True) if threads > 1 else (False,):
                options = {"fastmath": fastmath, "parallel": parallel, "error_model": "numpy"}
                name = ", ".join(["njit"] + [key for key in ("fastmath", "parallel") if options[key]])
                jit = numba.njit(**options)
                yield name, lambda jit=jit: load(kernel, "loops").make(jit, numba.prange)


class NumPy:
    """Array expressions."""

    def about(self):
        return {"version": np.__version__}

    def variants(self, kernel, threads):
        module = load(kernel, "numpy_")
        if module is None:
            raise Missing("no array expression for it")
        yield "array expressions", lambda: module.run


class CPython:
    """The same loops, interpreted; measured on a smaller size and scaled by the work in it."""

    def about(self):
        return {"version": sys.version.split()[0]}

    def variants(self, kernel, threads):
        yield "interpreted", lambda: load(kernel, "loops").make(lambda function: function, range)


class Clang:
    """The same loops in C."""

    compiler = "clang-22"

    def about(self):
        try:
            return {"version": subprocess.check_output([self.compiler, "--version"], text=True).split("\n")[0]}
        except OSError as error:
            raise Missing(f"{self.compiler} is not installed") from error

    def variants(self, kernel, threads):
        settings = ["-O3 -march=native"]
        if threads > 1:
            settings.append("-O3 -march=native -fopenmp")
        for setting in settings:
            yield setting, lambda setting=setting: self.build(kernel, setting)

    def build(self, kernel, setting):
        library = os.path.join(os.environ["AMARU_BENCH_BUILD"], f"{kernel}{setting.replace(' ', '')}.so")
        source = os.path.join(HERE, "kernels", kernel, "kernel.c")
        flags = [*setting.split(), "-Wno-unknown-pragmas", "-shared", "-fPIC"]
        try:
            subprocess.run([self.compiler, *flags, source, "-o", library, "-lm"], check=True, capture_output=True)
        except OSError as error:
            raise Missing(f"{self.compiler} is not installed") from error
        except subprocess.CalledProcessError as error:
            raise Missing(error.stderr.decode().strip().split("\n")[-1]) from error
        return self.bind(library, load(kernel, "spec"))

    @staticmethod
    def bind(library, spec):
        function = ctypes.CDLL(library).run
        function.restype = None

        def argument(value):
            if isinstance(value, np.ndarray):
                return ctypes.c_void_p(value.ctypes.data)
            if isinstance(value, np.float32):
                return ctypes.c_float(value)
            return ctypes.c_double(value) if isinstance(value, float) else ctypes.c_int64(value)

        return lambda d: function(*[argument(d[name]) for name in spec.C_ARGUMENTS])


PEERS = {"Amaru": Amaru, "Numba": Numba, "NumPy": NumPy, "CPython": CPython, "clang": Clang}


def difference(spec, got, want):
    """How far a result is off, in the measure of the kernel's tolerance."""
    if getattr(spec, "COMPARE", "") == "share":
        return float(np.mean(got != want))
    scale = float(np.max(np.abs(want)))
    return float(np.max(np.abs(got.astype(np.float64) - want))) / (scale or 1.0)


class Worker:
    def __init__(self, peer, threads):
        self.name, self.peer, self.threads = peer, PEERS[peer](), threads

    def timed(self):
        reset = getattr(self.spec, "reset", None)
        if reset:
            reset(self.data)
        start = time.perf_counter()
        self.run(self.data)
        return time.perf_counter() - start

    def open(self, request):
        """Compiles every setting, drops those with a wrong result, keeps the fastest."""
        kernel, size = request["kernel"], request["size"]
        self.spec = load(kernel, "spec")
        reason = getattr(self.spec, "WITHOUT", {}).get(self.name)
        if reason:
            raise Missing(reason)
        self.data = self.spec.data(size)
        want = np.load(request["reference"]).astype(np.float64) if request.get("reference") else None
        best, dropped = None, []
        for setting, make in self.peer.variants(kernel, self.threads):
            try:
                self.run = make()
                self.timed()
            except Missing as error:
                dropped.append(f"{setting}: {error}")
                continue
            except Exception as error:  # A peer may fail in any way; the table shall say how.
                text = str(error).strip().split("\n")
                dropped.append(f"{setting}: {type(error).__name__}: {text[0] if text else ''}")
                continue
            if want is not None:
                off = difference(self.spec, self.data["out"], want)
                if not off <= self.spec.TOLERANCE:
                    dropped.append(f"{setting}: wrong by {off:.3g}")
                    continue
            seconds = min(self.timed() for _ in range(3))
            if best is None or seconds < best[0]:
                best = (seconds, setting, self.run)
        if best is None:
            raise Missing("; ".join(dropped) or "no setting works")
        self.run = best[2]
        return {"ok": True, "setting": best[1], "dropped": dropped, "seconds": best[0]}

    def answer(self, request):
        if request["do"] == "open":
            return self.open(request)
        if request["do"] == "time":
            return {"seconds": self.timed()}
        if request["do"] == "result":
            np.save(request["path"], self.data["out"])
            return {"ok": True}
        return self.peer.about()


def main():
    # What a peer prints must not end up among the answers.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    worker = Worker(sys.argv[1], int(sys.argv[2]))
    for line in sys.stdin:
        try:
            answer = worker.answer(json.loads(line))
        except (Missing, ImportError) as error:
            answer = {"missing": str(error)}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
