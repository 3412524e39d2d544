//===- ListOps.td - lists ------------------------------------------------===//
//
// What a list cannot do without: room, length, elements. Everything else that Python's lists do is stdlib source on top
// of these ops. An element is a value of several parts (a tuple's), which lie beside each other in memory.

#ifndef AMARU_LIST_OPS_TD
#define AMARU_LIST_OPS_TD

// How many elements lists have: apart from the elements, so that storing one leaves known lengths known.
def Amaru_ListLengthResource : Resource<"::amaru::ir::ListLengthResource">;

def Amaru_ListNewOp : Amaru_Op<"list_new", [MemoryEffects<[MemAlloc]>]> {
  let summary = "a new, empty list with room for some elements";
  let description = [{
    The capacity must not be negative. Null where there is no memory: a `propagate_if` follows. The result is owned.

    ```mlir
    %l = amaru.list_new %n : !amaru.list<i64>
    ```
  }];
  let arguments = (ins I64:$capacity);
  let results = (outs Amaru_List:$result);
  let assemblyFormat = "$capacity attr-dict `:` type($result)";
}

def Amaru_ListLenOp : Amaru_Op<"list_len", [MemoryEffects<[MemRead<Amaru_ListLengthResource>]>]> {
  let summary = "the number of elements of a list";
  let description = [{
    Between 0 and 2^47.

    ```mlir
    %n = amaru.list_len %l : !amaru.list<i64>
    ```
  }];
  let arguments = (ins Amaru_List:$list);
  let results = (outs I64:$result);
  let assemblyFormat = "$list attr-dict `:` type($list)";
}

def Amaru_ListLoadOp : Amaru_Op<"list_load", [MemoryEffects<[MemRead]>, DeclareOpInterfaceMethods<Amaru_TransferInterface, ["loadsReferences", "lendsReferences"]>]> {
  let summary = "an element of a list";
  let description = [{
    The index is within the list: a `check_index` stands before, or a pass has proved it. References among the parts are
    owned; with `borrowed` the element is certain to stay where it is as long as they are used.

    ```mlir
    %x, %y = amaru.list_load %l[%i] : !amaru.list<i64, f64> -> i64, f64
    ```
  }];
  let arguments = (ins Amaru_List:$list, I64:$index, UnitAttr:$borrowed);
  let results = (outs Variadic<AnyType>:$parts);
  let assemblyFormat = "(`borrowed` $borrowed^)? $list `[` $index `]` attr-dict `:` type($list) (`->` type($parts)^)?";
  let hasVerifier = 1;
}

def Amaru_ListStoreOp : Amaru_Op<"list_store", [MemoryEffects<[MemWrite]>, DeclareOpInterfaceMethods<Amaru_TransferInterface, ["getTaken", "countAtomically"]>]> {
  let summary = "sets an element of a list";
  let description = [{
    The index is within the list, as for `list_load`. Takes the references among the parts and releases those that it
    replaces.

    ```mlir
    amaru.list_store (%x, %y) in %l[%i] : i64, f64 in !amaru.list<i64, f64>
    ```
  }];
  let arguments = (ins Variadic<AnyType>:$parts, Amaru_List:$list, I64:$index, UnitAttr:$atomic);
  let assemblyFormat = [{
    (`atomic` $atomic^)? `(` $parts `)` `in` $list `[` $index `]` attr-dict (`:` type($parts)^)? `in` type($list)
  }];
  let hasVerifier = 1;
}

