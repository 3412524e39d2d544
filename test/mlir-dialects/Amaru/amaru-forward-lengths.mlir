// A list is asked for its length once where it cannot change.
// RUN: %amaru-opt -amaru-forward-lengths %s | FileCheck %s

!ints = !amaru.list<i64>

// The bound of the loop and the extents in it become one value.
// CHECK-LABEL: func.func @same_value
func.func @same_value(%l: !ints) {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  // CHECK: %[[N:.*]] = amaru.list_len
  // CHECK-NOT: amaru.list_len
  // CHECK: scf.for %[[I:.*]] = %{{.*}} to %[[N]]
  %n = amaru.list_len %l : !ints
  scf.for %i = %zero to %n step %one : i64 {
    %m = amaru.list_len %l : !ints
    // CHECK: amaru.check_index %[[I]], %[[N]]
    %j = amaru.check_index %i, %m axis 0
    amaru.list_store (%i) in %l[%j] : i64 in !ints
  }
  return
}

// A loop that asks for it moves the question before itself.
// CHECK-LABEL: func.func @hoisted
func.func @hoisted(%l: !ints, %n: i64) {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  // CHECK: %[[N:.*]] = amaru.list_len
  // CHECK: scf.for
  // CHECK-NOT: amaru.list_len
  scf.for %i = %zero to %n step %one : i64 {
    %m = amaru.list_len %l : !ints
    %j = amaru.check_index %i, %m axis 0
  }
  return
}

// An append to any list of the type may have changed it; one to another type has not.
// CHECK-LABEL: func.func @append
func.func @append(%l: !ints, %other: !ints, %floats: !amaru.list<f64>, %x: f64) -> (i64, i64, i64) {
  %zero = arith.constant 0 : i64
  // CHECK: %[[A:.*]] = amaru.list_len
  %a = amaru.list_len %l : !ints
  %f0 = amaru.list_push (%x) to %floats : f64 to !amaru.list<f64>
  // CHECK-NOT: amaru.list_len
  %b = amaru.list_len %l : !ints
  // CHECK: amaru.list_push(%{{.*}}) to %{{.*}} : i64
  %f1 = amaru.list_push (%zero) to %other : i64 to !ints
  // CHECK: %[[C:.*]] = amaru.list_len
  %c = amaru.list_len %l : !ints
  // CHECK: return %[[A]], %[[A]], %[[C]]
  return %a, %b, %c : i64, i64, i64
}

func.func private @grow(%l: !ints) {
  %zero = arith.constant 0 : i64
  %f = amaru.list_push (%zero) to %l : i64 to !ints
  return
}

// A call changes what the callee changes.
// CHECK-LABEL: func.func @calls
func.func @calls(%l: !ints) -> (i64, i64) {
  // CHECK: amaru.list_len
  %a = amaru.list_len %l : !ints
  amaru.call @grow(%l) : (!ints) -> ()
  // CHECK: amaru.list_len
  %b = amaru.list_len %l : !ints
  return %a, %b : i64, i64
}
