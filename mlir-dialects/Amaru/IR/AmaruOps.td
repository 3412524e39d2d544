//===- AmaruOps.td - ops of the amaru dialect -----------------------------===//
//
// Grouped as Python groups them: integers, exceptions, arrays, calls, parallel loops, GPU kernels, globals and text.
// "Raises" in a description means: the op may leave the function with a Python exception. Such an op carries the source
// location that the traceback names, writes the `Exception` resource (so nothing removes or reorders it), and has no
// successor of its own until `amaru-lower-raises` gives it one.

#ifndef AMARU_OPS_TD
#define AMARU_OPS_TD

include "mlir-dialects/Amaru/IR/AmaruInterfaces.td"
include "mlir-dialects/Amaru/IR/AmaruTypes.td"
include "mlir/IR/OpAsmInterface.td"
include "mlir/IR/SymbolInterfaces.td"
include "mlir/Interfaces/CallInterfaces.td"
include "mlir/Interfaces/ControlFlowInterfaces.td"
include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/LoopLikeInterface.td"
include "mlir/Interfaces/MemorySlotInterfaces.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

class Amaru_Op<string mnemonic, list<Trait> traits = []> : Op<Amaru_Dialect, mnemonic, traits>;

// The pending exception: writing it keeps raising ops in their order.
def Amaru_ExceptionResource : Resource<"::amaru::ir::ExceptionResource">;
// Standard output and whatever else the runtime reaches.
def Amaru_WorldResource : Resource<"::amaru::ir::WorldResource">;

// An op that may raise.
class Amaru_RaisingOp<string mnemonic, list<Trait> traits = []>
    : Amaru_Op<mnemonic, traits # [MemoryEffects<[MemWrite<Amaru_ExceptionResource>]>]>;

//===----------------------------------------------------------------------===//
// Integers
//===----------------------------------------------------------------------===//

class Amaru_CheckedBinaryOp<string mnemonic, list<Trait> traits = []>
    : Amaru_RaisingOp<mnemonic, traits # [SameOperandsAndResultType]> {
  let arguments = (ins I64:$lhs, I64:$rhs);
  let results = (outs I64:$result);
  let assemblyFormat = "$lhs `,` $rhs attr-dict";
  let hasFolder = 1;
}

def Amaru_AddOp : Amaru_CheckedBinaryOp<"add", [Commutative]> {
  let summary = "Python's int + int";
  let description = [{
    The exact sum. Raises OverflowError where it leaves 64 bits.

    ```mlir
    %s = amaru.add %a, %b
    ```
  }];
}

def Amaru_SubOp : Amaru_CheckedBinaryOp<"sub"> {
  let summary = "Python's int - int";
  let description = [{
    The exact difference. Raises OverflowError where it leaves 64 bits.

    ```mlir
    %d = amaru.sub %a, %b
    ```
  }];
}

def Amaru_MulOp : Amaru_CheckedBinaryOp<"mul", [Commutative]> {
  let summary = "Python's int * int";
  let description = [{
    The exact product. Raises OverflowError where it leaves 64 bits.

    ```mlir
    %p = amaru.mul %a, %b
    ```
  }];
}

class Amaru_FloorOp<string mnemonic>
    : Amaru_Op<mnemonic, [NoMemoryEffect, DeclareOpInterfaceMethods<ConditionallySpeculatable>,
                          SameOperandsAndResultType]> {
  let arguments = (ins AnyTypeOf<[AnySignlessInteger, AnyFloat]>:$lhs, AnyTypeOf<[AnySignlessInteger, AnyFloat]>:$rhs,
                       UnitAttr:$isUnsigned);
  let results = (outs AnyTypeOf<[AnySignlessInteger, AnyFloat]>:$result);
  let assemblyFormat = "$lhs `,` $rhs (`unsigned` $isUnsigned^)? attr-dict `:` type($result)";
}

def Amaru_FloorDivOp : Amaru_FloorOp<"floor_div"> {
  let summary = "Python's a // b, for a divisor that is not zero";
  let description = [{
    The quotient rounded towards minus infinity. An integer divisor of zero is undefined: a `raise_if` stands before.
    The smallest integer by -1 wraps. Floats follow CPython's `float.__floordiv__` (which NumPy shares), except that
    a zero divisor gives IEEE's quotient.

    ```mlir
    %q = amaru.floor_div %a, %b : i64
    ```
  }];
}

def Amaru_ModOp : Amaru_FloorOp<"mod"> {
  let summary = "Python's a % b, for a divisor that is not zero";
  let description = [{
    The remainder with the sign of the divisor. An integer divisor of zero is undefined: a `raise_if` stands before.
    Floats follow CPython's `float.__mod__` (a zero result takes the divisor's sign; NaN for a zero divisor).

    ```mlir
    %r = amaru.mod %a, %b : f64
    ```
  }];
}

def Amaru_TrueDivOp : Amaru_Op<"true_div", [Pure]> {
  let summary = "Python's int / int, for a divisor that is not zero";
  let description = [{
    The quotient of two integers, correctly rounded to a float, also where an operand is above 2^53.

    ```mlir
    %q = amaru.true_div %a, %b
    ```
  }];
  let arguments = (ins I64:$lhs, I64:$rhs);
  let results = (outs F64:$result);
  let assemblyFormat = "$lhs `,` $rhs attr-dict";
}

