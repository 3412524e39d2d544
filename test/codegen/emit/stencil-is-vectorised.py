# The subscripts of a stencil are proved from the loops' bounds, so nothing stands between the vector loads.
# RUN: %amaru emit --stage=loops %s | FileCheck %s --check-prefix=LOOPS
# RUN: %amaru emit --stage=asm --cpu=x86-64-v3 %s | FileCheck %s --check-prefix=AVX2
# RUN: %amaru emit --stage=asm --cpu=znver4 %s | FileCheck %s --check-prefix=AVX512
# LOOPS-LABEL: func.func private @"__main__.stencil
# LOOPS: scf.if
# LOOPS: scf.for
# LOOPS-NOT: amaru.check_index
# LOOPS-NOT: amaru.add
# LOOPS: amaru.store
# AVX2: vaddpd {{.*}}%ymm
# AVX2: vmulpd {{.*}}%ymm
# AVX512: vaddpd {{.*}}%zmm
# AVX512: vmulpd {{.*}}%zmm
import numpy as np


def stencil(u, v):
    n, m = u.shape
    for i in range(1, n - 1):
        for j in range(1, m - 1):
            v[i, j] = 0.25 * (u[i - 1, j] + u[i + 1, j] + u[i, j - 1] + u[i, j + 1])


u = np.empty((100, 100))
v = np.empty((100, 100))
stencil(u, v)
