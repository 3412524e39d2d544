# What is wrong with a kernel or a launch is said before anything runs, at its place.
#
# RUN: not %amaru check %s 2>&1 | FileCheck %s
import amaru
import numpy as np


@amaru.gpu.kernel
def half(a: amaru.f64[:]):
    t = amaru.gpu.thread_id.x
    if t < 16:
        a[t] = 1.0
        # CHECK: :[[@LINE+1]]:9: error: a barrier that some threads of a block may not reach [divergent-barrier]
        amaru.gpu.barrier()
        # CHECK: not all threads of a block take the same way here
        # CHECK: call the barrier where all threads come by


@amaru.gpu.kernel
def rounds(a: amaru.i64[:]):
    t = amaru.gpu.thread_id.x
    for k in range(a[t]):
        # CHECK: :[[@LINE+1]]:9: error: a barrier that some threads of a block may not reach [divergent-barrier]
        amaru.gpu.barrier()


@amaru.gpu.kernel
def leaves(a: amaru.i64[:]):
    t = amaru.gpu.thread_id.x
    if t >= len(a):
        return
    # CHECK: :[[@LINE+1]]:5: error: a barrier that some threads of a block may not reach [divergent-barrier]
    amaru.gpu.barrier()


@amaru.gpu.kernel
def speaks(a: amaru.i64[:]):
    # CHECK: :[[@LINE+1]]:5: error: output in a kernel cannot run on a GPU [not-on-gpu]
    print(a[0])


half[1, 32](np.zeros(32))
rounds[1, 32](np.zeros(32, dtype=np.int64))
leaves[1, 32](np.zeros(32, dtype=np.int64))
speaks[1, 32](np.zeros(32, dtype=np.int64))