//===----------------------------------------------------------------------===//
// Exceptions
//===----------------------------------------------------------------------===//

def Amaru_RaiseIfOp : Amaru_RaisingOp<"raise_if"> {
  let summary = "raises an exception when a condition holds";
  let description = [{
    `exception` is the Python class, `message` its text, where `{0}` … `{2}` stand for the arguments (integers; `{0:u}`
    unsigned; `{0:f}` a float as Python prints it; `{0:s}` a string). Folds away when the condition is known false.

    ```mlir
    amaru.raise_if %isZero, "ZeroDivisionError", "division by zero"
    amaru.raise_if %bad, "ValueError", "need {0} columns, found {1}" (%a, %b : i64, i64)
    ```
  }];
  let arguments = (ins I1:$condition, StrAttr:$exception, StrAttr:$message, Variadic<AnyType>:$args);
  let assemblyFormat = [{
    $condition `,` $exception `,` $message (`(` $args^ `:` type($args) `)`)? attr-dict
  }];
  let hasCanonicalizeMethod = 1;
  let hasVerifier = 1;
}

def Amaru_PropagateIfOp : Amaru_RaisingOp<"propagate_if"> {
  let summary = "leaves the function with the exception that is pending when a condition holds";
  let description = [{
    For runtime functions that raise themselves and say so in their result; adds this line to the traceback, unless
    `sameFrame` says that the exception has passed through this Python function already.

    ```mlir
    amaru.propagate_if %failed
    ```
  }];
  let arguments = (ins I1:$condition, UnitAttr:$sameFrame);
  let assemblyFormat = "$condition (`same_frame` $sameFrame^)? attr-dict";
  let builders = [OpBuilder<(ins "::mlir::Value":$condition), [{
    build($_builder, $_state, condition, ::mlir::UnitAttr());
  }]>];
}

def Amaru_ReraiseIfOp : Amaru_RaisingOp<"reraise_if"> {
  let summary = "raises an exception that is a value when a condition holds";
  let description = [{
    Python's `raise e`: this line joins the traceback, and what is being handled becomes the context. With `same_frame` the
    exception goes on as it is: a bare `raise`, or the end of a `try` that nothing caught.

    ```mlir
    amaru.reraise_if %isPending, %e same_frame
    ```
  }];
  let arguments = (ins I1:$condition, Amaru_Exception:$exception, UnitAttr:$sameFrame);
  let assemblyFormat = "$condition `,` $exception (`same_frame` $sameFrame^)? attr-dict";
}

def Amaru_TryOp : Amaru_Op<"try", [RecursiveMemoryEffects]> {
  let summary = "runs a body, and a handler if the body raises";
  let description = [{
    The first op of the body that raises leaves it for the handler, where the exception is pending; what raises in the
    handler leaves the whole op. Both yield the results. Variables that the body sets and the handler reads live in cells.
    Which classes are caught, `else` and `finally` are ordinary code in and behind the handler.

    ```mlir
    %r = amaru.try -> i64 {
      %q = amaru.add %a, %b
      amaru.yield %q : i64
    } except {
      %e = amaru.runtime "amaru_rt_error_take"() : () -> !amaru.exception
      amaru.yield %zero : i64
    }
    ```

    The regions may have many blocks, as they do after `scf` has become `cf`; `amaru-lower-raises` puts them in place.
  }];
  let results = (outs Variadic<AnyType>:$results);
  let regions = (region AnyRegion:$body, AnyRegion:$handler);
  let assemblyFormat = "(`->` type($results)^)? attr-dict-with-keyword $body `except` $handler";
  let hasRegionVerifier = 1;
}

def Amaru_CellOp : Amaru_Op<"cell", [MemoryEffects<[MemAlloc]>,
                                     DeclareOpInterfaceMethods<PromotableAllocationOpInterface>]> {
  let summary = "a variable that a `try` reads back after its body has failed";
  let description = [{
    Undefined until stored to. It never reaches machine code: when raises are branches, `mem2reg` makes it values.

    ```mlir
    %c = amaru.cell : !amaru.cell<i64>
    ```
  }];
  let results = (outs Amaru_Cell:$result);
  let assemblyFormat = "attr-dict `:` type($result)";
}

def Amaru_CellLoadOp : Amaru_Op<"cell_load", [
    DeclareOpInterfaceMethods<PromotableMemOpInterface>,
    TypesMatchWith<"the result is the cell's content", "cell", "result",
                   "::llvm::cast<::amaru::ir::CellType>($_self).getContentType()">]> {
  let summary = "the value of a cell";
  let description = [{
    ```mlir
    %x = amaru.cell_load %c : !amaru.cell<i64>
    ```
  }];
  let arguments = (ins Arg<Amaru_Cell, "", [MemRead]>:$cell);
  let results = (outs AnyType:$result);
  let assemblyFormat = "$cell attr-dict `:` type($cell)";
}

def Amaru_CellStoreOp : Amaru_Op<"cell_store", [
    DeclareOpInterfaceMethods<PromotableMemOpInterface>,
    TypesMatchWith<"the value is the cell's content", "cell", "value",
                   "::llvm::cast<::amaru::ir::CellType>($_self).getContentType()">]> {
  let summary = "sets a cell";
  let description = [{
    ```mlir
    amaru.cell_store %x, %c : !amaru.cell<i64>
    ```
  }];
  let arguments = (ins AnyType:$value, Arg<Amaru_Cell, "", [MemWrite]>:$cell);
  let assemblyFormat = "$value `,` $cell attr-dict `:` type($cell)";
}

