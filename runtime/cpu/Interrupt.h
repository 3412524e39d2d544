// The flag that long loops look at: bit 0 says Ctrl-C, the rest counts cancelled parallel loops that still run.
#pragma once

#include "runtime/abi/Runtime.h"

namespace amaru::rt {

constexpr int32_t interruptBit = 1;
constexpr int32_t cancellationUnit = 2;

/// Whether this thread is in a piece of a parallel loop that has been cancelled; then an exception is pending. Defined
/// beside the loops.
bool pollParallel();

/// Whether this thread runs a piece of a parallel loop, whose join takes note of Ctrl-C for all of them.
bool inParallel();

} // namespace amaru::rt
