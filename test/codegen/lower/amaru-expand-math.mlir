// exp and log become arithmetic without a call, on vectors as on numbers; other types keep theirs.
// RUN: %amaru-opt -amaru-expand-math %s | FileCheck %s

// The argument is cut to where the result is 0 or infinite, x log2(e) rounded by adding 3/2 2^52, ln 2 taken off in two
// parts, and 2^k multiplied in two halves.
// CHECK-LABEL: func.func @exp
// CHECK-NOT: math.exp
// CHECK-DAG: %[[SHIFTER:.*]] = arith.constant 0x4338000000000000 : f64
// CHECK-DAG: %[[LOG2E:.*]] = arith.constant 1.442695{{.*}} : f64
// CHECK: %[[SHIFTED:.*]] = math.fma %[[LIMITED:.*]], %[[LOG2E]], %{{.*}} : f64
// CHECK: %[[K:.*]] = arith.subf %[[SHIFTED]]
// CHECK: %[[BITS:.*]] = arith.bitcast %[[SHIFTED]] : f64 to i64
// CHECK: %[[REDUCED:.*]] = math.fma %[[K]], %{{.*}}, %[[LIMITED]] : f64
// CHECK: math.fma %[[K]], %{{.*}}, %[[REDUCED]] : f64
// CHECK: arith.shrui
// CHECK: arith.mulf
// CHECK: %[[RESULT:.*]] = arith.mulf
// CHECK-NEXT: return %[[RESULT]]
func.func @exp(%x: f64) -> f64 {
  %0 = math.exp %x : f64
  return %0 : f64
}

// CHECK-LABEL: func.func @log
// CHECK-NOT: math.log
// CHECK: arith.bitcast %{{.*}} : f64 to i64
// CHECK: arith.divf
// CHECK: math.fma
// CHECK: cmpf olt, %arg0, %{{.*}} : f64
// CHECK: cmpf ole, %arg0, %{{.*}} : f64
// CHECK: %[[RESULT:.*]] = arith.select
// CHECK-NEXT: return %[[RESULT]]
func.func @log(%x: f64) -> f64 {
  %0 = math.log %x : f64
  return %0 : f64
}

// Flags of the call do not reach the formula, whose roundings are part of it.
// CHECK-LABEL: func.func @vectors
// CHECK-NOT: fastmath
// CHECK: math.fma {{.*}} : vector<16xf32>
// CHECK: arith.bitcast {{.*}} : vector<16xf32> to vector<16xi32>
// CHECK: return
func.func @vectors(%x: vector<16xf32>) -> vector<16xf32> {
  %0 = math.exp %x fastmath<fast> : vector<16xf32>
  %1 = math.log %0 : vector<16xf32>
  return %1 : vector<16xf32>
}

// CHECK-LABEL: func.func @halves
// CHECK-NEXT: math.exp %arg0 : f16
func.func @halves(%x: f16) -> f16 {
  %0 = math.exp %x : f16
  return %0 : f16
}
