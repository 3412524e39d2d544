# A variable that a prange body assigns is private to each iteration, so it has no value after the loop.
# expect: error before running at line 11
import amaru


@amaru.jit
def last(n: int):
    value = -1
    for i in amaru.prange(n):
        value = i
    return value


print(last(10))
