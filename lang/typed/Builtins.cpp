// Look-ups in the table of builtins.
#include "lang/typed/Builtins.h"

#include "llvm/ADT/STLExtras.h"

namespace amaru::typed {

namespace {

struct Row {
  Builtin builtin;
  llvm::StringLiteral module, name;
  unsigned mathArity;
};

constexpr Row rows[] = {
#define AMARU_BUILTIN(Enum, module, name) {Builtin::Enum, module, name, 0},
#define AMARU_MATH(Enum, name, arity) {Builtin::Math##Enum, "primitive", name, arity},
#include "lang/typed/Builtins.def"
};

} // namespace

Builtin findBuiltin(llvm::StringRef module, llvm::StringRef name) {
  for (const Row &row : rows)
    if (row.module == module && row.name == name)
      return row.builtin;
  return Builtin::None;
}

llvm::StringRef builtinName(Builtin builtin) {
  for (const Row &row : rows)
    if (row.builtin == builtin)
      return row.name;
  return "";
}

bool hasComplexForm(Builtin builtin) {
  switch (builtin) {
#define AMARU_COMPLEX_MATH(Enum, name) case Builtin::Math##Enum:
#include "lang/typed/Builtins.def"
    return true;
  default:
    return false;
  }
}

unsigned mathArity(Builtin builtin) {
  for (const Row &row : rows)
    if (row.builtin == builtin)
      return row.mathArity;
  return 0;
}

bool isExceptionName(llvm::StringRef name) {
  static constexpr llvm::StringLiteral names[] = {
      "BaseException",
#define AMARU_EXCEPTION(Name, Base) #Name,
#include "runtime/abi/Exceptions.def"
  };
  return llvm::is_contained(names, name);
}

} // namespace amaru::typed
