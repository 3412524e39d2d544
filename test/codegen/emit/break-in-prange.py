# A `break` inside the body of a parallel loop leaves the loops around it structured.
# RUN: %amaru emit --stage=amaru %s | FileCheck %s
# CHECK: amaru.parallel_for
# CHECK-NOT: cf.{{(br|cond_br)}}
# CHECK: scf.while
# CHECK-NOT: cf.{{(br|cond_br)}}
# CHECK: scf.condition
# CHECK: scf.yield
import amaru
import numpy as np


@amaru.jit
def first_above(m, limit, out):
    for i in amaru.prange(m.shape[0]):
        out[i] = -1
        for j in range(m.shape[1]):
            if m[i, j] > limit:
                out[i] = j
                break


first_above(np.empty((3, 4)), 0.5, np.empty(3, dtype=np.int64))
