# What a kernel cannot contain is shown where the program says it; `--function` compiles what one function reaches.
#
# RUN: not %amaru emit --stage=ptx %s 2>&1 | FileCheck %s
# RUN: %amaru emit --stage=ptx --function='total(f64[:])' %s 2>&1 | FileCheck %s --check-prefix=ONE
# RUN: not %amaru emit --stage=ptx --function='factorial(int)' %s 2>&1 | FileCheck %s --check-prefix=NONE
# RUN: not %amaru emit --stage=ptx --target=sm_9 %s 2>&1 | FileCheck %s --check-prefix=CHIP
import amaru
import numpy as np


def factorial(n: int) -> int:
    if n < 2:
        return 1
    return n * factorial(n - 1)


@amaru.jit
def busy(a: amaru.f64[:], n: int):
    for i in amaru.prange(len(a)):
        t = np.zeros(3)
        print(a[i])
        a[i] = t[0] + factorial(n)


@amaru.jit
def total(a: amaru.f64[:]) -> float:
    s = 0.0
    for i in amaru.prange(len(a)):
        s += a[i]
    return s


busy(np.ones(3), 3)
print(total(np.ones(3)))

# CHECK: :20:13: error: an allocation in a parallel loop cannot run on a GPU [not-on-gpu]
# CHECK: :21:9: error: output in a parallel loop cannot run on a GPU [not-on-gpu]
# CHECK: :14:16: error: recursion in a parallel loop cannot run on a GPU [not-on-gpu]
# ONE-NOT: error:
# ONE: .entry total_0(
# NONE: amaru: nothing that is called has a parallel loop
# CHIP: amaru: unknown target sm_9
