# fastmath= of a decorator is about the operations of that function alone.
# RUN: %amaru emit --stage=loops %s | FileCheck %s
import amaru


@amaru.jit(fastmath={"nnan", "contract"})
def free(x: float):
    return x * x + 1.0


# CHECK-LABEL: func.func private @{{.*}}free
# CHECK: arith.mulf {{.*}} fastmath<nnan,contract>
# CHECK: arith.addf {{.*}} fastmath<nnan,contract>


def strict(x: float):
    return x * x + 1.0


# CHECK-LABEL: func.func private @{{.*}}strict
# CHECK-NOT: fastmath
# CHECK: return
@amaru.jit(fastmath=True)
def calls_strict(n: int):
    s = 0.0
    for i in range(n):
        s += strict(1.5)
    return s


# It would be relaxed if it were inlined.
# CHECK-LABEL: func.func private @{{.*}}calls_strict
# CHECK: amaru.call @"__main__.strict
print(free(2.0), strict(2.0), calls_strict(3))
