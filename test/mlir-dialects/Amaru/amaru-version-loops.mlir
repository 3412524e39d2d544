// The checks of a nest move to its entry, where one test picks the copy without them.
// RUN: %amaru-opt -amaru-version-loops -canonicalize %s | FileCheck %s

!vec = !amaru.array<f64, 1, c>

// CHECK-LABEL: func.func @invariant_bounds
// CHECK-SAME: (%[[A:.*]]: !amaru.array<f64, 1, c>, %[[LO:.*]]: i64, %[[HI:.*]]: i64)
func.func @invariant_bounds(%a: !vec, %lo: i64, %hi: i64) {
  %c1 = arith.constant 1 : i64
  %n = amaru.dim %a, 0 : !vec
  // CHECK: %[[N:.*]] = amaru.dim
  // CHECK: arith.cmpi sge, %[[LO]]
  // CHECK: arith.cmpi slt, %{{.*}}, %[[N]]
  // CHECK: scf.if
  // CHECK-NEXT: scf.for %[[I:.*]] =
  // CHECK-NEXT: amaru.load %[[A]][%[[I]]]
  // CHECK: else
  // CHECK-NEXT: scf.for
  // CHECK-NEXT: amaru.check_index
  scf.for %i = %lo to %hi step %c1 : i64 {
    %j = amaru.check_index %i, %n axis 0
    %x = amaru.load %a[%j] : !vec
    amaru.store %x, %a[%j] : !vec
  }
  return
}

// `a[i * m + j]`: the product is bounded over both loops.
// CHECK-LABEL: func.func @linearised
func.func @linearised(%a: !vec, %n: i64, %m: i64) {
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  %size = amaru.dim %a, 0 : !vec
  // CHECK: llvm.intr.smul.with.overflow
  // CHECK: scf.if
  // CHECK-NEXT: scf.for
  // CHECK-NEXT: scf.for
  // CHECK-NOT: amaru.check_index
  // CHECK-NOT: amaru.mul
  // CHECK: } else {
  // CHECK: amaru.check_index
  scf.for %i = %c0 to %n step %c1 : i64 {
    scf.for %j = %c0 to %m step %c1 : i64 {
      %row = amaru.mul %i, %m
      %at = amaru.add %row, %j
      %k = amaru.check_index %at, %size axis 0
      %x = amaru.load %a[%k] : !vec
      amaru.store %x, %a[%k] : !vec
    }
  }
  return
}

// What is read from an array is checked in both copies; the rest is not.
// CHECK-LABEL: func.func @gather
func.func @gather(%a: !vec, %idx: !amaru.array<i64, 1, c>, %n: i64) {
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  %size = amaru.dim %a, 0 : !vec
  %many = amaru.dim %idx, 0 : !amaru.array<i64, 1, c>
  // CHECK: scf.if
  // CHECK: %[[AT:.*]] = amaru.load %{{.*}} : !amaru.array<i64, 1, c>
  // CHECK-NEXT: amaru.check_index %[[AT]]
  // CHECK: } else {
  scf.for %i = %c0 to %n step %c1 : i64 {
    %j = amaru.check_index %i, %many axis 0
    %at = amaru.load %idx[%j] : !amaru.array<i64, 1, c>
    %k = amaru.check_index %at, %size axis 0
    %x = amaru.load %a[%k] : !vec
    amaru.store %x, %a[%k] : !vec
  }
  return
}

// Results of the loop are those of the copy that ran.
// CHECK-LABEL: func.func @result
func.func @result(%a: !vec, %n: i64) -> f64 {
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  %zero = arith.constant 0.0 : f64
  %size = amaru.dim %a, 0 : !vec
  // CHECK: %[[R:.*]] = scf.if %{{.*}} -> (f64)
  %sum = scf.for %i = %c0 to %n step %c1 iter_args(%s = %zero) -> f64 : i64 {
    %j = amaru.check_index %i, %size axis 0
    %x = amaru.load %a[%j] : !vec
    %t = arith.addf %s, %x : f64
    scf.yield %t : f64
  }
  // CHECK: return %[[R]]
  return %sum : f64
}

// The last element, written as a[-1], needs an array that is not empty.
// CHECK-LABEL: func.func @last_element
func.func @last_element(%a: !vec, %n: i64) {
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  %m1 = arith.constant -1 : i64
  %size = amaru.dim %a, 0 : !vec
  // CHECK: scf.if
  // CHECK: arith.addi %{{.*}}, %{{.*}} overflow<nsw>
  // CHECK: } else {
  scf.for %i = %c0 to %n step %c1 : i64 {
    %j = amaru.check_index %m1, %size axis 0
    %x = amaru.load %a[%j] : !vec
    amaru.store %x, %a[%j] : !vec
  }
  return
}

// Nothing to version: the loop stays one loop.
// CHECK-LABEL: func.func @nothing
func.func @nothing(%n: i64, %v: f64) -> f64 {
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  // CHECK-NOT: scf.if
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%s = %v) -> f64 : i64 {
    %t = arith.mulf %s, %s : f64
    scf.yield %t : f64
  }
  // CHECK: return
  return %r : f64
}
