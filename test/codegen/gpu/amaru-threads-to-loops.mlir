// A kernel becomes a function for a block: loops over its threads, cut at barriers.
//
// RUN: amaru-opt --amaru-threads-to-loops --canonicalize %s | FileCheck %s

// The piece before and the piece behind a barrier are loops of their own. The thread's number is computed again; what it
// read is kept in a place for each thread; the shared array is an array of the block.
//
// CHECK-LABEL: func.func private @cut
// CHECK-SAME: %[[A:[a-z0-9]+]]: !amaru.array<f64, 1, c>, %[[BLOCK:[a-z0-9]+]]: i64
// CHECK-DAG: %[[TILE:.*]] = amaru.alloc(%c256_i64)
// CHECK-DAG: %[[KEPT:.*]] = amaru.alloc(%c256_i64)
// CHECK: scf.for %[[T:.*]] = %c0_i64 to %c256_i64
// CHECK: %[[X:.*]] = amaru.load %[[A]][%[[T]]]
// CHECK: amaru.store %[[X]], %[[KEPT]][%[[T]]]
// CHECK: amaru.store %{{.*}}, %[[TILE]][%[[T]]]
// CHECK: scf.for %[[U:.*]] = %c0_i64 to %c256_i64
// CHECK: %[[I:.*]] = arith.subi %c255_i64, %[[U]]
// CHECK-DAG: amaru.load %[[TILE]][%[[I]]]
// CHECK-DAG: amaru.load %[[KEPT]][%[[U]]]
// CHECK-NOT: amaru.barrier
func.func private @cut(%a: !amaru.array<f64, 1, c>) attributes {amaru.kernel = "cut", amaru.block_size = 256} {
  %last = arith.constant 255 : i64
  %tile = amaru.shared [256] : !amaru.array<f64, 1, c>
  %t = amaru.thread_id 0
  %x = amaru.load %a[%t] : !amaru.array<f64, 1, c>
  %y = arith.addf %x, %x : f64
  amaru.store %y, %tile[%t] : !amaru.array<f64, 1, c>
  amaru.barrier
  %i = arith.subi %last, %t : i64
  %z = amaru.load %tile[%i] : !amaru.array<f64, 1, c>
  %s = arith.addf %x, %z : f64
  amaru.store %s, %a[%t] : !amaru.array<f64, 1, c>
  return
}

// A loop around a barrier stays around the loops over threads. What it carries for each thread lies in that thread's place,
// what it carries for all is carried.
//
// CHECK-LABEL: func.func private @loop
// CHECK: %[[SUM:.*]] = amaru.alloc(
// CHECK: scf.for {{.*}} to %c8_i64
// CHECK: amaru.store %cst, %[[SUM]]
// CHECK: scf.for %{{.*}} = %c0_i64 to %c4_i64 step %c1_i64 iter_args(%[[HALF:.*]] = %c8_i64) -> (i64)
// CHECK: %[[NEXT:.*]] = arith.shrui %[[HALF]]
// CHECK: scf.for {{.*}} to %c8_i64
// CHECK: amaru.store %{{.*}}, %[[SUM]]
// CHECK: scf.yield %[[NEXT]] : i64
func.func private @loop(%a: !amaru.array<f64, 1, c>) attributes {amaru.kernel = "loop", amaru.block_size = 8} {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %four = arith.constant 4 : i64
  %eight = arith.constant 8 : i64
  %start = arith.constant 0.0 : f64
  %t = amaru.thread_id 0
  %sum, %half = scf.for %i = %zero to %four step %one iter_args(%s = %start, %h = %eight) -> (f64, i64) : i64 {
    amaru.barrier
    %at = arith.addi %h, %t : i64
    %x = amaru.load %a[%at] : !amaru.array<f64, 1, c>
    %next = arith.addf %s, %x : f64
    %smaller = arith.shrui %h, %one : i64
    scf.yield %next, %smaller : f64, i64
  }
  amaru.store %sum, %a[%t] : !amaru.array<f64, 1, c>
  return
}

// A launch runs the blocks in parallel, and a block's number is taken apart along the axes of the grid.
//
// CHECK-LABEL: func.func @host
// CHECK: %[[BLOCKS:.*]] = arith.muli
// CHECK: amaru.parallel_for %c0_i64 to {{.*}} {
// CHECK: arith.remui
// CHECK: arith.divui
// CHECK: amaru.call @cut(
func.func @host(%a: !amaru.array<f64, 1, c>, %n: i64, %m: i64) {
  %one = arith.constant 1 : i64
  %failed = amaru.launch @cut grid(%n, %m, %one) block(%one, %one, %one) (%a) : !amaru.array<f64, 1, c>
  amaru.propagate_if %failed
  return
}
