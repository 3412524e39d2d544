// Bodies of parallel loops become functions; reductions go through blocks.
// RUN: %amaru-opt -amaru-outline-parallel %s | FileCheck %s

!vec = !amaru.array<f64, 1, c>

// CHECK-LABEL: func.func private @fill.parallel0
// CHECK-SAME: (%[[A:.*]]: !amaru.array<f64, 1, c>, %[[LO:.*]]: i64, %[[HI:.*]]: i64)
// CHECK-SAME: amaru.name = "fill"
// CHECK: scf.for %[[I:.*]] = %[[LO]] to %[[HI]]
// CHECK: amaru.store %{{.*}}, %[[A]][%[[I]]]
// CHECK-LABEL: func.func @fill
// CHECK: %[[FAILED:.*]] = amaru.parallel_call @fill.parallel0(%{{.*}}) %{{.*}} to %{{.*}} grain
// CHECK: amaru.propagate_if %[[FAILED]] same_frame
func.func @fill(%a: !vec, %n: i64) {
  %c0 = arith.constant 0 : i64
  %one = arith.constant 1.0 : f64
  amaru.parallel_for %c0 to %n reduce ( by []) : () -> () {
  ^bb0(%i: i64):
    amaru.store %one, %a[%i] : !vec
    amaru.yield
  }
  return
}

// CHECK-LABEL: func.func private @sum.parallel0
// CHECK: scf.for
// CHECK: %[[PART:.*]] = scf.for
// CHECK: amaru.store %[[PART]]
// CHECK-LABEL: func.func @sum
// CHECK: arith.ceildivsi %{{.*}}, %c256
// CHECK: amaru.alloc
// CHECK: amaru.parallel_call @sum.parallel0
// CHECK: %[[R:.*]] = scf.for
// CHECK: arith.addf
// CHECK: return %[[R]]
func.func @sum(%a: !vec, %n: i64) -> f64 {
  %c0 = arith.constant 0 : i64
  %zero = arith.constant 0.0 : f64
  %r = amaru.parallel_for %c0 to %n reduce (%zero by ["add"]) : (f64) -> f64 {
  ^bb0(%i: i64, %acc: f64):
    %x = amaru.load %a[%i] : !vec
    %s = arith.addf %acc, %x : f64
    amaru.yield %s : f64
  }
  return %r : f64
}
