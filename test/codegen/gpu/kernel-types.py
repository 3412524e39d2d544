# Launches and what belongs to kernels, checked by their types.
#
# RUN: not %amaru check %s 2>&1 | FileCheck %s
import amaru
import numpy as np


def helper() -> int:
    return amaru.gpu.thread_id.x


@amaru.gpu.kernel
def plain(a: amaru.f64[:]):
    a[helper()] = 1.0


@amaru.gpu.kernel
def returning(a: amaru.f64[:]):
    return a[0]


@amaru.gpu.kernel
def sized(a: amaru.f64[:], n: int):
    # CHECK-DAG: :[[@LINE+1]]:29: error: TypeError: a shared array has extents of at least 1 that are known at compile time, not int [shared-shape]
    tile = amaru.gpu.shared(n, amaru.f64)
    tile[0] = a[0]


def shares():
    # CHECK-DAG: :[[@LINE+1]]:12: error: RuntimeError: `amaru.gpu.shared` is for kernels and what they call [outside-kernel]
    return amaru.gpu.shared(4, amaru.f64)


@amaru.gpu.kernel
def calls(a: amaru.f64[:]):
    a[0] = shares()[0]


a = np.zeros(32)
plain[1, 32](a)
# CHECK-DAG: :[[@LINE+1]]:1: error: TypeError: `plain` is a kernel, which is launched: `plain[grid, block](…)` [kernel-call]
plain(a)
# CHECK-DAG: :[[@LINE+1]]:7: error: TypeError: a launch names its grid and its block, each an int or a tuple of one to three, not one part [launch-shape]
plain[32](a)
# CHECK-DAG: :[[@LINE+1]]:7: error: TypeError: a launch names its grid and its block, each an int or a tuple of one to three, not float [launch-shape]
plain[1.5, 32](a)
# CHECK-DAG: :[[@LINE+1]]:1: error: TypeError: a kernel returns nothing, and `returning` returns f64 [kernel-result]
returning[1, 32](a)
sized[1, 32](a, 5)
calls[1, 32](a)
# CHECK-DAG: :[[@LINE+1]]:1: error: RuntimeError: `helper` is for kernels and what they call [outside-kernel]
helper()
# CHECK-DAG: :[[@LINE+1]]:1: error: RuntimeError: `amaru.gpu.barrier` is for kernels and what they call [outside-kernel]
amaru.gpu.barrier()
