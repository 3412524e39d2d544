// RUN: %amaru-opt -amaru-set-fastmath %s | FileCheck %s
// The attribute of a function becomes flags of its operations; those that are there stay, and a strict function is left.

// CHECK-LABEL: func.func @free
// CHECK: arith.mulf {{.*}} fastmath<nnan,contract>
// CHECK: arith.addf {{.*}} fastmath<reassoc,nnan,contract>
// CHECK: math.exp {{.*}} fastmath<nnan,contract>
// CHECK: arith.cmpf olt, {{.*}} fastmath<nnan,contract>
func.func @free(%x: f64) -> i1 attributes {amaru.fastmath = #arith.fastmath<nnan,contract>} {
  %0 = arith.mulf %x, %x : f64
  %1 = arith.addf %0, %x fastmath<reassoc> : f64
  %2 = math.exp %1 : f64
  %3 = arith.cmpf olt, %2, %x : f64
  return %3 : i1
}

// CHECK-LABEL: func.func @strict
// CHECK-NOT: fastmath
// CHECK: return
func.func @strict(%x: f64) -> f64 {
  %0 = arith.mulf %x, %x : f64
  return %0 : f64
}
