"""Every number of the grid along every axis, a function that asks for them, a reversal through shared memory in which what a
thread has read is used behind the barrier, a loop that carries values across barriers, and a while with one in its body."""

import amaru
import numpy as np


def linear() -> int:
    x = amaru.gpu.block_id.x * amaru.gpu.block_dim.x + amaru.gpu.thread_id.x
    y = amaru.gpu.block_id.y * amaru.gpu.block_dim.y + amaru.gpu.thread_id.y
    z = amaru.gpu.block_id.z * amaru.gpu.block_dim.z + amaru.gpu.thread_id.z
    width = amaru.gpu.grid_dim.x * amaru.gpu.block_dim.x
    height = amaru.gpu.grid_dim.y * amaru.gpu.block_dim.y
    return (z * height + y) * width + x


@amaru.gpu.kernel
def numbers(out: amaru.i64[:]):
    out[linear()] = amaru.gpu.thread_id.x + 10 * amaru.gpu.thread_id.y + 100 * amaru.gpu.thread_id.z


@amaru.gpu.kernel
def reverse(a: amaru.i64[:], scale: int):
    tile = amaru.gpu.shared(32, amaru.i64)
    t = amaru.gpu.thread_id.x
    own = a[t]
    twice = own * scale
    tile[t] = own
    amaru.gpu.barrier()
    a[t] = tile[31 - t] + twice


@amaru.gpu.kernel
def rotate(a: amaru.i64[:], rounds: int):
    """Neighbours hand their numbers on, and each adds up what came by."""
    tile = amaru.gpu.shared(16, amaru.i64)
    t = amaru.gpu.thread_id.x
    total = 0
    last = a[t]
    for k in range(rounds):
        tile[t] = last
        amaru.gpu.barrier()
        total, last = total + last, tile[(t + 1) % 16]
        if k % 2 == 1:
            amaru.gpu.barrier()
            last = -last
        amaru.gpu.barrier()
    a[t] = total


@amaru.gpu.kernel
def halve(a: amaru.f64[:], n: int):
    t = amaru.gpu.thread_id.x
    steps = 0
    while n > 1:
        n //= 2
        steps += 1
        x = a[t + n] if t < n else 0.0
        amaru.gpu.barrier()
        if t < n:
            a[t] += x
        amaru.gpu.barrier()
    if t == 0:
        a[1] = steps


out = np.zeros(2 * 3 * 2 * 4 * 3 * 2, dtype=np.int64)
numbers[(2, 3, 2), (4, 3, 2)](out)
print(out)
a = np.arange(32)
reverse[1, 32](a, 3)
print(a)
b = np.arange(16)
rotate[1, 16](b, 5)
print(b)
c = np.empty(64)
c[:] = 1.5
halve[1, 64](c, 64)
print(c[0], c[1])
