# The threads of a block add up their shares, and then meet in shared memory: eight rounds with a barrier behind each.
#
# RUN: %amaru emit --stage=ptx --function='total(f64[::1])' %source/test/codegen/gpu/Inputs/sum.py | FileCheck %s
#
# CHECK: // kernel total_0(argument 0: data, 1 size; a result of each block, to combine by add: data, 1 size; error slot)
# CHECK: .visible .entry total_0(
# CHECK: .maxntid 256
# CHECK: .shared .align 16 .b8 amaru_shared_0[2048];
# CHECK: ld.global.b64
# CHECK-NEXT: add.f64
# CHECK: st.shared.b64
# CHECK-COUNT-9: bar.sync
# CHECK-NOT: bar.sync
# CHECK: st.global.b64
