# Elementary functions come from NVIDIA's libdevice, whose absence matters only to those who use them. Roots are instructions.
#
# RUN: env CUDA_HOME=%t.none not %amaru emit --stage=ptx --function='waves(f64[:])' %s 2>&1 | FileCheck %s --check-prefix=NONE
# RUN: env CUDA_HOME=%t.none %amaru emit --stage=ptx --function='roots(f64[:], f32[:])' %s | FileCheck %s
import amaru
import numpy as np


@amaru.jit
def waves(a: amaru.f64[:]):
    for i in amaru.prange(len(a)):
        a[i] = np.sin(a[i])


@amaru.jit
def roots(a: amaru.f64[:], b: amaru.f32[:]):
    for i in amaru.prange(len(a)):
        a[i] = np.sqrt(a[i])
    for i in amaru.prange(len(b)):
        b[i] = np.sqrt(b[i]) / b[i]


# NONE: amaru: elementary functions need `libdevice.10.bc` of the CUDA toolkit, which is not at `{{.*}}/libdevice.10.bc`
# CHECK: .entry roots_0(
# CHECK: sqrt.rn.f64
# CHECK: .entry roots_1(
# CHECK: sqrt.rn.f32
# CHECK: div.rn.f32
