// What the compiler found out about a program, as text.
#pragma once

#include "driver/Compilation.h"

namespace amaru::driver {

/// Lowers and optimises a checked program, and says line by line what became of one of its modules; empty, with `error`
/// set, after an internal failure.
std::string explainModule(const typed::Module &module, const typed::Program &program, const emit::Options &options,
                          Backend &backend, std::string &error);

/// The instances of the main module's functions: their signatures and the types of their variables.
void printTypes(llvm::raw_ostream &out, Compilation &compilation);

} // namespace amaru::driver
