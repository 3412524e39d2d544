# A sum of ints over a prange loop is the serial sum.
import amaru


@amaru.jit
def total(n: int):
    s = 0
    for i in amaru.prange(n):
        s += i
    return s


print(total(100000))
