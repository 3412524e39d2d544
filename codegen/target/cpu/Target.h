// From an LLVM module to machine code for a CPU, and from machine code to a shared object or an executable.
#pragma once

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <memory>
#include <string>
#include <vector>

namespace llvm {
class Module;
class TargetMachine;
} // namespace llvm

namespace amaru::target {

/// Which LLVM passes run. `Trimmed` is the list that compiles three times faster than O3 for code as fast.
enum class Optimization { None, Trimmed, O2, O3 };

enum class OutputKind { Object, Assembly };

struct CpuTargetOptions {
  /// `native`, or a name that LLVM knows (`x86-64-v3`, `znver4`).
  std::string cpu = "native";
  /// Added to those of the CPU: `+avx512f,-fma`.
  std::string features;
  /// Width in bits that the vectoriser prefers; 0 leaves it to LLVM.
  unsigned preferVectorWidth = 0;
  Optimization optimization = Optimization::Trimmed;
};

/// A machine for the given options. Null, with `error` set, if there is no such CPU. Not to be shared between threads.
std::unique_ptr<llvm::TargetMachine> createCpuTargetMachine(const CpuTargetOptions &options, std::string &error);

/// The width in bytes of the vectors that the machine computes with at once; 0 where nothing is to be optimised.
unsigned vectorBytes(const llvm::TargetMachine &machine, const CpuTargetOptions &options);

/// Whether the machine has an instruction for a fused multiply-add.
bool fusesMultiplyAdd(const llvm::TargetMachine &machine);

/// The CPU and the features of the machine that runs this, as they enter a cache key: `znver4;+avx512f,…`.
std::string hostCpuKey();

/// Optimises `module` in place. Sets its triple, data layout and the functions' CPU attributes first.
void optimize(llvm::Module &module, llvm::TargetMachine &machine, const CpuTargetOptions &options);

/// Machine code of `module`. False, with `error` set, if LLVM cannot emit it.
bool emit(llvm::Module &module, llvm::TargetMachine &machine, OutputKind kind, llvm::SmallVectorImpl<char> &output,
          std::string &error);

/// `optimize`, then `emit`.
bool optimizeAndEmit(llvm::Module &module, llvm::TargetMachine &machine, const CpuTargetOptions &options,
                     OutputKind kind, llvm::SmallVectorImpl<char> &output, std::string &error);

/// Links object files in memory into a shared object at `path`, in this process. One link at a time: callers on several
/// threads wait for each other. Symbols of the runtime stay undefined; the loader binds them.

bool linkShared(llvm::ArrayRef<llvm::ArrayRef<char>> objects, llvm::StringRef path, std::string &error);

struct ExecutableOptions {
  /// Folders for `-l` and for DT_RUNPATH (`$ORIGIN/../lib`).
  std::vector<std::string> libraryPaths;
  std::vector<std::string> runPaths;
  /// Names without `lib`: `amaru-rt`.
  std::vector<std::string> libraries;
};

/// Links object files in memory, one of which defines `main`, into an executable for glibc.
bool linkExecutable(llvm::ArrayRef<llvm::ArrayRef<char>> objects, llvm::StringRef path,
                    const ExecutableOptions &options, std::string &error);

} // namespace amaru::target
