// The functions that the compiler knows itself, as an enumeration made from Builtins.def.
#pragma once

#include "llvm/ADT/StringRef.h"
#include <cstdint>

namespace amaru::typed {

enum class Builtin : uint32_t {
  None,
#define AMARU_BUILTIN(Enum, module, name) Enum,
#define AMARU_MATH(Enum, name, arity) Math##Enum,
#include "lang/typed/Builtins.def"
};

/// The builtin of a module by its Python name; `None` if it has none.
Builtin findBuiltin(llvm::StringRef module, llvm::StringRef name);

/// Its Python name.
llvm::StringRef builtinName(Builtin builtin);

/// Whether an elementary function takes complex numbers too.
bool hasComplexForm(Builtin builtin);

/// How many floats an elementary function takes; 0 for the other builtins.
unsigned mathArity(Builtin builtin);

/// Whether Python has a built-in exception class of this name.
bool isExceptionName(llvm::StringRef name);

} // namespace amaru::typed
