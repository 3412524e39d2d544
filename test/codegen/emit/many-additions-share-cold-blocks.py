# LLVM takes quadratic time in the edges that lead to one block, so 64 additions share one that raises, and more another.
# RUN: %amaru emit --stage=llvm --function="f(int)" %s | FileCheck %s
# CHECK-COUNT-2: call void @amaru_rt_raise
# CHECK-NOT: call void @amaru_rt_raise


def f(x):
    return (
        x + x + x + x + x + x + x + x + x + x + x + x + x + x + x + x + x + x + x + x
        + x + x + x + x + x + x + x + x + x + x + x + x + x + x + x + x + x + x + x + x
        + x + x + x + x + x + x + x + x + x + x + x + x + x + x + x + x + x + x + x + x
        + x + x + x + x + x + x + x + x + x + x + x + x + x + x + x + x + x + x + x + x
    )
