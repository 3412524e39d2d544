// The ops of lists and records survive printing and parsing.
// RUN: %amaru-opt %s | %amaru-opt | FileCheck %s

!pairs = !amaru.list<i64, !amaru.str>
!table = !amaru.record<i64, !amaru.list<i32>>

// CHECK-LABEL: func.func @lists(
// CHECK-SAME: !amaru.list<i64, !amaru.str>
func.func @lists(%l: !pairs, %none: !amaru.list<>, %n: i64, %s: !amaru.str) -> i64 {
  // CHECK: amaru.list_new %{{.*}} : !amaru.list<f64>
  %0 = amaru.list_new %n : !amaru.list<f64>
  // CHECK: amaru.list_len %{{.*}} : !amaru.list<i64, !amaru.str>
  %1 = amaru.list_len %l : !pairs
  // CHECK: %{{.*}}:2 = amaru.list_load %{{.*}}[%{{.*}}] : !amaru.list<i64, !amaru.str> -> i64, !amaru.str
  %2:2 = amaru.list_load %l[%n] : !pairs -> i64, !amaru.str
  // CHECK: amaru.list_load borrowed
  %3:2 = amaru.list_load borrowed %l[%n] : !pairs -> i64, !amaru.str
  // CHECK: amaru.list_load %{{.*}}[%{{.*}}] : !amaru.list<>
  amaru.list_load %none[%n] : !amaru.list<>
  // CHECK: amaru.list_store(%{{.*}}, %{{.*}}) in %{{.*}}[%{{.*}}] : i64, !amaru.str in !amaru.list<i64, !amaru.str>
  amaru.list_store (%n, %s) in %l[%n] : i64, !amaru.str in !pairs
  // CHECK: amaru.list_push(%{{.*}}, %{{.*}}) to %{{.*}} : i64, !amaru.str to !amaru.list<i64, !amaru.str>
  %4 = amaru.list_push (%n, %s) to %l : i64, !amaru.str to !pairs
  // CHECK: amaru.list_push reserved(
  %5 = amaru.list_push reserved (%n, %s) to %l : i64, !amaru.str to !pairs
  // CHECK: amaru.list_resize %{{.*}}, %{{.*}} : !amaru.list<i64, !amaru.str>
  %6 = amaru.list_resize %l, %n : !pairs
  // CHECK: amaru.check_index %{{.*}}, %{{.*}} axis 0 message "list index out of range"
  %7 = amaru.check_index %n, %1 axis 0 message "list index out of range"
  return %7 : i64
}

// CHECK-LABEL: func.func @records(
func.func @records(%n: i64, %i: !amaru.list<i32>) -> i64 {
  // CHECK: amaru.record_new(%{{.*}}, %{{.*}}) : i64, !amaru.list<i32> -> !amaru.record<i64, !amaru.list<i32>>
  %0 = amaru.record_new (%n, %i) : i64, !amaru.list<i32> -> !table
  // CHECK: amaru.record_get borrowed %{{.*}}[1]
  %1 = amaru.record_get borrowed %0[1] : !table -> !amaru.list<i32>
  // CHECK: amaru.record_get %{{.*}}[0] : !amaru.record<i64, !amaru.list<i32>> -> i64
  %2 = amaru.record_get %0[0] : !table -> i64
  // CHECK: amaru.record_set %{{.*}} in %{{.*}}[1] : !amaru.list<i32> in !amaru.record<i64, !amaru.list<i32>>
  amaru.record_set %i in %0[1] : !amaru.list<i32> in !table
  return %2 : i64
}
