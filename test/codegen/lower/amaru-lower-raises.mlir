// Exceptions become branches to one cold block for each function.
// RUN: %amaru-opt -amaru-lower-raises %s | FileCheck %s

// CHECK-LABEL: func.func @add
// CHECK-SAME: -> (i64, i1)
func.func @add(%a: i64, %b: i64) -> i64 {
  // CHECK: "llvm.intr.sadd.with.overflow"
  // CHECK: cf.cond_br %{{.*}} weights([1, 1048576]), ^[[RAISE:bb[0-9]+]](
  %s = amaru.add %a, %b
  // CHECK: "llvm.intr.smul.with.overflow"
  // CHECK: cf.cond_br %{{.*}} weights([1, 1048576]), ^[[RAISE]](
  %p = amaru.mul %s, %b
  // CHECK: return %{{.*}}, %false
  // CHECK: return %{{.*}}, %true
  // CHECK: ^[[RAISE]](
  // CHECK-COUNT-1: amaru.runtime "amaru_rt_raise"
  // CHECK-NOT: amaru_rt_raise
  return %p : i64
}

// One unsigned comparison; a negative index is counted from the end in a block of its own, which rejoins.
// CHECK-LABEL: func.func @index
func.func @index(%i: i64, %n: i64) -> i64 {
  // CHECK: %[[OUT:.*]] = arith.cmpi uge, %[[I:.*]], %[[N:.*]] : i64
  // CHECK: cf.cond_br %[[OUT]] weights([1, 1048576]), ^[[COUNT:bb[0-9]+]], ^[[REST:bb[0-9]+]](%[[I]] : i64)
  // CHECK: ^[[COUNT]]:
  // CHECK: %[[J:.*]] = arith.addi %[[I]], %[[N]]
  // CHECK: cf.cond_br %{{.*}}, ^{{.*}}, ^[[REST]](%[[J]] : i64)
  %j = amaru.check_index %i, %n axis 0
  return %j : i64
}

// A caller passes the exception on and adds its line.
// CHECK-LABEL: func.func @caller
// CHECK: %[[R:.*]]:2 = call @add
// CHECK: cf.cond_br %[[R]]#1
// CHECK: "amaru_rt_traceback_add"
func.func @caller(%a: i64) -> i64 {
  %r = amaru.call @add(%a, %a) : (i64, i64) -> i64
  return %r : i64
}

// What cannot raise is left alone.
// CHECK-LABEL: func.func @pure(
// CHECK-SAME: -> i64 {
func.func @pure(%a: i64) -> i64 {
  return %a : i64
}

// CHECK-LABEL: func.func @calls_pure(
// CHECK-SAME: -> i64 {
func.func @calls_pure(%a: i64) -> i64 {
  // CHECK-NEXT: call @pure
  // CHECK-NEXT: return
  %r = amaru.call @pure(%a) : (i64) -> i64
  return %r : i64
}

// A recursive function looks at its stack.
// CHECK-LABEL: func.func @recursive
// CHECK: llvm.mlir.addressof @amaru_rt_stack_limit
// CHECK: llvm.addressofreturnaddress
// CHECK: "amaru_rt_stack_overflow"
func.func @recursive(%a: i64) -> i64 {
  %r = amaru.call @recursive(%a) : (i64) -> i64
  return %r : i64
}
