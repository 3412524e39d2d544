// Array expressions become loops: flat ones where all is contiguous and alike.
// RUN: %amaru-opt -convert-amaru-to-scf -canonicalize -cse %s | FileCheck %s

!mat = !amaru.array<f64, 2, c>
!row = !amaru.array<f64, 1, c>

// CHECK-LABEL: func.func @in_place
func.func @in_place(%a: !mat) {
  // CHECK: amaru.reshape
  // CHECK: scf.for
  // CHECK-NOT: scf.for
  // CHECK: math.absf
  amaru.elementwise (%a) into %a : !mat from !mat {
  ^bb0(%x: f64):
    %y = math.absf %x : f64
    amaru.yield %y : f64
  }
  return
}

// A row against a matrix: alike along the row's axis, or stretched.
// CHECK-LABEL: func.func @stretched
func.func @stretched(%a: !mat, %r: !row, %into: !mat) {
  // CHECK: arith.cmpi eq
  // CHECK: scf.if
  // CHECK: scf.for %[[I:.*]] = {{.*}}
  // CHECK: scf.for %[[J:.*]] = {{.*}}
  // CHECK-DAG: amaru.load %{{.*}}[%[[I]], %[[J]]]
  // CHECK-DAG: amaru.load %{{.*}}[%[[J]]]
  // CHECK: } else {
  // CHECK: arith.muli
  amaru.elementwise (%a, %r) into %into : !mat from !mat, !row {
  ^bb0(%x: f64, %y: f64):
    %s = arith.addf %x, %y : f64
    amaru.yield %s : f64
  }
  return
}
