// Every op of the dialect survives printing and parsing.
// RUN: %amaru-opt %s | %amaru-opt | FileCheck %s

!vec = !amaru.array<f64, 1, c>
!mat = !amaru.array<f64, 2, c>
!any = !amaru.array<f64, 2, strided>

// CHECK-LABEL: func.func @integers
func.func @integers(%a: i64, %b: i64, %x: f64) -> (i64, f64) {
  // CHECK: amaru.add %{{.*}}, %{{.*}}
  %0 = amaru.add %a, %b
  // CHECK: amaru.sub
  %1 = amaru.sub %0, %b
  // CHECK: amaru.mul
  %2 = amaru.mul %1, %b
  // CHECK: amaru.floor_div %{{.*}}, %{{.*}} : i64
  %3 = amaru.floor_div %2, %b : i64
  // CHECK: amaru.mod %{{.*}}, %{{.*}} unsigned : i64
  %4 = amaru.mod %3, %b unsigned : i64
  // CHECK: amaru.true_div
  %5 = amaru.true_div %4, %b
  // CHECK: amaru.mod %{{.*}}, %{{.*}} : f64
  %6 = amaru.mod %5, %x : f64
  return %4, %6 : i64, f64
}

// CHECK-LABEL: func.func @exceptions
func.func @exceptions(%c: i1, %i: i64, %n: i64) -> i64 {
  // CHECK: amaru.raise_if %{{.*}}, "ValueError", "bad {0}"(%{{.*}} : i64)
  amaru.raise_if %c, "ValueError", "bad {0}" (%i : i64)
  // CHECK: amaru.propagate_if
  amaru.propagate_if %c
  // CHECK: amaru.poll
  amaru.poll
  // CHECK: amaru.check_index %{{.*}}, %{{.*}} axis 1
  %0 = amaru.check_index %i, %n axis 1
  // CHECK: amaru.check_index %{{.*}}, %{{.*}} axis 0 nonnegative
  %1 = amaru.check_index %0, %n axis 0 nonnegative
  return %1 : i64
}

// CHECK-LABEL: func.func @arrays
func.func @arrays(%m: !mat, %n: i64, %i: i64, %p: !llvm.ptr) -> !any {
  // CHECK: amaru.alloc(%{{.*}}, %{{.*}}) : !amaru.array<f64, 2, c>
  %a = amaru.alloc(%n, %n) : !mat
  // CHECK: amaru.dim %{{.*}}, 1
  %d = amaru.dim %m, 1 : !mat
  // CHECK: amaru.load
  %x = amaru.load %m[%i, %d] : !mat
  // CHECK: amaru.store
  amaru.store %x, %a[%i, %i] : !mat
  // CHECK: amaru.slice_bounds start %{{.*}} stop %{{.*}} step %{{.*}} of %{{.*}}
  %first, %count = amaru.slice_bounds start %i stop %n step %n of %d
  // CHECK: amaru.slice_bounds step %{{.*}} of
  %f2, %c2 = amaru.slice_bounds step %n of %d
  // CHECK: amaru.view %{{.*}} offsets(%{{.*}}) sizes(%{{.*}}) steps(%{{.*}}) dropped [0]
  %row = amaru.view %m offsets(%i, %first) sizes(%n, %count) steps(%n, %n) dropped [0]
       : !mat -> !amaru.array<f64, 1, strided>
  // CHECK: amaru.transpose %{{.*}} [1, 0]
  %t = amaru.transpose %m [1, 0] : !mat -> !amaru.array<f64, 2, f>
  // CHECK: amaru.expand %{{.*}} [1]
  %e = amaru.expand %row [1] : !amaru.array<f64, 1, strided> -> !any
  // CHECK: amaru.stride %{{.*}}, 0
  %stride = amaru.stride %m, 0 : !mat
  // CHECK: amaru.strided_view %{{.*}} offset %{{.*}} sizes(%{{.*}}) strides(%{{.*}})
  %diagonal = amaru.strided_view %m offset %i sizes(%n) strides(%stride) : !mat -> !amaru.array<f64, 1, strided>
  // CHECK: amaru.reshape
  %flat = amaru.reshape %m(%n) : !mat -> !vec
  // CHECK: amaru.may_overlap
  %o = amaru.may_overlap %flat, %row : !vec, !amaru.array<f64, 1, strided>
  // CHECK: amaru.broadcast_dim %{{.*}}, %{{.*}}, "no ({0},) ({1},)"
  %b = amaru.broadcast_dim %n, %d, "no ({0},) ({1},)"
  // CHECK: amaru.elementwise(%{{.*}}, %{{.*}}) into %{{.*}} : !amaru.array<f64, 2, c> from
  amaru.elementwise (%m, %flat) into %a : !mat from !mat, !vec {
  ^bb0(%l: f64, %r: f64):
    %s = arith.addf %l, %r : f64
    amaru.yield %s : f64
  }
  // CHECK: amaru.wrap_buffer
  %w = amaru.wrap_buffer %p(%n) : !llvm.ptr -> !vec
  // CHECK: amaru.undef : !amaru.array<f64, 1, c>
  %u = amaru.undef : !vec
  // CHECK: amaru.retain
  amaru.retain %w : !vec
  // CHECK: amaru.release atomic
  amaru.release atomic %w : !vec
  // CHECK: amaru.cast_layout
  %s2 = amaru.cast_layout %m : !mat -> !any
  return %s2 : !any
}

