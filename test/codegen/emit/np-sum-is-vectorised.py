# NumPy's own pairwise tree has eight lanes: one vector of 512 bits, two of 256.
# RUN: %amaru emit --stage=asm --cpu=x86-64-v3 %s | FileCheck %s --check-prefix=YMM
# RUN: %amaru emit --stage=asm --cpu=znver4 %s | FileCheck %s --check-prefix=ZMM
# YMM: numpy.reductions._pairwise
# YMM: vaddpd ({{.*}}), %ymm[[A:[0-9]+]], %ymm[[A]]
# YMM-NEXT: vaddpd 32({{.*}}), %ymm[[B:[0-9]+]], %ymm[[B]]
# ZMM: numpy.reductions._pairwise
# ZMM: vaddpd ({{.*}}), %zmm[[A:[0-9]+]], %zmm[[A]]
import numpy as np

print(np.sum(np.empty(1000)))
