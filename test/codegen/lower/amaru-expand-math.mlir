// Elementary functions become arithmetic, exp and log on vectors as on numbers; other types keep the call.
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

// Of |x|, whose sign comes back last. The multiple of pi / 2 says which series the result is, and with which sign; beyond
// 2^20 it is libm's.
// CHECK-LABEL: func.func @sin
// CHECK-NOT: math.sin
// CHECK: %[[SIZE:.*]] = math.absf %arg0 : f64
// CHECK: %[[SHIFTED:.*]] = math.fma %[[SIZE]], %{{.*}}, %{{.*}} : f64
// CHECK: arith.bitcast %[[SHIFTED]] : f64 to i64
// CHECK: %[[FITS:.*]] = arith.cmpf ule, %[[SIZE]]
// CHECK: scf.if %[[FITS]] -> (f64)
// CHECK: } else {
// CHECK: %[[LIBM:.*]] = amaru.libm "amaru_rt_sin"(%arg0)
// CHECK: scf.yield %[[LIBM]] : f64
func.func @sin(%x: f64) -> f64 {
  %0 = math.sin %x : f64
  return %0 : f64
}

// In f64 for f32.
// CHECK-LABEL: func.func @cos
// CHECK: %[[WIDE:.*]] = arith.extf %{{.*}} : f32 to f64
// CHECK: math.fma %[[WIDE]]
// CHECK: arith.truncf %{{.*}} : f64 to f32
// CHECK: amaru.libm "amaru_rt_cos"
// CHECK: arith.truncf
func.func @cos(%x: f32) -> f32 {
  %0 = math.cos %x : f32
  return %0 : f32
}

// One division, and no branch.
// CHECK-LABEL: func.func @tanh
// CHECK: arith.divf
// CHECK-NOT: arith.divf
// CHECK-NOT: scf.if
// CHECK: %[[RESULT:.*]] = math.copysign %{{.*}}, %arg0
// CHECK-NEXT: return %[[RESULT]]
func.func @tanh(%x: f64) -> f64 {
  %0 = math.tanh %x : f64
  return %0 : f64
}

// Two series, and a choice.
// CHECK-LABEL: func.func @erf
// CHECK-NOT: scf.if
// CHECK: %[[NEAR:.*]] = arith.cmpf olt
// CHECK: arith.select %[[NEAR]]
// CHECK: %[[RESULT:.*]] = math.copysign %{{.*}}, %arg0
// CHECK-NEXT: return %[[RESULT]]
func.func @erf(%x: f64) -> f64 {
  %0 = math.erf %x : f64
  return %0 : f64
}

// CHECK-LABEL: func.func @erf_of_f32
// CHECK-NEXT: math.erf
func.func @erf_of_f32(%x: f32) -> f32 {
  %0 = math.erf %x : f32
  return %0 : f32
}

// CHECK-LABEL: func.func @pow
// CHECK-NOT: math.powf
// CHECK: scf.if
// CHECK: amaru.libm "amaru_rt_pow"(%arg0, %arg1)
func.func @pow(%x: f64, %y: f64) -> f64 {
  %0 = math.powf %x, %y : f64
  return %0 : f64
}

// The other functions, which are made of the same parts.
// CHECK-LABEL: func.func @others
// CHECK-NOT: math.{{exp|log|tan|atan|sinh|cosh}}
// CHECK: amaru.libm "amaru_rt_tan"
// CHECK-NOT: amaru.libm
// CHECK: return
func.func @others(%x: f64) -> f64 {
  %0 = math.tan %x : f64
  %1 = math.sinh %0 : f64
  %2 = math.cosh %1 : f64
  %3 = math.exp2 %2 : f64
  %4 = math.expm1 %3 : f64
  %5 = math.log2 %4 : f64
  %6 = math.log10 %5 : f64
  %7 = math.log1p %6 : f64
  %8 = math.atan %7 : f64
  return %8 : f64
}
