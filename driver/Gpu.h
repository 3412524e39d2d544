// Programs for a GPU: `--target=gpu|gpu-sim|sm_90`, `--emit=ptx`, `--stage=ptx`.
#pragma once

#include "driver/Commands.h"

namespace amaru::driver {

/// Whether `build` or `emit` with these arguments is about a GPU.
bool isForGpu(const Arguments &arguments);

/// `build --emit=ptx` and `emit --stage=ptx`: the kernels of a program, one for each parallel loop; the exit code.
int emitPtx(const Arguments &arguments);

/// Whether `run` is asked for another target than the CPU.
bool isRunOnGpu(int argc, char **argv);
/// Runs the program with its kernels on the GPU or, for `gpu-sim`, on the CPU; the exit code.
int runOnGpu(int argc, char **argv);

} // namespace amaru::driver
