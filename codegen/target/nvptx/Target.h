// From an LLVM module of kernels to PTX, the text that NVIDIA's driver and `ptxas` read.
#pragma once

#include "llvm/ADT/StringRef.h"
#include <string>

namespace llvm {
class Module;
} // namespace llvm

namespace amaru::target {

/// Whether LLVM knows a GPU of that name: `sm_90`, `sm_100a`.
bool isNvptxChip(llvm::StringRef name);

/// PTX of `module`, which is changed on the way: functions that kernels call are linked in and inlined. False, with `error`
/// set, if something that the kernels need is not there.
bool emitPtx(llvm::Module &module, llvm::StringRef chip, std::string &ptx, std::string &error);

/// Adds what compiled code calls on the device: the end of a failing thread, and Python's arithmetic of rare cases.
void linkDeviceRuntime(llvm::Module &module);

/// Turns elementary functions into calls of NVIDIA's libdevice. True if there is any.
bool useLibdevice(llvm::Module &module);

/// Links libdevice, looked for in $CUDA_HOME and in the usual folder, with correctly rounded division and roots.
bool linkLibdevice(llvm::Module &module, llvm::StringRef chip, std::string &error);

} // namespace amaru::target
