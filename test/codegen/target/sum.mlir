// A sum of floats adds in the order that was written: nothing is reassociated, no check is left.
// RUN: %amaru-opt --amaru-asm %s --cpu=x86-64-v3 | FileCheck %s
// RUN: %amaru-opt --amaru-asm %s --cpu=x86-64-v4 | FileCheck %s

// CHECK-LABEL: sum_entry:
// CHECK-NOT: vaddpd
// CHECK-NOT: amaru_rt_raise
// CHECK: vaddsd
// CHECK-NOT: vaddpd

!a = !amaru.array<f64, 1, c>
func.func @sum(%x: !a) -> f64 attributes {amaru.entry = "sum_entry"} {
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  %z = arith.constant 0.0 : f64
  %n = amaru.dim %x, 0 : !a
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%s = %z) -> f64 : i64 {
    %nx = amaru.dim %x, 0 : !a
    %j = amaru.check_index %i, %nx axis 0
    %v = amaru.load %x[%j] : !a
    %t = arith.addf %s, %v : f64
    scf.yield %t : f64
  }
  return %r : f64
}
