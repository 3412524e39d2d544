# The kernels of a program run on the CPU, with the program's own output and the traceback of the lowest failing iteration.
# Without a driver, asking for a GPU is one line.
#
# RUN: %amaru run --target=gpu-sim %source/examples/02_saxpy.py 1000 > %t.sim
# RUN: %amaru run %source/examples/02_saxpy.py 1000 > %t.cpu
# RUN: cmp %t.sim %t.cpu
# RUN: not %amaru run --target=gpu-sim %s 2>&1 | FileCheck %s
# RUN: not %amaru build --target=gpu-sim %s -o %t.none 2>&1 | FileCheck %s --check-prefix=BUILD
import amaru
import numpy as np


@amaru.jit
def gather(a: amaru.i64[:], at: amaru.i64[:], low: int, high: int):
    for i in amaru.prange(low, high):
        a[i] = a[i] + at[at[i]]


a = np.zeros(3000, dtype=np.int64)
at = np.ones(3000, dtype=np.int64)
gather(a, at, 5, 700)
gather(a, at, 700, 5)
print(a[4], a[5], a[699], a[700])
at[2000] = 5000
at[1500] = 3000
gather(a, at, 0, 3000)

# CHECK: 0 1 1 0
# CHECK: Traceback (most recent call last):
# CHECK-NEXT: File {{.*}}, line 26, in <module>
# CHECK-NEXT: gather(a, at, 0, 3000)
# CHECK-NEXT: File {{.*}}, line 16, in gather
# CHECK-NEXT: a[i] = a[i] + at[at[i]]
# CHECK: IndexError: index 3000 is out of bounds for axis 0 with size 3000
# BUILD: amaru: --target=gpu-sim is for `amaru run`
