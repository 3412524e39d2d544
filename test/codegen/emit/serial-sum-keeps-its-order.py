# `s += a[i]` is a chain of scalar additions: reassociating it would change the answer.
# RUN: %amaru emit --stage=asm --cpu=znver4 %s | FileCheck %s
# CHECK: vaddsd
# CHECK-NOT: vaddpd
import numpy as np


def total(a):
    s = 0.0
    for i in range(len(a)):
        s += a[i]
    return s


print(total(np.empty(1000)))
