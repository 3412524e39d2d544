// Links what the kernels call, inlines all of it, runs LLVM's O3 for the chip and prints PTX. A multiplication and an
// addition may become one fma, as on GPUs always; nothing else is approximated.

#include "codegen/target/nvptx/Target.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/IR/Module.h"
#include "llvm/MC/MCSubtargetInfo.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Target/TargetMachine.h"
#include <mutex>

extern "C" {
void LLVMInitializeNVPTXTargetInfo();
void LLVMInitializeNVPTXTarget();
void LLVMInitializeNVPTXTargetMC();
void LLVMInitializeNVPTXAsmPrinter();
}

namespace amaru::target {

namespace {

std::unique_ptr<llvm::TargetMachine> createMachine(llvm::StringRef chip, std::string &error) {
  static std::once_flag once;
  std::call_once(once, [] {
    LLVMInitializeNVPTXTargetInfo();
    LLVMInitializeNVPTXTarget();
    LLVMInitializeNVPTXTargetMC();
    LLVMInitializeNVPTXAsmPrinter();
  });
  llvm::Triple triple("nvptx64-nvidia-cuda");
  const llvm::Target *target = llvm::TargetRegistry::lookupTarget(triple, error);
  if (!target)
    return nullptr;
  llvm::TargetOptions options;
  options.AllowFPOpFusion = llvm::FPOpFusion::Fast;
  return std::unique_ptr<llvm::TargetMachine>(target->createTargetMachine(
      triple, chip, /*Features=*/"", options, std::nullopt, std::nullopt, llvm::CodeGenOptLevel::Aggressive));
}

/// The kernels are seen from outside, all else is theirs and is inlined.
void makeInternal(llvm::Module &module) {
  for (llvm::Function &function : module) {
    if (function.isDeclaration() || function.getCallingConv() == llvm::CallingConv::PTX_Kernel)
      continue;
    function.setLinkage(llvm::GlobalValue::InternalLinkage);
    function.removeFnAttr(llvm::Attribute::NoInline);
    function.removeFnAttr(llvm::Attribute::OptimizeNone);
    function.addFnAttr(llvm::Attribute::AlwaysInline);
  }
}

void optimize(llvm::Module &module, llvm::TargetMachine &machine) {
  for (llvm::Function &function : module)
    if (!function.isDeclaration()) {
      function.addFnAttr("target-cpu", machine.getTargetCPU());
      function.addFnAttr("target-features", machine.getTargetFeatureString());
    }
  llvm::PassBuilder builder(&machine);
  llvm::LoopAnalysisManager loops;
  llvm::FunctionAnalysisManager functions;
  llvm::CGSCCAnalysisManager components;
  llvm::ModuleAnalysisManager modules;
  builder.registerModuleAnalyses(modules);
  builder.registerCGSCCAnalyses(components);
  builder.registerFunctionAnalyses(functions);
  builder.registerLoopAnalyses(loops);
  builder.crossRegisterProxies(loops, functions, components, modules);
  builder.buildPerModuleDefaultPipeline(llvm::OptimizationLevel::O3).run(module, modules);
}

/// The first function that is called and not there; empty if there is none.
llvm::StringRef findMissing(const llvm::Module &module) {
  for (const llvm::Function &function : module)
    if (function.isDeclaration() && !function.isIntrinsic() && !function.use_empty())
      return function.getName();
  return "";
}

} // namespace

bool isNvptxChip(llvm::StringRef name) {
  std::string error;
  if (!name.starts_with("sm_"))
    return false;
  // A machine for a name that is not in the table would complain to stderr by itself.
  auto machine = createMachine("sm_80", error);
  return machine && machine->getMCSubtargetInfo()->isCPUStringValid(name);
}

bool emitPtx(llvm::Module &module, llvm::StringRef chip, std::string &ptx, std::string &error) {
  std::unique_ptr<llvm::TargetMachine> machine = createMachine(chip, error);
  if (!machine)
    return false;
  module.setTargetTriple(machine->getTargetTriple());
  module.setDataLayout(machine->createDataLayout());
  linkDeviceRuntime(module);
  if (useLibdevice(module) && !linkLibdevice(module, chip, error))
    return false;
  makeInternal(module);
  optimize(module, *machine);
  if (llvm::StringRef missing = findMissing(module); !missing.empty()) {
    error = ("the device has no function `" + missing + "`").str();
    return false;
  }
  llvm::SmallString<0> text;
  llvm::raw_svector_ostream stream(text);
  llvm::legacy::PassManager passes;
  if (machine->addPassesToEmitFile(passes, stream, /*DwoOut=*/nullptr, llvm::CodeGenFileType::AssemblyFile)) {
    error = "LLVM cannot emit PTX";
    return false;
  }
  passes.run(module);
  ptx = text.str().str();
  return true;
}

} // namespace amaru::target
