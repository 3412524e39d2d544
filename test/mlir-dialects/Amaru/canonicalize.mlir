// Folds: what is known of an op from its operands alone.
// RUN: %amaru-opt -canonicalize %s | FileCheck %s

!mat = !amaru.array<f64, 2, c>

// CHECK-LABEL: func.func @constants
func.func @constants() -> (i64, i64, i64) {
  %c6 = arith.constant 6 : i64
  %c7 = arith.constant 7 : i64
  %s = amaru.add %c6, %c7
  %d = amaru.sub %c6, %c7
  %p = amaru.mul %c6, %c7
  // CHECK-DAG: %[[S:.*]] = arith.constant 13
  // CHECK-DAG: %[[D:.*]] = arith.constant -1
  // CHECK-DAG: %[[P:.*]] = arith.constant 42
  // CHECK: return %[[S]], %[[D]], %[[P]]
  return %s, %d, %p : i64, i64, i64
}

// An overflow that is certain still raises, at its place.
// CHECK-LABEL: func.func @overflow
func.func @overflow() -> i64 {
  %max = arith.constant 9223372036854775807 : i64
  %c1 = arith.constant 1 : i64
  // CHECK: amaru.add
  %s = amaru.add %max, %c1
  return %s : i64
}

// CHECK-LABEL: func.func @neutral
// CHECK-SAME: (%[[X:.*]]: i64)
func.func @neutral(%x: i64) -> (i64, i64, i64) {
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  %s = amaru.add %c0, %x
  %d = amaru.sub %x, %c0
  %p = amaru.mul %x, %c1
  // CHECK: return %[[X]], %[[X]], %[[X]]
  return %s, %d, %p : i64, i64, i64
}

// CHECK-LABEL: func.func @index_in_constant_extent
func.func @index_in_constant_extent() -> (i64, i64) {
  %m1 = arith.constant -1 : i64
  %c5 = arith.constant 5 : i64
  %c9 = arith.constant 9 : i64
  // CHECK: %[[LAST:.*]] = arith.constant 4
  %last = amaru.check_index %m1, %c5 axis 0
  // CHECK: %[[BAD:.*]] = amaru.check_index
  %bad = amaru.check_index %c9, %c5 axis 0
  // CHECK: return %[[LAST]], %[[BAD]]
  return %last, %bad : i64, i64
}

// CHECK-LABEL: func.func @never_raised
func.func @never_raised() {
  %false = arith.constant false
  // CHECK-NOT: raise_if
  amaru.raise_if %false, "ValueError", "never"
  return
}

// CHECK-LABEL: func.func @dims
// CHECK-SAME: (%[[N:.*]]: i64, %[[M:.*]]: i64, %[[A:.*]]: !amaru
func.func @dims(%n: i64, %m: i64, %a: !mat) -> (i64, i64) {
  %new = amaru.alloc(%n, %m) : !mat
  %t = amaru.transpose %a [1, 0] : !mat -> !amaru.array<f64, 2, f>
  %0 = amaru.dim %new, 1 : !mat
  // CHECK: %[[D:.*]] = amaru.dim %[[A]], 1
  %1 = amaru.dim %t, 0 : !amaru.array<f64, 2, f>
  // CHECK: return %[[M]], %[[D]]
  return %0, %1 : i64, i64
}

// CHECK-LABEL: func.func @broadcast
// CHECK-SAME: (%[[N:.*]]: i64)
func.func @broadcast(%n: i64) -> (i64, i64) {
  %c1 = arith.constant 1 : i64
  %0 = amaru.broadcast_dim %n, %n, "no"
  %1 = amaru.broadcast_dim %c1, %n, "no"
  // CHECK: return %[[N]], %[[N]]
  return %0, %1 : i64, i64
}
