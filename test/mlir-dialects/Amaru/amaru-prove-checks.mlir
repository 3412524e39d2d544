// Checks that cannot fail disappear; those that may fail stay.
// RUN: %amaru-opt -amaru-prove-checks %s | FileCheck %s

!vec = !amaru.array<f64, 1, c>

// An index of `range(len(a))` is inside `a`, and its successor does not overflow.
// CHECK-LABEL: func.func @range_of_extent
func.func @range_of_extent(%a: !vec) {
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  %n = amaru.dim %a, 0 : !vec
  scf.for %i = %c0 to %n step %c1 : i64 {
    // CHECK: scf.for %[[I:.*]] =
    // CHECK-NOT: check_index
    // CHECK: amaru.load %{{.*}}[%[[I]]]
    %j = amaru.check_index %i, %n axis 0
    %x = amaru.load %a[%j] : !vec
    // CHECK: arith.addi %[[I]], %{{.*}} overflow<nsw>
    %k = amaru.add %i, %c1
    // a[i + 1] may be one too far, but is never negative.
    // CHECK: amaru.check_index %{{.*}}, %{{.*}} axis 0 nonnegative
    %l = amaru.check_index %k, %n axis 0
    amaru.store %x, %a[%l] : !vec
  }
  return
}

// The neighbours of `range(1, n - 1)` are inside.
// CHECK-LABEL: func.func @neighbours
func.func @neighbours(%a: !vec) {
  %c1 = arith.constant 1 : i64
  %n = amaru.dim %a, 0 : !vec
  %end = amaru.sub %n, %c1
  scf.for %i = %c1 to %end step %c1 : i64 {
    // CHECK-NOT: amaru.check_index
    // CHECK-NOT: amaru.sub
    // CHECK-NOT: amaru.add
    %before = amaru.sub %i, %c1
    %after = amaru.add %i, %c1
    %l = amaru.check_index %before, %n axis 0
    %r = amaru.check_index %after, %n axis 0
    %x = amaru.load %a[%l] : !vec
    // CHECK: amaru.store
    amaru.store %x, %a[%r] : !vec
  }
  return
}

// A condition around it is as good as a loop bound.
// CHECK-LABEL: func.func @condition
func.func @condition(%a: !vec, %i: i64) {
  %c0 = arith.constant 0 : i64
  %n = amaru.dim %a, 0 : !vec
  %low = arith.cmpi sge, %i, %c0 : i64
  %inside = scf.if %low -> i1 {
    %high = arith.cmpi slt, %i, %n : i64
    scf.yield %high : i1
  } else {
    %false = arith.constant false
    scf.yield %false : i1
  }
  // CHECK-NOT: amaru.check_index
  scf.if %inside {
    %j = amaru.check_index %i, %n axis 0
    %x = amaru.load %a[%j] : !vec
    amaru.store %x, %a[%j] : !vec
  }
  // CHECK: return
  return
}

// `while i < n: … i += 1` neither leaves the array nor overflows.
// CHECK-LABEL: func.func @while_loop
func.func @while_loop(%a: !vec) -> i64 {
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  %n = amaru.dim %a, 0 : !vec
  // CHECK-NOT: amaru.check_index
  // CHECK-NOT: amaru.add
  %r = scf.while (%i = %c0) : (i64) -> i64 {
    %more = arith.cmpi slt, %i, %n : i64
    scf.condition(%more) %i : i64
  } do {
  ^bb0(%i: i64):
    %j = amaru.check_index %i, %n axis 0
    %x = amaru.load %a[%j] : !vec
    amaru.store %x, %a[%j] : !vec
    %next = amaru.add %i, %c1
    scf.yield %next : i64
  }
  // CHECK: return
  return %r : i64
}

// `range(n - 1, -1, -1)`, as the front end counts its rounds.
// CHECK-LABEL: func.func @backwards
func.func @backwards(%a: !vec) {
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  %m1 = arith.constant -1 : i64
  %n = amaru.dim %a, 0 : !vec
  %start = amaru.sub %n, %c1
  %distance = arith.subi %start, %m1 : i64
  %some = arith.cmpi slt, %m1, %start : i64
  %count = arith.select %some, %distance, %c0 : i64
  // CHECK-NOT: amaru.check_index
  scf.for %k = %c0 to %count step %c1 : i64 {
    %offset = arith.muli %k, %m1 overflow<nsw> : i64
    %i = arith.addi %start, %offset overflow<nsw> : i64
    %j = amaru.check_index %i, %n axis 0
    %x = amaru.load %a[%j] : !vec
    amaru.store %x, %a[%j] : !vec
  }
  // CHECK: return
  return
}

// A counter that grows by at most one in each round.
// CHECK-LABEL: func.func @counter
func.func @counter(%a: !vec, %c: i1) -> i64 {
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  %n = amaru.dim %a, 0 : !vec
  // CHECK-NOT: amaru.check_index
  // CHECK-NOT: amaru.add
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%k = %c0) -> i64 : i64 {
    %j = amaru.check_index %k, %n axis 0
    %x = amaru.load %a[%j] : !vec
    amaru.store %x, %a[%j] : !vec
    %next = scf.if %c -> i64 {
      %more = amaru.add %k, %c1
      scf.yield %more : i64
    } else {
      scf.yield %k : i64
    }
    scf.yield %next : i64
  }
  // CHECK: return
  return %r : i64
}

// The same check a second time.
// CHECK-LABEL: func.func @twice
func.func @twice(%a: !vec, %i: i64) {
  %n = amaru.dim %a, 0 : !vec
  // CHECK: %[[J:.*]] = amaru.check_index
  // CHECK-NOT: amaru.check_index
  %j = amaru.check_index %i, %n axis 0
  %x = amaru.load %a[%j] : !vec
  %k = amaru.check_index %i, %n axis 0
  // CHECK: amaru.store %{{.*}}, %{{.*}}[%[[J]]]
  amaru.store %x, %a[%k] : !vec
  return
}

// What arguments alone determine stays checked.
// CHECK-LABEL: func.func @unknown
func.func @unknown(%a: i64, %b: i64) -> i64 {
  // CHECK: amaru.add
  %s = amaru.add %a, %b
  // CHECK: amaru.mul
  %p = amaru.mul %s, %b
  return %p : i64
}

// Behind `if n < 1000 and n > 0`, n * n fits.
// CHECK-LABEL: func.func @small_product
func.func @small_product(%n: i64) -> i64 {
  %c0 = arith.constant 0 : i64
  %c1000 = arith.constant 1000 : i64
  %big = arith.cmpi sge, %n, %c1000 : i64
  amaru.raise_if %big, "ValueError", "too big"
  %small = arith.cmpi slt, %n, %c0 : i64
  amaru.raise_if %small, "ValueError", "too small"
  // CHECK-NOT: amaru.mul
  // CHECK: arith.muli %{{.*}} overflow<nsw>
  %p = amaru.mul %n, %n
  return %p : i64
}
