# tanh and erf are computed in place, without a branch, and powers but for a rare one.
# RUN: %amaru emit --stage=asm --cpu=x86-64-v3 %s | FileCheck %s --check-prefix=AVX2
# RUN: %amaru emit --stage=asm --cpu=znver4 %s | FileCheck %s --check-prefix=AVX512
# AVX2-NOT: {{call.* (tanh|erf|pow)@}}
# AVX2: vfmadd{{.*}}%ymm
# AVX2: vdivpd {{.*}}%ymm
# AVX2-NOT: {{call.* (tanh|erf|pow)@}}
# AVX512-NOT: {{call.* (tanh|erf|pow)@}}
# AVX512: vfmadd{{.*}}%zmm
# AVX512: vdivpd {{.*}}%zmm
# AVX512-NOT: {{call.* (tanh|erf|pow)@}}
import math

import numpy as np


def transform(x, y):
    for i in range(x.shape[0]):
        y[i] = math.erf(x[i]) + np.tanh(y[i]) + np.power(x[i], y[i])


x = np.empty(1000)
y = np.empty(1000)
transform(x, y)
