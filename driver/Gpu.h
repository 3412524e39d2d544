// Programs for a GPU: `--target=sm_90`, `--emit=ptx`, `--stage=ptx`.
#pragma once

#include "driver/Commands.h"

namespace amaru::driver {

/// Whether `build` or `emit` with these arguments is about a GPU.
bool isForGpu(const Arguments &arguments);

/// `build --emit=ptx` and `emit --stage=ptx`: the kernels of a program, one for each parallel loop; the exit code.
int emitPtx(const Arguments &arguments);

} // namespace amaru::driver
