# The float sum of a prange loop is added in blocks, not from left to right: here it is nearer to the truth.
# expect: output True
import amaru


@amaru.jit
def total(n: int):
    s = 0.0
    for i in amaru.prange(n):
        s += 0.1
    return s


# The serial loop gives 100000.00000133288.
print(abs(total(1000000) - 100000.0) < 1e-7)
