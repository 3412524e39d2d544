# A parallel loop becomes a kernel: one iteration a thread, arrays as pointers to global memory, contraction on.
# RUN: %amaru emit --stage=ptx --target=sm_90 %s | FileCheck %s
# CHECK: .target sm_90
# CHECK: .visible .entry saxpy
# CHECK: mov.u32 {{.*}} %ctaid.x
# CHECK: ld.global
# CHECK: fma.rn.f64
# CHECK: st.global
import amaru
import numpy as np


@amaru.jit
def saxpy(a, x, y):
    for i in amaru.prange(x.shape[0]):
        y[i] = a * x[i] + y[i]


saxpy(2.5, np.empty(1000), np.empty(1000))
