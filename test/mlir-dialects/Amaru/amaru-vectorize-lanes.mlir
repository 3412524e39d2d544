// Iterations of a loop that holds another one run in the lanes of vectors.
// RUN: %amaru-opt '-pass-pipeline=builtin.module(func.func(amaru-vectorize-lanes{vector-bytes=32},canonicalize))' %s | FileCheck %s
// RUN: %amaru-opt -amaru-vectorize-lanes %s | FileCheck %s --check-prefix=OFF
// OFF-NOT: vector<

!vec = !amaru.array<f64, 1, c>
!mat = !amaru.array<f64, 2, c>

// A `while` loop goes on while some lane does; a lane that has left keeps its values.
// CHECK-LABEL: func.func @escape
func.func @escape(%a: !vec, %n: i64) {
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  %two = arith.constant 2.0 : f64
  // CHECK: scf.for %{{.*}} = %{{.*}} to %{{.*}} step %c8_i64
  // CHECK: %[[ACTIVE:.*]] = arith.cmpi ugt
  // CHECK: scf.while (%{{.*}} = %{{.*}}) : (vector<8xf64>)
  // CHECK: %[[GOES:.*]] = arith.cmpf olt, %{{.*}} : vector<8xf64>
  // CHECK: %[[GOING:.*]] = arith.select %[[ACTIVE]], %[[GOES]]
  // CHECK: vector.reduction <or>, %[[GOING]]
  // CHECK: arith.mulf %{{.*}} : vector<8xf64>
  // CHECK: arith.select %{{.*}} : vector<8xi1>, vector<8xf64>
  // CHECK: amaru.vector_store %{{.*}}, %{{.*}}[%{{.*}}], %[[ACTIVE]]
  // CHECK: } else {
  // CHECK: scf.for
  // CHECK: amaru.store
  scf.for %i = %c0 to %n step %c1 : i64 {
    %x = arith.sitofp %i : i64 to f64
    %r = scf.while (%y = %x) : (f64) -> f64 {
      %c = arith.cmpf olt, %y, %two : f64
      scf.condition(%c) %y : f64
    } do {
    ^bb0(%y: f64):
      %z = arith.mulf %y, %two : f64
      scf.yield %z : f64
    }
    amaru.store %r, %a[%i] : !vec
  }
  return
}

// A sum over an inner loop stays in its order: each lane has a sum of its own. What all lanes read is read once.
// CHECK-LABEL: func.func @dot_columns
func.func @dot_columns(%a: !vec, %b: !mat, %c: !vec, %n: i64, %m: i64) {
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  %zero = arith.constant 0.0 : f64
  // CHECK: amaru.may_overlap
  // CHECK: amaru.may_overlap
  // CHECK: scf.for
  // CHECK: scf.for %{{.*}} iter_args(%{{.*}} = %{{.*}}) -> (vector<8xf64>)
  // CHECK: amaru.load
  // CHECK: amaru.vector_load
  // CHECK: arith.addf %{{.*}} : vector<8xf64>
  // CHECK: amaru.vector_store
  scf.for %j = %c0 to %m step %c1 : i64 {
    %s = scf.for %k = %c0 to %n step %c1 iter_args(%t = %zero) -> (f64) : i64 {
      %x = amaru.load %a[%k] : !vec
      %y = amaru.load %b[%k, %j] : !mat
      %p = arith.mulf %x, %y : f64
      %u = arith.addf %t, %p : f64
      scf.yield %u : f64
    }
    amaru.store %s, %c[%j] : !vec
  }
  return
}

// A check that fails in some lane sends the group through the loop as it was, before anything is stored.
// CHECK-LABEL: func.func @checked
func.func @checked(%a: !amaru.array<i64, 1, c>, %n: i64, %m: i64) {
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  // CHECK: scf.for
  // CHECK: scf.for
  // CHECK-NOT: amaru.add
  // CHECK: arith.addi %{{.*}} : vector<8xi64>
  // CHECK: %[[SPOILT:.*]] = vector.reduction <or>
  // CHECK: scf.if %[[SPOILT]] {
  // CHECK: scf.for
  // CHECK: amaru.add
  // CHECK: } else {
  // CHECK: amaru.vector_store
  scf.for %i = %c0 to %n step %c1 : i64 {
    %s = scf.for %k = %c0 to %m step %c1 iter_args(%t = %i) -> (i64) : i64 {
      %u = amaru.add %t, %i
      scf.yield %u : i64
    }
    amaru.store %s, %a[%i] : !amaru.array<i64, 1, c>
  }
  return
}

