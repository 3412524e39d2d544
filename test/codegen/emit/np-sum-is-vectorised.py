# NumPy's own pairwise tree has eight lanes, which are added in vectors.
# RUN: %amaru emit --stage=asm --cpu=x86-64-v3 %s | FileCheck %s
# RUN: %amaru emit --stage=asm --cpu=znver4 %s | FileCheck %s
# CHECK: numpy.reductions._pairwise
# CHECK: vaddpd
# CHECK: vaddpd
import numpy as np

print(np.sum(np.empty(1000)))
