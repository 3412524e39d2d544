// Which CPU to compile for, and machine code for it.

#include "llvm/Target/TargetMachine.h"
#include "codegen/target/cpu/Target.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/OptBisect.h"
#include "llvm/MC/MCSubtargetInfo.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/TargetParser/Host.h"
#include "llvm/TargetParser/SubtargetFeature.h"
#include <algorithm>
#include <mutex>

namespace amaru::target {

namespace {

void initializeOnce() {
  static std::once_flag once;
  std::call_once(once, [] {
    llvm::InitializeNativeTarget();
    llvm::InitializeNativeTargetAsmPrinter();
    llvm::InitializeNativeTargetAsmParser();
  });
}

/// Features of this machine in alphabetical order, so that they can be part of a key.
std::string hostFeatures() {
  std::vector<std::string> names;
  for (const auto &feature : llvm::sys::getHostCPUFeatures())
    names.push_back((feature.second ? "+" : "-") + feature.first().str());
  std::sort(names.begin(), names.end());
  llvm::SubtargetFeatures features;
  for (const std::string &name : names)
    features.AddFeature(name);
  return features.getString();
}

llvm::CodeGenOptLevel codegenLevel(Optimization optimization) {
  return optimization == Optimization::None ? llvm::CodeGenOptLevel::None : llvm::CodeGenOptLevel::Default;
}

/// LLVM looks at all blocks that are left for each that it places without a predecessor, as cold blocks are: quadratic
/// time. A function with thousands of blocks keeps them in the order in which they were made, hot before cold.
class PlacementGate : public llvm::OptPassGate {
public:
  explicit PlacementGate(llvm::Module &module) : context(module.getContext()), before(context.getOptPassGate()) {
    for (const llvm::Function &function : module)
      if (function.size() > maxBlocks)
        large.insert(("function (" + function.getName() + ")").str());
    if (!large.empty())
      context.setOptPassGate(*this);
  }
  ~PlacementGate() override { context.setOptPassGate(before); }

  bool isEnabled() const override { return true; }
  bool shouldRunPass(llvm::StringRef pass, llvm::StringRef unit) const override {
    return pass != "block-placement" || !large.contains(unit);
  }

private:
  static constexpr size_t maxBlocks = 4096;
  llvm::LLVMContext &context;
  llvm::OptPassGate &before;
  llvm::StringSet<> large;
};

} // namespace

std::string hostCpuKey() { return llvm::sys::getHostCPUName().str() + ";" + hostFeatures(); }

std::unique_ptr<llvm::TargetMachine> createCpuTargetMachine(const CpuTargetOptions &options, std::string &error) {
  initializeOnce();
  llvm::Triple triple(llvm::sys::getDefaultTargetTriple());
  const llvm::Target *target = llvm::TargetRegistry::lookupTarget(triple, error);
  if (!target)
    return nullptr;
  bool isNative = options.cpu == "native";
  std::string cpu = isNative ? llvm::sys::getHostCPUName().str() : options.cpu;
  std::string features = isNative ? hostFeatures() : "";
  if (!options.features.empty())
    features += (features.empty() ? "" : ",") + options.features;
  llvm::TargetOptions targetOptions;
  // IEEE as written: a multiplication and an addition stay two roundings.
  targetOptions.AllowFPOpFusion = llvm::FPOpFusion::Strict;
  std::unique_ptr<llvm::TargetMachine> machine(target->createTargetMachine(triple, cpu, features, targetOptions,
                                                                           llvm::Reloc::PIC_, llvm::CodeModel::Small,
                                                                           codegenLevel(options.optimization)));
  if (!machine->getMCSubtargetInfo()->isCPUStringValid(cpu)) {
    error = "unknown CPU `" + cpu + "`";
    return nullptr;
  }
  return machine;
}

unsigned vectorBytes(const llvm::TargetMachine &machine, const CpuTargetOptions &options) {
  if (options.optimization == Optimization::None)
    return 0;
  const llvm::MCSubtargetInfo &info = *machine.getMCSubtargetInfo();
  unsigned bytes = info.checkFeatures("+avx512f") ? 64 : info.checkFeatures("+avx2") ? 32 : 16;
  return options.preferVectorWidth != 0 ? std::min(bytes, options.preferVectorWidth / 8) : bytes;
}

bool fusesMultiplyAdd(const llvm::TargetMachine &machine) {
  return machine.getMCSubtargetInfo()->checkFeatures("+fma");
}

bool emit(llvm::Module &module, llvm::TargetMachine &machine, OutputKind kind, llvm::SmallVectorImpl<char> &output,
          std::string &error) {
  llvm::raw_svector_ostream stream(output);
  llvm::legacy::PassManager passes;
  auto type = kind == OutputKind::Object ? llvm::CodeGenFileType::ObjectFile : llvm::CodeGenFileType::AssemblyFile;
  if (machine.addPassesToEmitFile(passes, stream, /*DwoOut=*/nullptr, type)) {
    error = "the target cannot emit this kind of file";
    return false;
  }
  PlacementGate gate(module);
  passes.run(module);
  return true;
}

bool optimizeAndEmit(llvm::Module &module, llvm::TargetMachine &machine, const CpuTargetOptions &options,
                     OutputKind kind, llvm::SmallVectorImpl<char> &output, std::string &error) {
  optimize(module, machine, options);
  return emit(module, machine, kind, output, error);
}

} // namespace amaru::target
