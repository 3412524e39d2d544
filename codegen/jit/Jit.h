// Runs LLVM modules in this process: for the REPL and for code that is not cached.
#pragma once

#include "llvm/ADT/StringRef.h"
#include <memory>
#include <string>

namespace llvm {
class LLVMContext;
class Module;
class TargetMachine;
namespace orc {
class LLJIT;
} // namespace orc
} // namespace llvm

namespace amaru::jit {

/// A growing program: modules are added, symbols looked up. Symbols of the runtime come from the process.
class Jit {
public:
  /// Null, with `error` set, if the host cannot be compiled for.
  static std::unique_ptr<Jit> create(std::string &error);
  ~Jit();

  /// Takes over a module that has been optimised for the host.
  bool addModule(std::unique_ptr<llvm::Module> module, std::unique_ptr<llvm::LLVMContext> context, std::string &error);

  /// The address of a symbol of an added module; null, with `error` set, if there is none.
  void *lookup(llvm::StringRef symbol, std::string &error);

private:
  explicit Jit(std::unique_ptr<llvm::orc::LLJIT> lljit);
  std::unique_ptr<llvm::orc::LLJIT> lljit;
};

} // namespace amaru::jit
