// What the verifiers refuse, and with which words.
// RUN: %amaru-opt %s -split-input-file -verify-diagnostics

func.func @f(%a: !amaru.array<f64, 2, c>, %i: i64) {
  // expected-error @+1 {{has 1 indices for an array of rank 2}}
  %x = amaru.load %a[%i] : !amaru.array<f64, 2, c>
  return
}

// -----

func.func @f(%a: !amaru.array<f64, 2, c>) {
  // expected-error @+1 {{axis 2 is outside an array of rank 2}}
  %x = amaru.dim %a, 2 : !amaru.array<f64, 2, c>
  return
}

// -----

// expected-error @+1 {{element of an array is 'index', which is no number}}
func.func @f(%a: !amaru.array<index, 1, c>) {
  return
}

// -----

func.func @f(%a: !amaru.array<f64, 2, strided>) {
  // expected-error @+1 {{makes the layout more precise}}
  %x = amaru.cast_layout %a : !amaru.array<f64, 2, strided> -> !amaru.array<f64, 2, c>
  return
}

// -----

func.func @f(%a: !amaru.array<f64, 2, c>) {
  // expected-error @+1 {{axes are no permutation}}
  %x = amaru.transpose %a [0, 0] : !amaru.array<f64, 2, c> -> !amaru.array<f64, 2, strided>
  return
}

// -----

func.func @f(%c: i1, %i: i64) {
  // expected-error @+1 {{has 4 arguments, at most 3 fit}}
  amaru.raise_if %c, "ValueError", "x" (%i, %i, %i, %i : i64, i64, i64, i64)
  return
}

// -----

func.func @f(%n: i64, %z: f64) {
  // expected-error @+1 {{has an unknown kind of reduction "mean"}}
  %s = amaru.parallel_for %n to %n reduce (%z by ["mean"]) : (f64) -> (f64) {
  ^bb0(%i: i64, %acc: f64):
    amaru.yield %acc : f64
  }
  return
}

// -----

func.func @f(%a: !amaru.array<f64, 1, c>) {
  // expected-error @+1 {{body yields ('i64') where ('f64') is needed}}
  amaru.elementwise (%a) into %a : !amaru.array<f64, 1, c> from !amaru.array<f64, 1, c> {
  ^bb0(%x: f64):
    %i = arith.constant 0 : i64
    amaru.yield %i : i64
  }
  return
}

// -----

func.func @f(%n: i64) {
  // expected-error @+1 {{calls `g`, which is no function}}
  %r = amaru.call @g(%n) : (i64) -> i64
  return
}

// -----

func.func @f(%a: !amaru.array<f64, 1, c>) {
  // expected-error @+1 {{asks for axis 1 of an array with 1}}
  %s = amaru.stride %a, 1 : !amaru.array<f64, 1, c>
  return
}

// -----

func.func @f(%n: i64) {
  // expected-error @+1 {{yields () where ('i64') is needed}}
  %r = amaru.try -> i64 {
    amaru.yield %n : i64
  } except {
    amaru.yield
  }
  return
}