def Amaru_CheckIndexOp : Amaru_RaisingOp<"check_index"> {
  let summary = "a subscript made non-negative, or IndexError";
  let description = [{
    `index` if it is in `0 … extent-1`, `index + extent` if it is in `-extent … -1`; otherwise raises
    `IndexError: index I is out of bounds for axis A with size N`. `extent` is never negative.

    ```mlir
    %j = amaru.check_index %i, %n axis 0
    ```

    With `nonnegative` the index is known not to be negative, so that only the upper bound is compared. `message`
    replaces the text, for what is no array.
  }];
  let arguments = (ins I64:$index, I64:$extent, I64Attr:$axis, UnitAttr:$nonnegative, OptionalAttr<StrAttr>:$message);
  let results = (outs I64:$result);
  let assemblyFormat = [{
    $index `,` $extent `axis` $axis (`nonnegative` $nonnegative^)? (`message` $message^)? attr-dict
  }];
  let builders = [OpBuilder<(ins "::mlir::Value":$index, "::mlir::Value":$extent, "int64_t":$axis,
                                 CArg<"::llvm::StringRef", "{}">:$message), [{
    build($_builder, $_state, index, extent, $_builder.getI64IntegerAttr(axis), ::mlir::UnitAttr(),
          message.empty() ? ::mlir::StringAttr() : $_builder.getStringAttr(message));
  }]>];
  let hasFolder = 1;
}

def Amaru_PollOp : Amaru_RaisingOp<"poll"> {
  let summary = "raises KeyboardInterrupt when Ctrl-C was pressed";
  let description = [{
    Loads one flag. Stands once in each strip of a long loop.

    ```mlir
    amaru.poll
    ```
  }];
  let assemblyFormat = "attr-dict";
}

//===----------------------------------------------------------------------===//
// Arrays
//===----------------------------------------------------------------------===//

def Amaru_UndefOp : Amaru_Op<"undef", [Pure]> {
  let summary = "the value of a variable that is not set";
  let description = [{
    Any value: a flag beside it says that nobody may read it. An array or a string is the null reference, which
    releasing leaves alone.

    ```mlir
    %u = amaru.undef : !amaru.array<f64, 1, c>
    ```
  }];
  let results = (outs AnyType:$result);
  let assemblyFormat = "attr-dict `:` type($result)";
}

def Amaru_AllocOp : Amaru_Op<"alloc", [MemoryEffects<[MemAlloc, MemWrite<Amaru_ExceptionResource>]>]> {
  let summary = "a new array with undefined contents";
  let description = [{
    Extents must not be negative (the caller checked). Raises MemoryError, also where the size in bytes leaves 63 bits.
    The result is owned: the ownership pass releases it.

    ```mlir
    %a = amaru.alloc(%n, %m) : !amaru.array<f64, 2, c>
    ```
  }];
  let arguments = (ins Variadic<I64>:$extents);
  let results = (outs Amaru_Array:$result);
  let assemblyFormat = "`(` $extents `)` attr-dict `:` type($result)";
  let hasVerifier = 1;
}

def Amaru_DimOp : Amaru_Op<"dim", [Pure]> {
  let summary = "the extent of an array along an axis";
  let description = [{
    Between 0 and 2^47.

    ```mlir
    %n = amaru.dim %a, 0 : !amaru.array<f64, 2, c>
    ```
  }];
  let arguments = (ins Amaru_Array:$array, I64Attr:$axis);
  let results = (outs I64:$result);
  let assemblyFormat = "$array `,` $axis attr-dict `:` type($array)";
  let hasFolder = 1;
  let hasVerifier = 1;
}

def Amaru_LoadOp : Amaru_Op<"load", [
    TypesMatchWith<"the result is an element", "array", "result",
                   "::llvm::cast<::amaru::ir::ArrayType>($_self).getElementType()">]> {
  let summary = "an element of an array";
  let description = [{
    Each index is within its axis: a `check_index` stands before, or a pass has proved it.

    ```mlir
    %x = amaru.load %a[%i, %j] : !amaru.array<f64, 2, c>
    ```
  }];
  let arguments = (ins Arg<Amaru_Array, "", [MemRead]>:$array, Variadic<I64>:$indices);
  let results = (outs AnyType:$result);
  let assemblyFormat = "$array `[` $indices `]` attr-dict `:` type($array)";
  let hasVerifier = 1;
}

def Amaru_StoreOp : Amaru_Op<"store", [
    TypesMatchWith<"the value is an element", "array", "value",
                   "::llvm::cast<::amaru::ir::ArrayType>($_self).getElementType()">]> {
  let summary = "sets an element of an array";
  let description = [{
    Each index is within its axis, as for `load`.

    ```mlir
    amaru.store %x, %a[%i, %j] : !amaru.array<f64, 2, c>
    ```
  }];
  let arguments = (ins AnyType:$value, Arg<Amaru_Array, "", [MemWrite]>:$array, Variadic<I64>:$indices);
  let assemblyFormat = "$value `,` $array `[` $indices `]` attr-dict `:` type($array)";
  let hasVerifier = 1;
}

