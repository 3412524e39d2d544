// Functions of a module as C sees them.
//
// A function is exported when each of its parameters is annotated and all its types have a counterpart in C: numbers
// but f16, arrays of them, and no result. Its C form is
//
//   int f(int64_t n, const amaru_array_f64_1d *x, double *result);
//
// which returns 0, or 1 when it raised: amaru_rt_error_class and amaru_rt_error_message then tell what, and
// amaru_rt_error_clear forgets it. `MODULE_init` runs the module's top level, which sets the variables that functions read.
#pragma once

#include "driver/Compilation.h"

namespace amaru::driver {

struct Export {
  /// None for the top level.
  typed::Function *function = nullptr;
  typed::Instance *instance = nullptr;
  /// What C calls it.
  std::string name;
  /// Why there is no C form; then there is no instance either.
  std::string obstacle;
};

/// What a module offers to C, its top level first. Functions whose names start with `_` are its own affair.
std::vector<Export> findExports(Compilation &compilation);

/// Compiles what has a C form, and nothing else.
void setExportEntries(Compilation &compilation, llvm::ArrayRef<Export> exports);

/// Adds the C functions to the module, before it is optimised.
void defineExports(llvm::Module &module, llvm::ArrayRef<Export> exports, const types::TypeTable &types);

/// The header for C and C++.
std::string exportsHeader(llvm::StringRef moduleName, llvm::ArrayRef<Export> exports, const types::TypeTable &types);

} // namespace amaru::driver
