# With fastmath a dot product is summed in vectors, product and sum in one instruction; without it in Python's order.
# RUN: %amaru emit --stage=asm --cpu=znver4 --fastmath %s | FileCheck %s --check-prefix=FAST
# RUN: %amaru emit --stage=asm --cpu=znver4 --fastmath=reassoc,contract %s | FileCheck %s --check-prefix=FAST
# RUN: %amaru emit --stage=asm --cpu=znver4 --fastmath=nnan %s | FileCheck %s --check-prefix=STRICT
# RUN: %amaru emit --stage=asm --cpu=znver4 %s | FileCheck %s --check-prefix=STRICT
# FAST: vfmadd{{[0-9]+}}pd
# STRICT: vaddsd
# STRICT-NOT: {{vaddpd|vfmadd}}
import numpy as np


def dot(a, b):
    s = 0.0
    for i in range(len(a)):
        s += a[i] * b[i]
    return s


print(dot(np.empty(1000), np.empty(1000)))
