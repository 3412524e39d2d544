// What a kernel cannot contain, found before anything is compiled and shown at its place.
#pragma once

#include "codegen/lower/ParallelToGpu/Passes.h"
#include "lang/diag/Engine.h"
#include "lang/typed/Program.h"

namespace amaru::driver {

/// Checks the kernels of a program that was typed without errors: false after errors. Costs nothing where there is none.
bool checkKernels(const typed::Program &program, diag::Engine &diagnostics);

void reportFault(const typed::Program &program, diag::Engine &diagnostics, const lower::KernelFault &fault);

} // namespace amaru::driver