def Amaru_ListPushOp : Amaru_Op<"list_push", [MemoryEffects<[MemRead, MemWrite, MemWrite<Amaru_ListLengthResource>]>,
                                              DeclareOpInterfaceMethods<Amaru_TransferInterface, ["getTaken"]>]> {
  let summary = "one more element at the end of a list";
  let description = [{
    Takes the references among the parts. True when there was no memory, with MemoryError pending: a `propagate_if`
    follows. With `reserved` there is room for certain.

    ```mlir
    %failed = amaru.list_push (%x) to %l : i64 to !amaru.list<i64>
    ```
  }];
  let arguments = (ins Variadic<AnyType>:$parts, Amaru_List:$list, UnitAttr:$reserved);
  let results = (outs I1:$failed);
  let assemblyFormat = [{
    (`reserved` $reserved^)? `(` $parts `)` `to` $list attr-dict (`:` type($parts)^)? `to` type($list)
  }];
  let hasVerifier = 1;
}

def Amaru_ListResizeOp : Amaru_Op<"list_resize", [
    MemoryEffects<[MemRead, MemWrite, MemWrite<Amaru_ListLengthResource>]>]> {
  let summary = "makes a list longer or shorter at its end";
  let description = [{
    New elements are zeros and null references, which the caller replaces before anyone sees them; elements beyond the new
    length are released. The length must not be negative. True when there was no memory, with MemoryError pending.

    ```mlir
    %failed = amaru.list_resize %l, %n : !amaru.list<i64>
    ```
  }];
  let arguments = (ins Amaru_List:$list, I64:$length);
  let results = (outs I1:$failed);
  let assemblyFormat = "$list `,` $length attr-dict `:` type($list)";
}

//===----------------------------------------------------------------------===//
// Records
//===----------------------------------------------------------------------===//

def Amaru_RecordNewOp : Amaru_Op<"record_new", [MemoryEffects<[MemAlloc]>,
                                                DeclareOpInterfaceMethods<Amaru_TransferInterface, ["getTaken"]>]> {
  let summary = "a new object with some fields";
  let description = [{
    Takes the references among the parts. Null where there is no memory: a `propagate_if` follows. The result is owned.

    ```mlir
    %r = amaru.record_new (%index, %used) : !amaru.list<i32>, i64 -> !amaru.record<!amaru.list<i32>, i64>
    ```
  }];
  let arguments = (ins Variadic<AnyType>:$parts);
  let results = (outs Amaru_Record:$result);
  let assemblyFormat = "`(` $parts `)` attr-dict (`:` type($parts)^)? `->` type($result)";
}

def Amaru_RecordGetOp : Amaru_Op<"record_get", [MemoryEffects<[MemRead]>,
                                                DeclareOpInterfaceMethods<Amaru_TransferInterface, ["loadsReferences", "lendsReferences"]>]> {
  let summary = "a field of an object";
  let description = [{
    A reference is owned; with `borrowed` the field is certain to keep it as long as it is used.

    ```mlir
    %used = amaru.record_get %r[1] : !amaru.record<!amaru.list<i32>, i64> -> i64
    ```
  }];
  let arguments = (ins Amaru_Record:$record, I64Attr:$field, UnitAttr:$borrowed);
  let results = (outs AnyType:$result);
  let assemblyFormat = "(`borrowed` $borrowed^)? $record `[` $field `]` attr-dict `:` type($record) `->` type($result)";
  let hasVerifier = 1;
}

def Amaru_RecordSetOp : Amaru_Op<"record_set", [MemoryEffects<[MemWrite]>,
                                                DeclareOpInterfaceMethods<Amaru_TransferInterface, ["getTaken", "countAtomically"]>]> {
  let summary = "sets a field of an object";
  let description = [{
    Takes a reference, and releases the one that it replaces.

    ```mlir
    amaru.record_set %used in %r[1] : i64 in !amaru.record<!amaru.list<i32>, i64>
    ```
  }];
  let arguments = (ins AnyType:$value, Amaru_Record:$record, I64Attr:$field, UnitAttr:$atomic);
  let assemblyFormat = [{
    (`atomic` $atomic^)? $value `in` $record `[` $field `]` attr-dict `:` type($value) `in` type($record)
  }];
  let hasVerifier = 1;
}

#endif // AMARU_LIST_OPS_TD
