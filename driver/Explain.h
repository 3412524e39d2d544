// What the compiler found out about a program, as text.
#pragma once

#include "driver/Compilation.h"

namespace amaru::driver {

/// The instances of the main module's functions: their signatures and the types of their variables.
void printTypes(llvm::raw_ostream &out, Compilation &compilation);

} // namespace amaru::driver
