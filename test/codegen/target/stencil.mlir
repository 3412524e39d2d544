// A 5-point stencil with all its subscripts checked comes out vectorised.
// RUN: %amaru-opt --amaru-asm %s --cpu=x86-64-v3 | FileCheck %s
// RUN: %amaru-opt --amaru-asm %s --cpu=x86-64-v4 | FileCheck %s

// CHECK-LABEL: stencil_entry:
// CHECK: vaddpd {{.*}}, %[[R:[yz]]]mm
// CHECK: vmulpd {{.*}}, %[[R]]mm
// CHECK-NOT: vfmadd

!a = !amaru.array<f64, 2, c>
func.func @stencil(%x: !a, %y: !a) attributes {amaru.entry = "stencil_entry"} {
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  %q = arith.constant 0.25 : f64
  %n = amaru.dim %x, 0 : !a
  %m = amaru.dim %x, 1 : !a
  %n1 = amaru.sub %n, %c1
  %m1 = amaru.sub %m, %c1
  scf.for %i = %c1 to %n1 step %c1 : i64 {
    scf.for %j = %c1 to %m1 step %c1 : i64 {
      %im = amaru.sub %i, %c1
      %nx = amaru.dim %x, 0 : !a
      %mx = amaru.dim %x, 1 : !a
      %i0 = amaru.check_index %im, %nx axis 0
      %j0 = amaru.check_index %j, %mx axis 1
      %a = amaru.load %x[%i0, %j0] : !a
      %ip = amaru.add %i, %c1
      %i1 = amaru.check_index %ip, %nx axis 0
      %j1 = amaru.check_index %j, %mx axis 1
      %b = amaru.load %x[%i1, %j1] : !a
      %jm = amaru.sub %j, %c1
      %i2 = amaru.check_index %i, %nx axis 0
      %j2 = amaru.check_index %jm, %mx axis 1
      %c = amaru.load %x[%i2, %j2] : !a
      %jp = amaru.add %j, %c1
      %i3 = amaru.check_index %i, %nx axis 0
      %j3 = amaru.check_index %jp, %mx axis 1
      %d = amaru.load %x[%i3, %j3] : !a
      %s0 = arith.addf %a, %b : f64
      %s1 = arith.addf %s0, %c : f64
      %s2 = arith.addf %s1, %d : f64
      %s = arith.mulf %q, %s2 : f64
      %ny = amaru.dim %y, 0 : !a
      %my = amaru.dim %y, 1 : !a
      %iy = amaru.check_index %i, %ny axis 0
      %jy = amaru.check_index %j, %my axis 1
      amaru.store %s, %y[%iy, %jy] : !a
    }
  }
  return
}
