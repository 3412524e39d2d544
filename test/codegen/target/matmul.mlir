// The i-k-j loops of a product of matrices come out vectorised along a row.
// RUN: %amaru-opt --amaru-asm %s --cpu=x86-64-v3 | FileCheck %s
// RUN: %amaru-opt --amaru-asm %s --cpu=x86-64-v4 | FileCheck %s

// CHECK-LABEL: matmul_entry:
// CHECK: vmulpd {{.*}}, %[[R:[yz]]]mm
// CHECK: vaddpd {{.*}}, %[[R]]mm
// CHECK-NOT: vfmadd

!a = !amaru.array<f64, 2, c>
func.func @matmul(%x: !a, %y: !a, %z: !a) attributes {amaru.entry = "matmul_entry"} {
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  %n = amaru.dim %x, 0 : !a
  %m = amaru.dim %y, 1 : !a
  %p = amaru.dim %x, 1 : !a
  scf.for %i = %c0 to %n step %c1 : i64 {
    scf.for %k = %c0 to %p step %c1 : i64 {
      scf.for %j = %c0 to %m step %c1 : i64 {
        %d0 = amaru.dim %x, 0 : !a
        %d1 = amaru.dim %x, 1 : !a
        %e0 = amaru.dim %y, 0 : !a
        %e1 = amaru.dim %y, 1 : !a
        %f0 = amaru.dim %z, 0 : !a
        %f1 = amaru.dim %z, 1 : !a
        %i0 = amaru.check_index %i, %d0 axis 0
        %k0 = amaru.check_index %k, %d1 axis 1
        %a = amaru.load %x[%i0, %k0] : !a
        %k1 = amaru.check_index %k, %e0 axis 0
        %j1 = amaru.check_index %j, %e1 axis 1
        %b = amaru.load %y[%k1, %j1] : !a
        %i2 = amaru.check_index %i, %f0 axis 0
        %j2 = amaru.check_index %j, %f1 axis 1
        %c = amaru.load %z[%i2, %j2] : !a
        %ab = arith.mulf %a, %b : f64
        %s = arith.addf %c, %ab : f64
        amaru.store %s, %z[%i2, %j2] : !a
      }
    }
  }
  return
}
