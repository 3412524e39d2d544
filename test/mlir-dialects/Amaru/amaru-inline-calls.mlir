// A small function that a loop calls takes the place of the call; what nothing calls any more goes.
// RUN: %amaru-opt -amaru-inline-calls -mlir-print-debuginfo %s | FileCheck %s

// CHECK-NOT: @twice
func.func private @twice(%x: i64) -> i64 attributes {amaru.name = "twice"} {
  %y = amaru.add %x, %x loc("a.py":2:12)
  return %y : i64
}

func.func private @recursive(%x: i64) -> i64 attributes {amaru.name = "recursive"} {
  %y = amaru.call @recursive(%x) : (i64) -> i64
  return %y : i64
}

// CHECK-LABEL: func.func @caller
func.func @caller(%n: i64, %a: !amaru.array<i64, 1, c>) {
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  scf.for %i = %c0 to %n step %c1 : i64 {
    // CHECK: amaru.add {{.*}} loc(#[[SITE:.*]])
    // CHECK: amaru.call @recursive
    %y = amaru.call @twice(%i) : (i64) -> i64 loc("a.py":7:16)
    %z = amaru.call @recursive(%y) : (i64) -> i64
    amaru.store %z, %a[%i] : !amaru.array<i64, 1, c>
  }
  return
}

// What is put into a loop brings calls that are in the loop now.
// CHECK-LABEL: func.func @through
// CHECK-NOT: amaru.call @outer
// CHECK-NOT: amaru.call @inner
// CHECK: return
func.func private @inner(%x: i64) -> i64 attributes {amaru.name = "inner"} {
  %y = amaru.add %x, %x
  %z = amaru.mul %y, %x
  return %z : i64
}
func.func private @outer(%x: i64) -> i64 attributes {amaru.name = "outer"} {
  %y = amaru.call @inner(%x) : (i64) -> i64
  %z = amaru.sub %y, %x
  return %z : i64
}
func.func @through(%n: i64, %a: !amaru.array<i64, 1, c>) {
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  scf.for %i = %c0 to %n step %c1 : i64 {
    %y = amaru.call @outer(%i) : (i64) -> i64
    amaru.store %y, %a[%i] : !amaru.array<i64, 1, c>
  }
  return
}

// A function that computes nothing is no call.
// CHECK-LABEL: func.func @nothing
// CHECK-NEXT: return %arg1, %arg0
func.func private @same(%x: i64, %y: i64) -> (i64, i64) attributes {amaru.name = "same"} {
  return %x, %y : i64, i64
}
func.func @nothing(%x: i64, %y: i64) -> (i64, i64) {
  %0:2 = amaru.call @same(%y, %x) : (i64, i64) -> (i64, i64)
  return %0#0, %0#1 : i64, i64
}

// CHECK-DAG: #[[PLACE:.*]] = loc("a.py":2:12)
// CHECK-DAG: #[[CALL:.*]] = loc("a.py":7:16)
// CHECK-DAG: #[[NAMED:.*]] = loc("twice"(#[[PLACE]]))
// CHECK-DAG: #[[SITE]] = loc(callsite(#[[NAMED]] at #[[CALL]]))