// Each iteration reads what the one before wrote: it stays as it is.
// CHECK-LABEL: func.func @sequential
// CHECK-NOT: vector<
func.func @sequential(%a: !vec, %n: i64) {
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  scf.for %i = %c1 to %n step %c1 : i64 {
    %before = arith.subi %i, %c1 : i64
    %x = amaru.load %a[%before] : !vec
    %s = scf.for %k = %c0 to %n step %c1 iter_args(%t = %x) -> (f64) : i64 {
      %u = arith.addf %t, %x : f64
      scf.yield %u : f64
    }
    amaru.store %s, %a[%i] : !vec
  }
  return
}

// A plain loop stays LLVM's, unless a check is left in it and it computes much.
// CHECK-LABEL: func.func @little
// CHECK-NOT: vector<
// CHECK: return
func.func @little(%a: !vec, %n: i64, %limit: f64) {
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  scf.for %i = %c0 to %n step %c1 : i64 {
    %x = amaru.load %a[%i] : !vec
    %bad = arith.cmpf olt, %x, %limit : f64
    amaru.raise_if %bad, "ValueError", "math domain error"
    amaru.store %x, %a[%i] : !vec
  }
  return
}

// Two stores to one array move together along the axis of the lanes.
// CHECK-LABEL: func.func @much
// CHECK: math.fma {{.*}} : vector<8xf64>
// CHECK: vector.reduction <or>
// CHECK: amaru.vector_store {{.*}}[%c0_i64, %
// CHECK: amaru.vector_store {{.*}}[%c1_i64, %
func.func @much(%a: !vec, %m: !mat, %n: i64, %limit: f64) {
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  scf.for %i = %c0 to %n step %c1 : i64 {
    %x = amaru.load %a[%i] : !vec
    %bad = arith.cmpf olt, %x, %limit : f64
    amaru.raise_if %bad, "ValueError", "math domain error"
    %y0 = math.fma %x, %x, %limit : f64
    %y1 = math.fma %y0, %x, %limit : f64
    %y2 = math.fma %y1, %x, %limit : f64
    %y3 = math.fma %y2, %x, %limit : f64
    %y4 = math.fma %y3, %x, %limit : f64
    %y5 = math.fma %y4, %x, %limit : f64
    %y6 = math.fma %y5, %x, %limit : f64
    %y7 = math.fma %y6, %x, %limit : f64
    %y8 = math.fma %y7, %x, %limit : f64
    %y9 = math.fma %y8, %x, %limit : f64
    %y10 = math.fma %y9, %x, %limit : f64
    %y11 = math.fma %y10, %x, %limit : f64
    %y12 = math.fma %y11, %x, %limit : f64
    %y13 = math.fma %y12, %x, %limit : f64
    %y14 = math.fma %y13, %x, %limit : f64
    %y15 = math.fma %y14, %x, %limit : f64
    %y16 = math.fma %y15, %x, %limit : f64
    %y17 = math.fma %y16, %x, %limit : f64
    %y18 = math.fma %y17, %x, %limit : f64
    %y19 = math.fma %y18, %x, %limit : f64
    %y20 = math.fma %y19, %x, %limit : f64
    %y21 = math.fma %y20, %x, %limit : f64
    %y22 = math.fma %y21, %x, %limit : f64
    %y23 = math.fma %y22, %x, %limit : f64
    %y24 = math.fma %y23, %x, %limit : f64
    %y25 = math.fma %y24, %x, %limit : f64
    %y26 = math.fma %y25, %x, %limit : f64
    %y27 = math.fma %y26, %x, %limit : f64
    %y28 = math.fma %y27, %x, %limit : f64
    %y29 = math.fma %y28, %x, %limit : f64
    amaru.store %y29, %m[%c0, %i] : !mat
    amaru.store %x, %m[%c1, %i] : !mat
  }
  return
}

