# A struct that a loop makes anew in each round is its fields: nothing is allocated, nothing is called.
# RUN: %amaru emit --stage=llvm --function 'walk(int)' %s | FileCheck %s
# CHECK-LABEL: define {{.*}}walk
# CHECK-NOT: amaru_rt_{{.*}}alloc
# CHECK: fadd double
# CHECK-NOT: amaru_rt_{{.*}}alloc
# CHECK: ret
import amaru


@amaru.struct
class Vec:
    x: float
    y: float

    def __add__(self, other):
        return Vec(self.x + other.x, self.y + other.y)


def walk(n):
    p = Vec(0.0, 0.0)
    for i in range(n):
        p = p + Vec(0.5, 0.25)
    return p.x + p.y


print(walk(3))