def Amaru_VectorLoadOp : Amaru_Op<"vector_load"> {
  let summary = "elements that lie side by side, as a vector";
  let description = [{
    From the element at `indices` on, along the axis on which neighbours are adjacent in memory (the last of a `c` array, the
    first of an `f` array). A lane that `mask` leaves out reads nothing and holds any value; the element at `indices` need
    not exist if its lane is left out.

    ```mlir
    %v = amaru.vector_load %a[%i, %j], %mask : !amaru.array<f64, 2, c>, vector<8xi1> -> vector<8xf64>
    ```
  }];
  let arguments = (ins Arg<Amaru_Array, "", [MemRead]>:$array, Variadic<I64>:$indices, AnyVectorOfNonZeroRank:$mask);
  let results = (outs AnyVectorOfNonZeroRank:$result);
  let assemblyFormat = [{
    $array `[` $indices `]` `,` $mask attr-dict `:` type($array) `,` type($mask) `->` type($result)
  }];
  let hasVerifier = 1;
}

def Amaru_VectorStoreOp : Amaru_Op<"vector_store"> {
  let summary = "sets elements that lie side by side";
  let description = [{
    As for `vector_load`; a lane that `mask` leaves out writes nothing.

    ```mlir
    amaru.vector_store %v, %a[%i, %j], %mask : vector<8xf64>, !amaru.array<f64, 2, c>, vector<8xi1>
    ```
  }];
  let arguments = (ins AnyVectorOfNonZeroRank:$value, Arg<Amaru_Array, "", [MemWrite]>:$array, Variadic<I64>:$indices,
                       AnyVectorOfNonZeroRank:$mask);
  let assemblyFormat = [{
    $value `,` $array `[` $indices `]` `,` $mask attr-dict `:` type($value) `,` type($array) `,` type($mask)
  }];
  let hasVerifier = 1;
}

def Amaru_SliceBoundsOp : Amaru_Op<"slice_bounds", [Pure, AttrSizedOperandSegments]> {
  let summary = "where a Python slice starts and how many elements it takes";
  let description = [{
    Python's `slice(start, stop, step).indices(extent)`, as the first index and the number of elements. An absent start
    or stop is a missing operand. `step` is not zero (the caller checked). With an empty slice `first` is in `0 … extent`.

    ```mlir
    %first, %count = amaru.slice_bounds start %a stop %b step %s of %n
    ```
  }];
  let arguments = (ins Optional<I64>:$start, Optional<I64>:$stop, I64:$step, I64:$extent);
  let results = (outs I64:$first, I64:$count);
  let assemblyFormat = "(`start` $start^)? (`stop` $stop^)? `step` $step `of` $extent attr-dict";
}

def Amaru_ViewOp : Amaru_Op<"view", [Pure, AttrSizedOperandSegments]> {
  let summary = "a rectangular part of an array, sharing its storage";
  let description = [{
    For each axis of the source an offset, a number of elements and a step; axes in `dropped` (whose number of elements
    is 1) are not axes of the result. Everything is within the source (checked before). The result's layout may be `c`
    only where that is certain.

    ```mlir
    %row = amaru.view %a offsets(%i, %zero) sizes(%one, %m) steps(%one, %one) dropped [0]
         : !amaru.array<f64, 2, c> -> !amaru.array<f64, 1, c>
    ```
  }];
  let arguments = (ins Amaru_Array:$source, Variadic<I64>:$offsets, Variadic<I64>:$sizes, Variadic<I64>:$steps,
                       DenseI64ArrayAttr:$dropped);
  let results = (outs Amaru_Array:$result);
  let assemblyFormat = [{
    $source `offsets` `(` $offsets `)` `sizes` `(` $sizes `)` `steps` `(` $steps `)` `dropped` $dropped attr-dict
    `:` type($source) `->` type($result)
  }];
  let hasVerifier = 1;
}

def Amaru_TransposeOp : Amaru_Op<"transpose", [Pure]> {
  let summary = "the axes of an array in another order, sharing its storage";
  let description = [{
    Axis k of the result is axis `permutation[k]` of the source.

    ```mlir
    %t = amaru.transpose %a [1, 0] : !amaru.array<f64, 2, c> -> !amaru.array<f64, 2, f>
    ```
  }];
  let arguments = (ins Amaru_Array:$source, DenseI64ArrayAttr:$permutation);
  let results = (outs Amaru_Array:$result);
  let assemblyFormat = "$source $permutation attr-dict `:` type($source) `->` type($result)";
  let hasVerifier = 1;
}

def Amaru_ExpandOp : Amaru_Op<"expand", [Pure]> {
  let summary = "an array with axes of extent 1 put in, sharing its storage";
  let description = [{
    `axes` are the places of the new axes in the result, ascending: what `a[:, None]` does.

    ```mlir
    %c = amaru.expand %a [1] : !amaru.array<f64, 1, strided> -> !amaru.array<f64, 2, strided>
    ```
  }];
  let arguments = (ins Amaru_Array:$source, DenseI64ArrayAttr:$axes);
  let results = (outs Amaru_Array:$result);
  let assemblyFormat = "$source $axes attr-dict `:` type($source) `->` type($result)";
}

