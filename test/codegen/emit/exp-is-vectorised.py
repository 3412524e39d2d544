# exp and log are computed in place, in the widest vectors of the CPU; without a fused multiply-add libm is called.
# RUN: %amaru emit --stage=asm --cpu=x86-64-v3 %s | FileCheck %s --check-prefix=AVX2
# RUN: %amaru emit --stage=asm --cpu=znver4 %s | FileCheck %s --check-prefix=AVX512
# RUN: %amaru emit --stage=asm --cpu=x86-64-v2 %s | FileCheck %s --check-prefix=SSE
# AVX2-NOT: {{call.* (exp|log)}}
# AVX2: vfmadd{{.*}}%ymm
# AVX2: vdivpd {{.*}}%ymm
# AVX2-NOT: {{call.* (exp|log)}}
# AVX512-NOT: {{call.* (exp|log)}}
# AVX512: vfmadd{{.*}}%zmm
# AVX512: vdivpd {{.*}}%zmm
# AVX512-NOT: {{call.* (exp|log)}}
# SSE-NOT: fmadd
# SSE-DAG: {{call.* exp@}}
# SSE-DAG: {{call.* log@}}
import numpy as np


def transform(a, x, y):
    for i in range(x.shape[0]):
        y[i] = a * np.exp(x[i]) + np.log(y[i])


x = np.empty(1000)
y = np.empty(1000)
transform(2.5, x, y)
