// A `try` dissolves: raising ops of its body branch to the handler, those of its handler leave the function.
// RUN: %amaru-opt -convert-scf-to-cf -amaru-lower-raises %s | FileCheck %s
// RUN: %amaru-opt -convert-scf-to-cf -amaru-lower-raises -mem2reg %s | FileCheck %s --check-prefix=CELL

// CHECK-LABEL: func.func @caught
// CELL-LABEL: func.func @caught
func.func @caught(%a: i64, %b: i64) -> i64 {
  // CHECK: "llvm.intr.sadd.with.overflow"
  // CHECK: cf.cond_br %{{.*}} weights([1, 1048576]), ^[[RAISE:bb[0-9]+]](
  // CHECK: cf.br ^[[REST:bb[0-9]+]](%{{.*}} : i64)
  // CHECK: ^[[HANDLER:bb[0-9]+]]:
  // CHECK: "amaru_rt_error_take"
  // CHECK: "llvm.intr.ssub.with.overflow"
  // CHECK: cf.cond_br %{{.*}} weights([1, 1048576]), ^[[OUTER:bb[0-9]+]](
  // CHECK: ^[[REST]](%[[R:.*]]: i64):
  // CHECK: return %[[R]], %false
  // CHECK: ^[[RAISE]](
  // CHECK: "amaru_rt_raise"
  // CHECK-NEXT: cf.br ^[[HANDLER]]
  // CHECK: return %{{.*}}, %true
  // CHECK: ^[[OUTER]](
  %r = amaru.try -> i64 {
    %s = amaru.add %a, %b
    amaru.yield %s : i64
  } except {
    %e = amaru.runtime "amaru_rt_error_take"() : () -> !amaru.exception
    %d = amaru.sub %a, %b
    amaru.yield %d : i64
  }
  return %r : i64
}

// What the body has set before it raised is a block argument of the handler: no cell is left.
// CELL-LABEL: func.func @cell
// CELL-NOT: amaru.cell
// CELL: cf.cond_br
func.func @cell(%a: i64, %n: i64) -> i64 {
  %c = amaru.cell : !amaru.cell<i64>
  amaru.cell_store %a, %c : !amaru.cell<i64>
  amaru.try {
    %s = amaru.add %a, %n
    amaru.cell_store %s, %c : !amaru.cell<i64>
    %t = amaru.mul %s, %n
    amaru.yield
  } except {
    amaru.yield
  }
  %r = amaru.cell_load %c : !amaru.cell<i64>
  return %r : i64
}

// Of two nested ones the inner handler comes first; what it raises is for the outer.
// CHECK-LABEL: func.func @nested
// CHECK: "amaru_rt_exception_reraise"
// CHECK-NEXT: cf.br ^bb
func.func @nested(%b: i1) {
  amaru.try {
    amaru.try {
      amaru.raise_if %b, "ValueError", "inner"
      amaru.yield
    } except {
      %e = amaru.runtime "amaru_rt_error_take"() : () -> !amaru.exception
      amaru.reraise_if %b, %e same_frame
      amaru.yield
    }
    amaru.yield
  } except {
    amaru.yield
  }
  return
}

// The handler of a body that cannot raise is gone.
// CHECK-LABEL: func.func @quiet
// CHECK-NOT: amaru_rt_error_clear
// CHECK: return
func.func @quiet() {
  amaru.try {
    amaru.yield
  } except {
    amaru.runtime "amaru_rt_error_clear"() : () -> ()
    amaru.yield
  }
  return
}
