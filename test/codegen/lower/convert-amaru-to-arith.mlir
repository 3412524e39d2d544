// Python's division in machine arithmetic.
// RUN: %amaru-opt -convert-amaru-to-arith -canonicalize %s | FileCheck %s

// A power of two is a shift and a mask.
// CHECK-LABEL: func.func @power_of_two
func.func @power_of_two(%a: i64) -> (i64, i64) {
  %c8 = arith.constant 8 : i64
  // CHECK: arith.shrsi
  %q = amaru.floor_div %a, %c8 : i64
  // CHECK: arith.andi
  %r = amaru.mod %a, %c8 : i64
  return %q, %r : i64, i64
}

// The smallest integer by -1 must not trap: the divisor -1 never reaches the division.
// CHECK-LABEL: func.func @any_divisor
func.func @any_divisor(%a: i64, %b: i64) -> i64 {
  // CHECK: %[[M1:.*]] = arith.cmpi eq, %{{.*}}, %c-1
  // CHECK: %[[SAFE:.*]] = arith.select %[[M1]], %c1
  // CHECK: arith.divsi %{{.*}}, %[[SAFE]]
  %q = amaru.floor_div %a, %b : i64
  return %q : i64
}

// A float by zero is IEEE's quotient; a zero remainder takes the divisor's sign.
// CHECK-LABEL: func.func @floats
func.func @floats(%a: f64, %b: f64) -> (f64, f64) {
  // CHECK: arith.remf
  // CHECK: math.floor
  %q = amaru.floor_div %a, %b : f64
  // CHECK: math.copysign
  %r = amaru.mod %a, %b : f64
  return %q, %r : f64, f64
}

// CHECK-LABEL: func.func @true_div
func.func @true_div(%a: i64, %b: i64) -> f64 {
  // CHECK: scf.if
  // CHECK: arith.divf
  // CHECK: else
  // CHECK: amaru.runtime "amaru_rt_int_true_div"
  %q = amaru.true_div %a, %b
  return %q : f64
}

// CHECK-LABEL: func.func @broadcast
func.func @broadcast(%a: i64, %b: i64) -> i64 {
  // CHECK: amaru.raise_if %{{.*}}, "ValueError", "no ({0},) ({1},)"
  // CHECK: arith.select
  %n = amaru.broadcast_dim %a, %b, "no ({0},) ({1},)"
  return %n : i64
}

// a[:]: everything, with no arithmetic left.
// CHECK-LABEL: func.func @whole_slice
// CHECK-SAME: (%[[N:.*]]: i64)
func.func @whole_slice(%n: i64) -> i64 {
  %c1 = arith.constant 1 : i64
  %first, %count = amaru.slice_bounds step %c1 of %n
  // CHECK-NEXT: %[[ZERO:.*]] = arith.constant 0
  // CHECK-NEXT: return %[[ZERO]]
  return %first : i64
}

// An elementary function of a constant is not what the library of this machine says.
// RUN: %amaru-opt -canonicalize -convert-amaru-to-arith %s | FileCheck %s --check-prefix=ELEMENTARY
// ELEMENTARY-LABEL: func.func @elementary
// ELEMENTARY: %[[X:.*]] = arith.constant 1.000000e+00 : f64
// ELEMENTARY: math.exp %[[X]] : f64
func.func @elementary() -> f64 {
  %x = arith.constant 1.0 : f64
  %y = amaru.elementary "math.exp"(%x) : (f64) -> f64
  return %y : f64
}