def Amaru_ReshapeOp : Amaru_Op<"reshape", [Pure]> {
  let summary = "the elements of a `c` array under other extents, sharing its storage";
  let description = [{
    The product of the extents is that of the source (the caller checked).

    ```mlir
    %flat = amaru.reshape %a(%n) : !amaru.array<f64, 2, c> -> !amaru.array<f64, 1, c>
    ```
  }];
  let arguments = (ins Amaru_Array:$source, Variadic<I64>:$extents);
  let results = (outs Amaru_Array:$result);
  let assemblyFormat = "$source `(` $extents `)` attr-dict `:` type($source) `->` type($result)";
  let hasVerifier = 1;
}

def Amaru_CastLayoutOp : Amaru_Op<"cast_layout", [Pure]> {
  let summary = "the same array under a less precise layout";
  let description = [{
    `c` or `f` to `strided`; the reference is the same.

    ```mlir
    %s = amaru.cast_layout %a : !amaru.array<f64, 2, c> -> !amaru.array<f64, 2, strided>
    ```
  }];
  let arguments = (ins Amaru_Array:$source);
  let results = (outs Amaru_Array:$result);
  let assemblyFormat = "$source attr-dict `:` type($source) `->` type($result)";
  let hasVerifier = 1;
}

def Amaru_StrideOp : Amaru_Op<"stride", [Pure]> {
  let summary = "how far apart the neighbours along an axis lie";
  let description = [{
    In elements; negative in a reversed view, 0 in a broadcast one.

    ```mlir
    %s = amaru.stride %a, 0 : !amaru.array<f64, 2, c>
    ```
  }];
  let arguments = (ins Amaru_Array:$array, I64Attr:$axis);
  let results = (outs I64:$result);
  let assemblyFormat = "$array `,` $axis attr-dict `:` type($array)";
  let hasVerifier = 1;
}

def Amaru_StridedViewOp : Amaru_Op<"strided_view", [Pure, AttrSizedOperandSegments]> {
  let summary = "any view of an array's storage";
  let description = [{
    Starts `offset` bytes behind the first element of the source, with the extents and the strides (in elements of the
    result) that are given; the elements may have another type. The caller made sure that all of it lies within the
    storage, and that a result of layout `c` or `f` is one.

    ```mlir
    %d = amaru.strided_view %a offset %zero sizes(%n) strides(%s)
       : !amaru.array<f64, 2, c> -> !amaru.array<f64, 1, strided>
    ```
  }];
  let arguments = (ins Amaru_Array:$source, I64:$offset, Variadic<I64>:$sizes, Variadic<I64>:$strides);
  let results = (outs Amaru_Array:$result);
  let assemblyFormat = [{
    $source `offset` $offset `sizes` `(` $sizes `)` `strides` `(` $strides `)` attr-dict
    `:` type($source) `->` type($result)
  }];
  let hasVerifier = 1;
}

def Amaru_MayOverlapOp : Amaru_Op<"may_overlap", [Pure]> {
  let summary = "whether two arrays may share an element";
  let description = [{
    False only where the address ranges from the first to the last element are disjoint.

    ```mlir
    %o = amaru.may_overlap %a, %b : !amaru.array<f64, 1, c>, !amaru.array<f64, 1, strided>
    ```
  }];
  let arguments = (ins Amaru_Array:$lhs, Amaru_Array:$rhs);
  let results = (outs I1:$result);
  let assemblyFormat = "$lhs `,` $rhs attr-dict `:` type($lhs) `,` type($rhs)";
}

def Amaru_BroadcastDimOp : Amaru_RaisingOp<"broadcast_dim"> {
  let summary = "the extent that two axes have together under NumPy's broadcasting";
  let description = [{
    `lhs` if both are equal or `rhs` is 1, `rhs` if `lhs` is 1; otherwise raises ValueError with NumPy's text
    (`operands could not be broadcast together with shapes …` in `message`, `{0}` and `{1}` being the extents).

    ```mlir
    %n = amaru.broadcast_dim %p, %q, "operands could not be broadcast together with shapes ({0},) ({1},)"
    ```
  }];
  let arguments = (ins I64:$lhs, I64:$rhs, StrAttr:$message);
  let results = (outs I64:$result);
  let assemblyFormat = "$lhs `,` $rhs `,` $message attr-dict";
  let hasFolder = 1;
}

def Amaru_ElementwiseOp : Amaru_Op<"elementwise", [SingleBlockImplicitTerminator<"YieldOp">, RecursiveMemoryEffects]> {
  let summary = "a scalar computation applied to every element of its inputs, into an array";
  let description = [{
    For every index of `into`, the body is given the elements of the inputs at that index and yields the element to
    store. Inputs broadcast as in NumPy: a missing leading axis, or an axis of extent 1, is repeated. The caller checked
    that extents fit and that `into` overlaps no input, unless it is that very array. The order of the elements is not
    specified, so the body has no effects; where it raises, the elements computed before are set or not.

    ```mlir
    amaru.elementwise (%a, %b) into %c : !amaru.array<f64, 1, c> from !amaru.array<f64, 1, c>, !amaru.array<f64, 1, c> {
    ^bb0(%x: f64, %y: f64):
      %s = arith.addf %x, %y : f64
      amaru.yield %s : f64
    }
    ```
  }];
  let arguments = (ins Arg<Variadic<Amaru_Array>, "", [MemRead]>:$inputs, Arg<Amaru_Array, "", [MemWrite]>:$into);
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = [{
    `(` $inputs `)` `into` $into attr-dict `:` type($into) (`from` type($inputs)^)? $body
  }];
  let hasVerifier = 1;
}

