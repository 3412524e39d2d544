# The innermost loop of the copy that runs when all is well has loads and fmas, and no comparison but its own.
#
# RUN: %amaru emit --stage=ptx --target=sm_90 %source/examples/04_matmul.py | FileCheck %s

# CHECK: .visible .entry matmul_0(
# CHECK: ld.global.b64
# CHECK-NEXT: ld.global.b64
# CHECK-NEXT: fma.rn.f64
# CHECK-NOT: setp
# CHECK: setp.ne.b64
# CHECK-NEXT: bra
