# The sum of a parallel loop is not added from left to right, so the lanes of vectors add up in parallel, four at once.
# RUN: %amaru emit --stage=asm --cpu=x86-64-v3 %s | FileCheck %s --check-prefix=YMM
# RUN: %amaru emit --stage=asm --cpu=znver4 %s | FileCheck %s --check-prefix=ZMM
# YMM: vaddpd {{.*}}%ymm
# YMM: vaddpd {{.*}}%ymm
# YMM: vaddpd {{.*}}%ymm
# YMM: vaddpd {{.*}}%ymm
# ZMM: vaddpd {{.*}}%zmm
# ZMM: vaddpd {{.*}}%zmm
# ZMM: vaddpd {{.*}}%zmm
# ZMM: vaddpd {{.*}}%zmm
import amaru
import numpy as np


@amaru.jit
def total(x: amaru.f64[:]):
    s = 0.0
    for i in amaru.prange(x.shape[0]):
        s += x[i]
    return s


print(total(np.empty(1000)))
