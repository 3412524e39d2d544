// y = a * x + y with every subscript checked comes out vectorised, the checks at the entry, and not contracted.
// RUN: %amaru-opt --amaru-asm %s --cpu=x86-64-v3 | FileCheck %s
// RUN: %amaru-opt --amaru-asm %s --cpu=x86-64-v4 | FileCheck %s

// CHECK-LABEL: saxpy_entry:
// CHECK: vmulpd {{.*}}, %[[R:[yz]]]mm
// CHECK: vaddpd {{.*}}, %[[R]]mm
// CHECK-NOT: vfmadd

!a = !amaru.array<f64, 1, c>
func.func @saxpy(%alpha: f64, %x: !a, %y: !a) attributes {amaru.entry = "saxpy_entry"} {
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  %n = amaru.dim %x, 0 : !a
  scf.for %i = %c0 to %n step %c1 : i64 {
    %nx = amaru.dim %x, 0 : !a
    %ix = amaru.check_index %i, %nx axis 0
    %xv = amaru.load %x[%ix] : !a
    %ny = amaru.dim %y, 0 : !a
    %iy = amaru.check_index %i, %ny axis 0
    %yv = amaru.load %y[%iy] : !a
    %m = arith.mulf %alpha, %xv : f64
    %s = arith.addf %m, %yv : f64
    %ny2 = amaru.dim %y, 0 : !a
    %iy2 = amaru.check_index %i, %ny2 axis 0
    amaru.store %s, %y[%iy2] : !a
  }
  return
}
