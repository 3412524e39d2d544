// Machine form of arrays, text, globals, and entry points.
// RUN: %amaru-opt -convert-amaru-to-llvm -canonicalize %s | FileCheck %s

!mat = !amaru.array<f64, 2, c>
!any = !amaru.array<f64, 1, strided>

// CHECK-DAG: llvm.func @amaru_rt_raise(!llvm.ptr, i64, i64, i64) attributes {{.*}}"cold"
// CHECK-DAG: llvm.mlir.global internal constant @".str.0"
// CHECK-DAG: llvm.func internal @work.part({{.*}}) -> (i1 {llvm.zeroext})

// CHECK-LABEL: llvm.func internal @load
// CHECK: llvm.mul %{{.*}}, %{{.*}} overflow<nsw>
// CHECK: llvm.getelementptr inbounds %
// CHECK: llvm.load
func.func @load(%a: !mat, %i: i64, %j: i64) -> f64 {
  %x = amaru.load %a[%i, %j] : !mat
  return %x : f64
}

// Strides may be negative: no unsigned wrap is promised.
// CHECK-LABEL: llvm.func internal @strided
// CHECK-NOT: nuw
// CHECK: llvm.load
func.func @strided(%a: !any, %i: i64) -> f64 {
  %x = amaru.load %a[%i] : !any
  return %x : f64
}

// A bool is a byte in memory.
// CHECK-LABEL: llvm.func internal @bools
// CHECK: llvm.load %{{.*}} -> i8
// CHECK: llvm.zext %{{.*}} : i1 to i8
func.func @bools(%a: !amaru.array<i1, 1, c>, %i: i64) {
  %x = amaru.load %a[%i] : !amaru.array<i1, 1, c>
  amaru.store %x, %a[%i] : !amaru.array<i1, 1, c>
  return
}

// CHECK-LABEL: llvm.func internal @text
// CHECK: llvm.mlir.addressof @".str.0"
// CHECK: llvm.call @amaru_rt_write_str
func.func @text() {
  %s = amaru.str_constant "hé"
  amaru.runtime "amaru_rt_write_str"(%s) : (!amaru.str) -> ()
  return
}

// A second result is written through a pointer.
// CHECK-LABEL: llvm.func internal @out
// CHECK: %[[PLACE:.*]] = llvm.alloca
// CHECK: llvm.call @amaru_rt_int_pow(%{{.*}}, %{{.*}}, %[[PLACE]])
// CHECK: llvm.load %[[PLACE]]
func.func @out(%a: i64) -> i64 {
  %r:2 = amaru.runtime "amaru_rt_int_pow"(%a, %a) : (i64, i64) -> (i1, i64)
  return %r#1 : i64
}

amaru.global @N : i64
// CHECK: llvm.mlir.global internal @N()
// CHECK: llvm.mlir.global internal @N.set()
// CHECK-LABEL: llvm.func internal @globals
func.func @globals(%p: !llvm.ptr, %x: i64) -> i64 {
  amaru.global_store %x, @N : i64
  %n, %isSet = amaru.global_load @N : i64
  amaru.runtime "amaru_rt_raise"(%p, %n, %n, %n) : (!llvm.ptr, i64, i64, i64) -> ()
  return %n : i64
}

func.func @work(%a: !mat, %lo: i64, %hi: i64) {
  return
}

// CHECK-LABEL: llvm.func internal @parallel
// CHECK: llvm.call @amaru_rt_parallel_for
func.func @parallel(%a: !mat, %n: i64) -> i1 {
  %failed = amaru.parallel_call @work(%a) %n to %n grain 1 : !mat
  return %failed : i1
}

// CHECK-LABEL: llvm.func @entry
// CHECK-SAME: (%{{.*}}: !llvm.ptr, %{{.*}}: !llvm.ptr) -> i32
// CHECK: llvm.call @scaled
// CHECK: llvm.store
func.func @scaled(%a: !mat, %f: f64) -> !mat attributes {amaru.entry = "entry"} {
  return %a : !mat
}
