// Long loops poll, outside of the loop that LLVM is to vectorise.
// RUN: %amaru-opt -amaru-insert-polls %s | FileCheck %s

// CHECK-LABEL: func.func @counting
func.func @counting(%n: i64, %v: f64) -> f64 {
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  // CHECK: scf.for %{{.*}} iter_args(%[[OUTER:.*]] = %{{.*}})
  // CHECK-NEXT: amaru.poll
  // CHECK: %[[R:.*]] = scf.for %{{.*}} iter_args(%{{.*}} = %[[OUTER]])
  // CHECK-NOT: amaru.poll
  // CHECK: scf.yield %[[R]]
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%s = %v) -> f64 : i64 {
    %t = arith.mulf %s, %s : f64
    scf.yield %t : f64
  }
  return %r : f64
}

// CHECK-LABEL: func.func @short
func.func @short() {
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  %c100 = arith.constant 100 : i64
  // CHECK-NOT: amaru.poll
  scf.for %i = %c0 to %c100 step %c1 : i64 {
    amaru.runtime "amaru_rt_write_int"(%i) : (i64) -> ()
  }
  // CHECK: return
  return
}

// CHECK-LABEL: func.func @nest
func.func @nest(%n: i64) {
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  // CHECK: scf.for
  // CHECK-NEXT: amaru.poll
  // CHECK-NEXT: scf.for
  // CHECK-NOT: amaru.poll
  scf.for %i = %c0 to %n step %c1 : i64 {
    scf.for %j = %c0 to %n step %c1 : i64 {
      amaru.runtime "amaru_rt_write_int"(%i) : (i64) -> ()
    }
  }
  return
}

// CHECK-LABEL: func.func @while_loop
func.func @while_loop(%c: i1) {
  // CHECK: } do {
  // CHECK-NEXT: amaru.poll
  scf.while : () -> () {
    scf.condition(%c)
  } do {
    scf.yield
  }
  return
}