// CHECK: amaru.global @N : i64
amaru.global @N : i64

// CHECK-LABEL: func.func @calls
func.func @calls(%n: i64) -> i64 {
  // CHECK: amaru.call @calls(%{{.*}}) : (i64) -> i64
  %r = amaru.call @calls(%n) : (i64) -> i64
  %half = arith.constant 0.5 : f64
  // CHECK: amaru.elementary "math.exp"(%{{.*}}) : (f64) -> f64
  %exp = amaru.elementary "math.exp"(%half) : (f64) -> f64
  // CHECK: amaru.libm "amaru_rt_sin"(%{{.*}})
  %sine = amaru.libm "amaru_rt_sin"(%half)
  // CHECK: amaru.runtime "amaru_rt_write_int"(%{{.*}}) : (i64) -> ()
  amaru.runtime "amaru_rt_write_int"(%r) : (i64) -> ()
  // CHECK: amaru.global_load @N : i64
  %g, %isSet = amaru.global_load @N : i64
  // CHECK: amaru.global_store %{{.*}}, @N : i64
  amaru.global_store %g, @N : i64
  // CHECK: amaru.str_constant "hello"
  %s = amaru.str_constant "hello"
  // CHECK: amaru.is_null %{{.*}} : !amaru.str
  %null = amaru.is_null %s : !amaru.str
  return %g : i64
}

func.func @body(%v: !vec, %lo: i64, %hi: i64) {
  return
}

// CHECK-LABEL: func.func @parallel
func.func @parallel(%v: !vec, %n: i64, %z: f64) -> f64 {
  // CHECK: amaru.parallel_for %{{.*}} to %{{.*}} reduce(%{{.*}} by ["add"]) : (f64) -> f64
  %sum = amaru.parallel_for %n to %n reduce (%z by ["add"]) : (f64) -> (f64) {
  ^bb0(%i: i64, %acc: f64):
    amaru.yield %acc : f64
  }
  // CHECK: amaru.parallel_call @body(%{{.*}}) %{{.*}} to %{{.*}} grain 16 : !amaru.array<f64, 1, c>
  %failed = amaru.parallel_call @body(%v) %n to %n grain 16 : !vec
  // CHECK: amaru.write_array %{{.*}} dtype 11 repr
  amaru.write_array %v dtype 11 repr : !vec
  return %sum : f64
}

// CHECK-LABEL: func.func @tries
func.func @tries(%c: i1, %n: i64) -> i64 {
  // CHECK: %[[CELL:.*]] = amaru.cell : !amaru.cell<i64>
  %cell = amaru.cell : !amaru.cell<i64>
  // CHECK: amaru.try -> i64 {
  %r = amaru.try -> i64 {
    // CHECK: amaru.cell_store %{{.*}}, %[[CELL]] : !amaru.cell<i64>
    amaru.cell_store %n, %cell : !amaru.cell<i64>
    amaru.yield %n : i64
  // CHECK: } except {
  } except {
    %e = amaru.runtime "amaru_rt_error_take"() : () -> !amaru.exception
    // CHECK: amaru.reraise_if %{{.*}}, %{{.*}} same_frame
    amaru.reraise_if %c, %e same_frame
    // CHECK: amaru.reraise_if %{{.*}}, %{{[^ ]*$}}
    amaru.reraise_if %c, %e
    // CHECK: amaru.cell_load %[[CELL]] : !amaru.cell<i64>
    %x = amaru.cell_load %cell : !amaru.cell<i64>
    amaru.yield %x : i64
  }
  return %r : i64
}
