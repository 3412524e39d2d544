//===- AmaruTypes.td - types of the amaru dialect -------------------------===//
//
// Scalars are MLIR's own (`i64` for Python's int, `f64` for float, `i1` for bool, signless integers and floats for the
// sized types); signedness lives in the ops. Here stand the types that MLIR lacks.

#ifndef AMARU_TYPES_TD
#define AMARU_TYPES_TD

include "mlir-dialects/Amaru/IR/AmaruDialect.td"
include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/EnumAttr.td"

class Amaru_Type<string name, string typeMnemonic> : TypeDef<Amaru_Dialect, name> {
  let mnemonic = typeMnemonic;
}

def Amaru_LayoutC : I32EnumAttrCase<"C", 0, "c">;
def Amaru_LayoutF : I32EnumAttrCase<"F", 1, "f">;
def Amaru_LayoutStrided : I32EnumAttrCase<"Strided", 2, "strided">;
def Amaru_Layout : I32EnumAttr<"Layout", "how the elements of an array lie in memory",
                               [Amaru_LayoutC, Amaru_LayoutF, Amaru_LayoutStrided]> {
  let cppNamespace = "::amaru::ir";
  let genSpecializedAttr = 0;
}

def Amaru_ArrayType : Amaru_Type<"Array", "array"> {
  let summary = "an n-dimensional array with reference semantics";
  let description = [{
    A view of reference-counted storage: a pointer, `rank` extents and `rank` strides. Element type, rank and layout are
    static, extents are not. `c`: rows are contiguous (last stride is 1); `f`: columns are (first stride is 1);
    `strided`: anything, negative and zero strides included. Booleans are `i1` here and one byte in memory.

    ```mlir
    !amaru.array<f64, 2, c>
    ```
  }];
  let parameters = (ins "::mlir::Type":$elementType, "int64_t":$rank, EnumParameter<Amaru_Layout>:$layout);
  let assemblyFormat = "`<` $elementType `,` $rank `,` $layout `>`";
  let genVerifyDecl = 1;
}

def Amaru_StrType : Amaru_Type<"Str", "str"> {
  let summary = "a Python string: immutable, reference counted, Unicode";
}

def Amaru_ListType : Amaru_Type<"List", "list"> {
  let summary = "a Python list: mutable, with reference semantics";
  let description = [{
    The type of the parts of an element: `!amaru.list<i64>` is a list of ints, `!amaru.list<i64, f64>` one of pairs.

    ```mlir
    !amaru.list<i64, !amaru.str>
    ```
  }];
  let parameters = (ins OptionalArrayRefParameter<"::mlir::Type">:$parts);
  let assemblyFormat = "`<` custom<Parts>($parts) `>`";
}

def Amaru_RecordType : Amaru_Type<"Record", "record"> {
  let summary = "an object with fields: mutable, with reference semantics";
  let description = [{
    The types of the fields, in order.

    ```mlir
    !amaru.record<!amaru.list<i32>, i64>
    ```
  }];
  let parameters = (ins OptionalArrayRefParameter<"::mlir::Type">:$parts);
  let assemblyFormat = "`<` custom<Parts>($parts) `>`";
}

def Amaru_List : Type<CPred<"::llvm::isa<::amaru::ir::ListType>($_self)">, "list">;
def Amaru_Record : Type<CPred<"::llvm::isa<::amaru::ir::RecordType>($_self)">, "record">;
def Amaru_ExceptionType : Amaru_Type<"Exception", "exception"> {
  let summary = "a Python exception: reference counted";
}

def Amaru_CellType : Amaru_Type<"Cell", "cell"> {
  let summary = "a variable that a `try` reads back after its body has failed";
  let description = [{
    ```mlir
    !amaru.cell<i64>
    ```
  }];
  let parameters = (ins "::mlir::Type":$contentType);
  let assemblyFormat = "`<` $contentType `>`";
}

def Amaru_Exception : Type<CPred<"::llvm::isa<::amaru::ir::ExceptionType>($_self)">, "exception">,
                      BuildableType<"$_builder.getType<::amaru::ir::ExceptionType>()">;
def Amaru_Cell : Type<CPred<"::llvm::isa<::amaru::ir::CellType>($_self)">, "cell">;
def Amaru_Array : Type<CPred<"::llvm::isa<::amaru::ir::ArrayType>($_self)">, "array">;
def Amaru_Str : Type<CPred<"::llvm::isa<::amaru::ir::StrType>($_self)">, "string">,
                BuildableType<"$_builder.getType<::amaru::ir::StrType>()">;

#endif // AMARU_TYPES_TD
