# A call through a function argument is direct, and is inlined: the loop adds in its own body.
# RUN: %amaru emit --stage=asm --cpu=x86-64-v3 %s | FileCheck %s
# CHECK-NOT: lambda
# CHECK: vadds
# CHECK-NOT: lambda
import numpy as np


def fill(f, a, b):
    for i in range(len(a)):
        b[i] = f(a[i])


def run(n, k):
    a = np.ones(n)
    b = np.zeros(n)
    fill(lambda x: x + k, a, b)
    return b


print(run(1000, 2.0))
