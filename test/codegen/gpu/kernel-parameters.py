# A parallel loop is a kernel: numbers and pointers come in, one thread runs one iteration, and the product and the sum
# are one fma. The loop's bounds are tested once, at the entry; the last site is the checked copy's.
#
# RUN: %amaru build %s --emit=ptx --target=sm_90 -o - | FileCheck %s
# RUN: %amaru emit --stage=ptx --target=sm_80 %s | FileCheck %s --check-prefix=SM80
import amaru
import numpy as np


@amaru.jit
def saxpy(a: amaru.f32, x: amaru.f32[:], y: amaru.f32[:]):
    for i in amaru.prange(len(x)):
        y[i] = a * x[i] + y[i]


saxpy(2.0, np.ones(8, dtype=np.float32), np.ones(8, dtype=np.float32))

# SM80: .target sm_80
# CHECK: // kernel saxpy_0(argument 0; argument 1: data, 1 size; argument 2: data, 1 size; error slot)
# CHECK: // site 0: IndexError: index {0} is out of bounds for axis {1} with size {2} ({{.*}}kernel-parameters.py:13)
# CHECK: .target sm_90
# CHECK: .visible .entry saxpy_0(
# CHECK-NEXT: .param .f32 saxpy_0_param_0
# CHECK-NEXT: .param .u64 .ptr .global {{.*}}saxpy_0_param_1
# CHECK-NEXT: .param .u64 saxpy_0_param_2
# CHECK-NEXT: .param .u64 .ptr .global {{.*}}saxpy_0_param_3
# CHECK-NEXT: .param .u64 saxpy_0_param_4
# CHECK-NEXT: .param .u64 .ptr .global {{.*}}saxpy_0_param_5
# CHECK: .maxntid 256
# CHECK: mul.wide.u32
# CHECK: atom{{.*}}.cas.b64
# CHECK-DAG: ld.global.b32
# CHECK-DAG: ld.global.b32
# CHECK: fma.rn.f32
# CHECK-NEXT: st.global.b32
# CHECK-NOT: call
