# A loop over whole arrays has no check left in it and runs in the widest vectors of the CPU, without contraction.
# RUN: %amaru emit --stage=asm --cpu=x86-64-v3 %s | FileCheck %s --check-prefix=AVX2
# RUN: %amaru emit --stage=asm --cpu=znver4 %s | FileCheck %s --check-prefix=AVX512
# AVX2: vmulpd {{.*}}%ymm
# AVX2: vaddpd {{.*}}%ymm
# AVX2-NOT: vfmadd
# AVX512: vmulpd {{.*}}%zmm
# AVX512: vaddpd {{.*}}%zmm
# AVX512-NOT: vfmadd
import numpy as np


def saxpy(a, x, y):
    for i in range(x.shape[0]):
        y[i] = a * x[i] + y[i]


x = np.empty(1000)
y = np.empty(1000)
saxpy(2.5, x, y)
