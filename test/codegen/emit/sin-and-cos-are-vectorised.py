# The hot loop of a textbook Box-Muller transform, its checks on, is vector code: sine and cosine share their reduction and
# series, and libm is called only behind a test that no lane is left out.
# RUN: %amaru emit --stage=asm --cpu=x86-64-v3 %s | FileCheck %s --check-prefix=AVX2
# RUN: %amaru emit --stage=asm --cpu=znver4 %s | FileCheck %s --check-prefix=AVX512
# RUN: %amaru emit --stage=asm --cpu=x86-64-v2 %s | FileCheck %s --check-prefix=SSE
# AVX2: vfmadd{{.*}}%ymm
# AVX2-NOT: {{call.* (sin|cos|log)@}}
# AVX512: vfmadd{{.*}}%zmm
# AVX512-NOT: {{call.* (sin|cos|log)@}}
# SSE-NOT: fmadd
# SSE: {{call.* (sin|cos|log)@}}
import math

import numpy as np


def box_muller(u, v, x, y):
    for i in range(u.shape[0]):
        r = math.sqrt(-2.0 * math.log(u[i]))
        x[i] = r * math.cos(2.0 * math.pi * v[i])
        y[i] = r * math.sin(2.0 * math.pi * v[i])


box_muller(np.full(1000, 0.5), np.full(1000, 0.25), np.empty(1000), np.empty(1000))