def Amaru_YieldOp : Amaru_Op<"yield", [Pure, Terminator, ReturnLike,
                                       ParentOneOf<["ElementwiseOp", "ParallelForOp", "TryOp"]>]> {
  let summary = "ends the body of an op of this dialect";
  let arguments = (ins Variadic<AnyType>:$values);
  let assemblyFormat = "attr-dict ($values^ `:` type($values))?";
  let builders = [OpBuilder<(ins)>];
}

def Amaru_WrapBufferOp : Amaru_Op<"wrap_buffer", [MemoryEffects<[MemAlloc]>]> {
  let summary = "an array over storage that the runtime allocated";
  let description = [{
    `owner` is an `amaru_rt_owner` whose elements start 64 bytes after it; the result takes its reference.

    ```mlir
    %a = amaru.wrap_buffer %owner(%rows, %columns) : !amaru.array<f64, 2, c>
    ```
  }];
  let arguments = (ins AnyType:$owner, Variadic<I64>:$extents);
  let results = (outs Amaru_Array:$result);
  let assemblyFormat = "$owner `(` $extents `)` attr-dict `:` type($owner) `->` type($result)";
}

//===----------------------------------------------------------------------===//
// Calls and globals
//===----------------------------------------------------------------------===//

def Amaru_CallOp : Amaru_Op<"call", [CallOpInterface, DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "a call of a compiled function, which may raise";
  let description = [{
    Arguments are borrowed, results are owned by the caller. Raises what the callee raises, with this line added to the
    traceback.

    ```mlir
    %r = amaru.call @fib(%n) : (i64) -> i64
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$callee, Variadic<AnyType>:$operands,
                       OptionalAttr<DictArrayAttr>:$arg_attrs, OptionalAttr<DictArrayAttr>:$res_attrs);
  let results = (outs Variadic<AnyType>:$results);
  let assemblyFormat = "$callee `(` $operands `)` attr-dict `:` functional-type($operands, $results)";
  let builders = [OpBuilder<(ins "::llvm::StringRef":$callee, "::mlir::TypeRange":$results,
                                 "::mlir::ValueRange":$operands)>];
  let extraClassDeclaration = [{
    ::mlir::CallInterfaceCallable getCallableForCallee() { return getCalleeAttr(); }
    void setCalleeFromCallable(::mlir::CallInterfaceCallable callee) {
      setCalleeAttr(::llvm::cast<::mlir::FlatSymbolRefAttr>(::llvm::cast<::mlir::SymbolRefAttr>(callee)));
    }
    ::mlir::Operation::operand_range getArgOperands() { return getOperands(); }
    ::mlir::MutableOperandRange getArgOperandsMutable() { return getOperandsMutable(); }
  }];
}

def Amaru_RuntimeOp : Amaru_Op<"runtime", [MemoryEffects<[MemRead, MemWrite, MemWrite<Amaru_WorldResource>]>]> {
  let summary = "a call of a function of the runtime library";
  let description = [{
    The name and the types are those of runtime/abi/RuntimeFunctions.def; strings pass as pointers to their objects,
    arrays as pointers to their first elements.
    Results beyond the one that the function returns are written through its last pointers. A returned string is owned by the caller. Does not raise by itself: where the function can, its result says so and
    a `propagate_if` follows.

    ```mlir
    amaru.runtime "amaru_rt_write_int"(%i) : (i64) -> ()
    ```
  }];
  let arguments = (ins StrAttr:$function, Variadic<AnyType>:$operands);
  let results = (outs Variadic<AnyType>:$results);
  let assemblyFormat = "$function `(` $operands `)` attr-dict `:` functional-type($operands, $results)";
}

def Amaru_ElementaryOp : Amaru_Op<"elementary", [Pure, SameOperandsAndResultType]> {
  let summary = "an elementary function, which nothing evaluates before the target's own code does";
  let description = [{
    Means the math dialect's operation of that name. Those are folded by the library of the machine that compiles, whose last
    bit may differ from that of the code that the target runs; this one is not, so that a literal argument gives what a
    variable gives.

    ```mlir
    %y = amaru.elementary "math.exp"(%x) : (f64) -> f64
    ```
  }];
  let arguments = (ins StrAttr:$function, Variadic<AnyFloat>:$operands);
  let results = (outs AnyFloat:$result);
  let assemblyFormat = "$function `(` $operands `)` attr-dict `:` functional-type($operands, $result)";
}

def Amaru_LibmOp : Amaru_Op<"libm", [Pure]> {
  let summary = "an elementary function as the C library computes it";
  let description = [{
    A call of the runtime's function of that name, which depends on its operands alone. It stands in branches that are rarely
    taken, for the numbers that a formula in place does not cover: it is neither folded nor made part of a vector.

    ```mlir
    %y = amaru.libm "amaru_rt_sin"(%x)
    ```
  }];
  let arguments = (ins StrAttr:$function, Variadic<F64>:$operands);
  let results = (outs F64:$result);
  let assemblyFormat = "$function `(` $operands `)` attr-dict";
}

def Amaru_GlobalOp : Amaru_Op<"global", [Symbol]> {
  let summary = "a module-level variable";
  let description = [{
    A slot of the given type with a flag that says whether it has been set.

    ```mlir
    amaru.global @N : i64
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, TypeAttr:$type);
  let assemblyFormat = "$sym_name `:` $type attr-dict";
}

def Amaru_GlobalLoadOp : Amaru_Op<"global_load", [MemoryEffects<[MemRead<Amaru_WorldResource>]>,
                                                  DeclareOpInterfaceMethods<Amaru_TransferInterface, ["loadsReferences"]>]> {
  let summary = "the value of a module-level variable and whether it is set";
  let description = [{
    ```mlir
    %n, %isSet = amaru.global_load @N : i64
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$name);
  let results = (outs AnyType:$result, I1:$isSet);
  let assemblyFormat = "$name attr-dict `:` type($result)";
}

def Amaru_GlobalStoreOp : Amaru_Op<"global_store", [MemoryEffects<[MemWrite<Amaru_WorldResource>]>,
                                                    DeclareOpInterfaceMethods<Amaru_TransferInterface, ["getTaken"]>]> {
  let summary = "sets a module-level variable";
  let description = [{
    ```mlir
    amaru.global_store %n, @N : i64
    ```
  }];
  let arguments = (ins AnyType:$value, FlatSymbolRefAttr:$name);
  let assemblyFormat = "$value `,` $name attr-dict `:` type($value)";
}

//===----------------------------------------------------------------------===//
// Parallel loops
//===----------------------------------------------------------------------===//

def Amaru_ParallelForOp : Amaru_Op<"parallel_for", [SingleBlockImplicitTerminator<"YieldOp">, RecursiveMemoryEffects,
                                                    MemoryEffects<[MemWrite<Amaru_ExceptionResource>]>]> {
  let summary = "a loop whose iterations run on all threads";
  let description = [{
    Runs the body for `from, from + 1, … to - 1` in any order; nothing that one iteration writes is read or written by
    another (the front end checked). Each reduction has a neutral start value (`starts`), which the body receives after the
    loop variable and yields combined; partial results are combined in a fixed order that depends on the number of
    iterations alone. `kinds` names each combination: `add mul min max and or xor` with the operand's type; a `u` at the
    end (`minu`) says that the integers are unsigned, which then also wrap.
    The results are the reductions' values, not yet combined with what the variable held before the loop.

    An exception in the body: the lowest failing iteration wins, those below it complete, the rest is cancelled, and
    the loop raises it.

    ```mlir
    %sum = amaru.parallel_for %i = %lo to %hi reduce(%acc = %zero : f64 by "add") { … amaru.yield %next : f64 }
    ```
  }];
  let arguments = (ins I64:$from, I64:$to, Variadic<AnyType>:$starts, StrArrayAttr:$kinds);
  let results = (outs Variadic<AnyType>:$results);
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = [{
    $from `to` $to `reduce` `(` $starts `by` $kinds `)` attr-dict `:` functional-type($starts, $results) $body
  }];
  let hasVerifier = 1;
}

def Amaru_ParallelCallOp : Amaru_Op<"parallel_call", [DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "runs a function for parts of a range on all threads";
  let description = [{
    What `amaru-outline-parallel` makes of a `parallel_for`: `callee` is given the captured values and the two ends of a
    part of `from … to`. A thread takes at least `grain` iterations at a time. True if the body raised; the exception of
    the lowest failing part is then pending, and a `propagate_if` follows.

    ```mlir
    %failed = amaru.parallel_call @body(%a, %x) %lo to %hi grain 512 : !amaru.array<f64, 1, c>, f64
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$callee, Variadic<AnyType>:$captures, I64:$from, I64:$to, I64Attr:$grain);
  let results = (outs I1:$failed);
  let assemblyFormat = [{
    $callee `(` $captures `)` $from `to` $to `grain` $grain attr-dict (`:` type($captures)^)?
  }];
}

//===----------------------------------------------------------------------===//
// GPU kernels
//
// A kernel is a function with the attribute `amaru.kernel`: the code of one thread. The same function becomes a kernel
// for a device and, with loops over the threads of a block, a function for the CPU (codegen/lower/ParallelToGpu).
//===----------------------------------------------------------------------===//

class Amaru_GridOp<string mnemonic> : Amaru_Op<mnemonic, [Pure]> {
  let arguments = (ins I64Attr:$axis);
  let results = (outs I64:$result);
  let assemblyFormat = "$axis attr-dict";
}

def Amaru_ThreadIdOp : Amaru_GridOp<"thread_id"> {
  let summary = "the number of the running thread in its block, along an axis";
  let description = [{
    From 0 to the block's extent - 1. Axis 0 is x, whose neighbours run side by side; 1 is y, 2 is z. Of the four
    numbers only this one differs between the threads of a block.

    ```mlir
    %t = amaru.thread_id 0
    ```
  }];
}

def Amaru_BlockIdOp : Amaru_GridOp<"block_id"> {
  let summary = "the number of the running thread's block in the grid, along an axis";
  let description = [{
    ```mlir
    %b = amaru.block_id 0
    ```
  }];
}

def Amaru_BlockDimOp : Amaru_GridOp<"block_dim"> {
  let summary = "the threads of a block along an axis";
  let description = [{
    At least 1; at most 1024 along x and y, 64 along z.

    ```mlir
    %n = amaru.block_dim 0
    ```
  }];
}

def Amaru_GridDimOp : Amaru_GridOp<"grid_dim"> {
  let summary = "the blocks of the grid along an axis";
  let description = [{
    At least 1; below 2^31 along x, below 2^16 along y and z.

    ```mlir
    %n = amaru.grid_dim 0
    ```
  }];
}

def Amaru_SharedOp : Amaru_Op<"shared", [MemoryEffects<[MemAlloc]>]> {
  let summary = "an array that the threads of a block share";
  let description = [{
    Its contents are undefined at the start of a block, and it ends with the block. Each op is one array, however often
    it is executed.

    ```mlir
    %tile = amaru.shared [16, 16] : !amaru.array<f32, 2, c>
    ```
  }];
  let arguments = (ins DenseI64ArrayAttr:$extents);
  let results = (outs Amaru_Array:$result);
  let assemblyFormat = "$extents attr-dict `:` type($result)";
  let hasVerifier = 1;
}

def Amaru_BarrierOp : Amaru_Op<"barrier", [MemoryEffects<[MemRead, MemWrite]>]> {
  let summary = "waits for all threads of the block, and makes what each has written visible to the others";
  let description = [{
    Either all threads of a block that are still running reach it or none does.

    ```mlir
    amaru.barrier
    ```
  }];
  let assemblyFormat = "attr-dict";
}

def Amaru_LaunchOp : Amaru_Op<"launch", [AttrSizedOperandSegments, DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "runs a kernel on all threads of a grid of blocks, and waits for it";
  let description = [{
    `grid` and `block` have three extents each, those of the block at least 1; in an empty grid nothing runs. True if a thread raised; the exception of the lowest
    such thread is then pending, and a `propagate_if` follows.

    ```mlir
    %failed = amaru.launch @saxpy grid(%n, %one, %one) block(%m, %one, %one) (%a, %x) : f32, !amaru.array<f32, 1, c>
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$callee, Variadic<I64>:$grid, Variadic<I64>:$block,
                       Variadic<AnyType>:$args);
  let results = (outs I1:$failed);
  let assemblyFormat = [{
    $callee `grid` `(` $grid `)` `block` `(` $block `)` `(` $args `)` attr-dict (`:` type($args)^)?
  }];
  let hasVerifier = 1;
}

//===----------------------------------------------------------------------===//
// Ownership
//===----------------------------------------------------------------------===//

class Amaru_CountOp<string mnemonic> : Amaru_Op<mnemonic, [MemoryEffects<[MemRead, MemWrite]>]> {
  let arguments = (ins AnyType:$value, UnitAttr:$atomic);
  let assemblyFormat = "(`atomic` $atomic^)? $value attr-dict `:` type($value)";
}

def Amaru_RetainOp : Amaru_CountOp<"retain"> {
  let summary = "one more reference to an array's, a string's or an exception's storage";
  let description = [{
    Placed by `amaru-manage-ownership`. The null reference and literals are left alone; `atomic` where another thread may
    count at the same time.

    ```mlir
    amaru.retain %a : !amaru.array<f64, 1, c>
    ```
  }];
}

def Amaru_ReleaseOp : Amaru_CountOp<"release"> {
  let summary = "one reference less to an array's or a string's storage, which the last one frees";
  let description = [{
    As for `retain`.

    ```mlir
    amaru.release atomic %s : !amaru.str
    ```
  }];
}

//===----------------------------------------------------------------------===//
// Text
//===----------------------------------------------------------------------===//

def Amaru_StrConstantOp : Amaru_Op<"str_constant", [Pure]> {
  let summary = "a string literal";
  let description = [{
    ```mlir
    %s = amaru.str_constant "hello"
    ```
  }];
  let arguments = (ins StrAttr:$value);
  let results = (outs Amaru_Str:$result);
  let assemblyFormat = "$value attr-dict";
}

def Amaru_IsNullOp : Amaru_Op<"is_null", [Pure]> {
  let summary = "whether a reference that the runtime returned is null";
  let description = [{
    ```mlir
    %failed = amaru.is_null %s : !amaru.str
    ```
  }];
  let arguments = (ins AnyType:$value);
  let results = (outs I1:$result);
  let assemblyFormat = "$value attr-dict `:` type($value)";
}

def Amaru_WriteArrayOp : Amaru_Op<"write_array", [MemoryEffects<[MemRead, MemWrite<Amaru_WorldResource>]>]> {
  let summary = "writes an array to standard output with NumPy's text";
  let description = [{
    `dtype` is the code of runtime/abi/DTypes.def (MLIR's signless types do not say it); `repr` asks for `array(…)`.

    ```mlir
    amaru.write_array %a dtype 10 : !amaru.array<f64, 1, c>
    ```
  }];
  let arguments = (ins Amaru_Array:$array, I32Attr:$dtype, UnitAttr:$repr);
  let assemblyFormat = "$array `dtype` $dtype (`repr` $repr^)? attr-dict `:` type($array)";
}

include "mlir-dialects/Amaru/IR/ListOps.td"

#endif // AMARU_OPS_TD
