// References are released after their last use on every path.
// RUN: %amaru-opt -amaru-manage-ownership %s | FileCheck %s

!vec = !amaru.array<f64, 1, c>
func.func private @make() -> !vec
func.func private @use(!vec)

// CHECK-LABEL: func.func @last_use
func.func @last_use() {
  %a = call @make() : () -> !vec
  // CHECK: call @use(%[[A:[0-9]+]])
  call @use(%a) : (!vec) -> ()
  // CHECK-NEXT: call @use(%[[A]])
  // CHECK-NEXT: amaru.release %[[A]]
  call @use(%a) : (!vec) -> ()
  return
}

// CHECK-LABEL: func.func @unused
func.func @unused() {
  // CHECK: %[[A:[0-9]+]] = call @make
  // CHECK-NEXT: amaru.release %[[A]]
  %a = call @make() : () -> !vec
  return
}

// What is returned is handed over; a parameter is only borrowed.
// CHECK-LABEL: func.func @returned
func.func @returned(%p: !vec, %c: i1) -> !vec {
  cf.cond_br %c, ^own, ^borrowed
^own:
  // CHECK: %[[A:[0-9]+]] = call @make
  // CHECK-NEXT: return %[[A]]
  %a = call @make() : () -> !vec
  return %a : !vec
^borrowed:
  // CHECK: amaru.retain %[[P:[a-z0-9]+]] :
  // CHECK-NEXT: return %[[P]]
  return %p : !vec
}

// A view keeps what it views alive.
// CHECK-LABEL: func.func @view
func.func @view(%n: i64) {
  %a = call @make() : () -> !vec
  %v = amaru.cast_layout %a : !vec -> !amaru.array<f64, 1, strided>
  // CHECK: amaru.load
  // CHECK-NEXT: amaru.release
  %x = amaru.load %v[%n] : !amaru.array<f64, 1, strided>
  return
}

// Dead on one edge, alive on the other.
// CHECK-LABEL: func.func @one_edge
func.func @one_edge(%c: i1) {
  %a = call @make() : () -> !vec
  // CHECK: cf.cond_br %{{.*}}, ^[[USE:bb[0-9]+]], ^[[DROP:bb[0-9]+]]
  cf.cond_br %c, ^use, ^done
^use:
  // CHECK: ^[[USE]]:
  // CHECK: call @use
  // CHECK-NEXT: amaru.release
  call @use(%a) : (!vec) -> ()
  cf.br ^done
  // CHECK: ^[[DROP]]:
  // CHECK-NEXT: amaru.release
^done:
  return
}

// A loop that swaps two arrays counts nothing in its rounds.
// CHECK-LABEL: func.func @swap
func.func @swap(%c: i1) {
  %a = call @make() : () -> !vec
  %b = call @make() : () -> !vec
  cf.br ^head(%a, %b : !vec, !vec)
  // CHECK: ^[[HEAD:bb[0-9]+]](%[[X:[0-9]+]]: !amaru.array<f64, 1, c>, %[[Y:[0-9]+]]: !amaru.array<f64, 1, c>):
^head(%x: !vec, %y: !vec):
  // CHECK-NEXT: cf.cond_br %{{.*}}, ^[[BODY:bb[0-9]+]], ^[[EXIT:bb[0-9]+]]
  cf.cond_br %c, ^body, ^exit
^body:
  // CHECK: ^[[BODY]]:
  // CHECK-NEXT: call @use
  // CHECK-NEXT: cf.br ^[[HEAD]](%[[Y]], %[[X]]
  call @use(%x) : (!vec) -> ()
  cf.br ^head(%y, %x : !vec, !vec)
  // CHECK: ^[[EXIT]]:
  // CHECK-NEXT: amaru.release %[[X]]
  // CHECK-NEXT: amaru.release %[[Y]]
^exit:
  return
}

// Two errors that leave the same values behind share one block.
// CHECK-LABEL: func.func @error_edges
func.func @error_edges(%c: i1, %d: i1) -> i1 {
  %true = arith.constant true
  %false = arith.constant false
  %a = call @make() : () -> !vec
  // CHECK: cf.cond_br %{{.*}}, ^[[CLEAN:bb[0-9]+]], ^
  cf.cond_br %c, ^error, ^next
^next:
  // CHECK: cf.cond_br %{{.*}}, ^[[CLEAN]], ^
  cf.cond_br %d, ^error, ^fine
^fine:
  call @use(%a) : (!vec) -> ()
  return %false : i1
  // CHECK: ^[[CLEAN]]:
  // CHECK-NEXT: amaru.release
  // CHECK-NEXT: cf.br
^error:
  return %true : i1
}

// A global takes a reference of its own.
amaru.global @g : !vec
// CHECK-LABEL: func.func @store
func.func @store(%p: !vec) {
  // CHECK: amaru.retain
  // CHECK-NEXT: amaru.global_store
  amaru.global_store %p, @g : !vec
  // CHECK: call @make
  // CHECK-NEXT: amaru.global_store
  // CHECK-NEXT: return
  %a = call @make() : () -> !vec
  amaru.global_store %a, @g : !vec
  return
}

// Inside a parallel loop other threads count too.
// CHECK-LABEL: func.func private @body
func.func private @body(%lo: i64, %hi: i64) attributes {amaru.parallel_body} {
  // CHECK: amaru.release atomic
  %a = call @make() : () -> !vec
  return
}

// A list takes the reference that it is given: the last one if it is not used again, a new one otherwise.
// CHECK-LABEL: func.func @stored
func.func @stored(%l: !amaru.list<!vec>, %i: i64) {
  // CHECK: %[[A:[0-9]+]] = call @make
  // CHECK-NEXT: amaru.retain %[[A]]
  // CHECK-NEXT: amaru.list_store(%[[A]])
  // CHECK-NEXT: amaru.list_push(%[[A]])
  // CHECK-NEXT: return
  %a = call @make() : () -> !vec
  amaru.list_store (%a) in %l[%i] : !vec in !amaru.list<!vec>
  %f = amaru.list_push (%a) to %l : !vec to !amaru.list<!vec>
  return
}

// What is loaded has a reference of its own; what is lent has none.
// CHECK-LABEL: func.func @loaded
func.func @loaded(%l: !amaru.list<!vec>, %i: i64) {
  // CHECK: %[[A:[0-9]+]] = amaru.list_load
  // CHECK-NEXT: amaru.retain %[[A]]
  // CHECK-NEXT: call @use(%[[A]])
  // CHECK-NEXT: amaru.release %[[A]]
  %a = amaru.list_load %l[%i] : !amaru.list<!vec> -> !vec
  call @use(%a) : (!vec) -> ()
  // CHECK-NEXT: %[[B:[0-9]+]] = amaru.list_load borrowed
  // CHECK-NEXT: call @use(%[[B]])
  // CHECK-NEXT: return
  %b = amaru.list_load borrowed %l[%i] : !amaru.list<!vec> -> !vec
  call @use(%b) : (!vec) -> ()
  return
}