// What a formula leaves to libm is computed for one lane after the other, when some lane wants it.
// CHECK-LABEL: func.func @rarely_libm
func.func @rarely_libm(%a: !vec, %n: i64) {
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  %limit = arith.constant 8.0 : f64
  // CHECK: scf.for
  // CHECK: %[[X:.*]] = amaru.vector_load
  // CHECK: %[[SOME:.*]] = vector.reduction <or>
  // CHECK: scf.if %[[SOME]] -> (vector<8xf64>
  // CHECK: vector.bitcast %{{.*}} : vector<8xi1> to vector<1xi8>
  // CHECK: scf.while
  // CHECK: %[[LANE:.*]] = math.cttz
  // CHECK: %[[PLACE:.*]] = arith.index_castui %[[LANE]]
  // CHECK: %[[ONE:.*]] = vector.extract %[[X]][%[[PLACE]]]
  // CHECK: %[[Y:.*]] = amaru.libm "amaru_rt_sin"(%[[ONE]])
  // CHECK: vector.insert %[[Y]]
  // CHECK: amaru.vector_store
  scf.for %i = %c0 to %n step %c1 : i64 {
    %x = amaru.load %a[%i] : !vec
    %fits = arith.cmpf ole, %x, %limit : f64
    %y = scf.if %fits -> f64 {
      %1 = arith.mulf %x, %x : f64
      %2 = arith.mulf %1, %x : f64
      %3 = arith.mulf %2, %x : f64
      %4 = arith.mulf %3, %x : f64
      %5 = arith.mulf %4, %x : f64
      %6 = arith.mulf %5, %x : f64
      %7 = arith.mulf %6, %x : f64
      %8 = arith.mulf %7, %x : f64
      %9 = arith.mulf %8, %x : f64
      %10 = arith.mulf %9, %x : f64
      %11 = arith.mulf %10, %x : f64
      %12 = arith.mulf %11, %x : f64
      %13 = arith.mulf %12, %x : f64
      %14 = arith.mulf %13, %x : f64
      %15 = arith.mulf %14, %x : f64
      %16 = arith.mulf %15, %x : f64
      %17 = arith.mulf %16, %x : f64
      %18 = arith.mulf %17, %x : f64
      %19 = arith.mulf %18, %x : f64
      %20 = arith.mulf %19, %x : f64
      %21 = arith.mulf %20, %x : f64
      %22 = arith.mulf %21, %x : f64
      %23 = arith.mulf %22, %x : f64
      %24 = arith.mulf %23, %x : f64
      %25 = arith.mulf %24, %x : f64
      %26 = arith.mulf %25, %x : f64
      %27 = arith.mulf %26, %x : f64
      %28 = arith.mulf %27, %x : f64
      %29 = arith.mulf %28, %x : f64
      %30 = arith.mulf %29, %x : f64
      scf.yield %30 : f64
    } else {
      %l = amaru.libm "amaru_rt_sin"(%x)
      scf.yield %l : f64
    }
    amaru.store %y, %a[%i] : !vec
  }
  return
}

// A loop that looks for the largest: a group of iterations that may hold a new one is run again, one by one.
// CHECK-LABEL: func.func @largest
func.func @largest(%a: !vec, %n: i64, %start: f64) -> f64 {
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  // CHECK: scf.for %{{.*}} iter_args(%[[MOST:.*]] = %{{.*}}) -> (f64)
  // CHECK: %[[X:.*]] = amaru.vector_load
  // CHECK: %[[BEFORE:.*]] = vector.broadcast %[[MOST]]
  // CHECK: arith.cmpf ogt, %[[X]], %[[BEFORE]] : vector<8xf64>
  // CHECK: vector.reduction <or>
  // CHECK: scf.if
  // CHECK: scf.for
  // CHECK: amaru.load
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%most = %start) -> (f64) : i64 {
    %x = amaru.load %a[%i] : !vec
    %c = arith.cmpf ogt, %x, %most : f64
    %next = arith.select %c, %x, %most : f64
    scf.yield %next : f64
  }
  return %r : f64
}

// As a statement, which reads the element once more.
// CHECK-LABEL: func.func @largest_by_statement
// CHECK: arith.cmpf ogt, %{{.*}} : vector<8xf64>
// CHECK: vector.reduction <or>
func.func @largest_by_statement(%a: !vec, %n: i64, %start: f64) -> f64 {
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%most = %start) -> (f64) : i64 {
    %x = amaru.load %a[%i] : !vec
    %c = arith.cmpf ogt, %x, %most : f64
    %next = scf.if %c -> f64 {
      %again = amaru.load %a[%i] : !vec
      scf.yield %again : f64
    } else {
      scf.yield %most : f64
    }
    scf.yield %next : f64
  }
  return %r : f64
}

// With leave to ignore NaN LLVM does better.
// CHECK-LABEL: func.func @largest_without_nan
// CHECK-NOT: vector<
// CHECK: return
func.func @largest_without_nan(%a: !vec, %n: i64, %start: f64) -> f64 {
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%most = %start) -> (f64) : i64 {
    %x = amaru.load %a[%i] : !vec
    %c = arith.cmpf ogt, %x, %most fastmath<nnan> : f64
    %next = arith.select %c, %x, %most : f64
    scf.yield %next : f64
  }
  return %r : f64
}
