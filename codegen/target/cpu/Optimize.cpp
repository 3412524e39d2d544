// The LLVM passes. The trimmed list gives O3's speed on numeric loops at a third of its time: what it leaves out is code
// growth that such loops do not need (runtime unrolling of the vector loop and vectorised epilogues).

#include "codegen/target/cpu/Target.h"
#include "llvm/Analysis/TargetLibraryInfo.h"
#include "llvm/IR/Module.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Target/TargetMachine.h"

namespace amaru::target {

namespace {

/// One pipeline in LLVM's own notation.
constexpr llvm::StringLiteral trimmedPipeline =
    // Small functions disappear into their callers before anything else is worth doing.
    "function(sroa<modify-cfg>,early-cse<memssa>,simplifycfg,instcombine<no-verify-fixpoint>),"
    "cgscc(inline,function-attrs,function(sroa<modify-cfg>,early-cse<memssa>,simplifycfg,instcombine<no-verify-"
    "fixpoint>)),"
    "globaldce,"
    "function("
    // Loops into the form that the loop passes want, invariants out of them.
    "loop-mssa(loop-rotate,licm,simple-loop-unswitch),"
    "simplifycfg,instcombine<no-verify-fixpoint>,"
    "loop(loop-idiom,indvars,loop-deletion,loop-unroll-full),"
    "gvn,instcombine<no-verify-fixpoint>,"
    "loop-mssa(licm),"
    // Vectors.
    "loop-vectorize,slp-vectorizer,"
    // What the vectoriser leaves: loops too short or too sequential for it.
    "loop-unroll<O2;no-runtime>,instcombine<no-verify-fixpoint>,loop-mssa(licm),simplifycfg),"
    "globaldce";

void setFunctionAttributes(llvm::Module &module, llvm::TargetMachine &machine, const CpuTargetOptions &options) {
  for (llvm::Function &function : module) {
    if (function.isDeclaration())
      continue;
    function.addFnAttr("target-cpu", machine.getTargetCPU());
    function.addFnAttr("target-features", machine.getTargetFeatureString());
    if (options.preferVectorWidth != 0)
      function.addFnAttr("prefer-vector-width", std::to_string(options.preferVectorWidth));
  }
}

} // namespace

void optimize(llvm::Module &module, llvm::TargetMachine &machine, const CpuTargetOptions &options) {
  module.setTargetTriple(machine.getTargetTriple());
  module.setDataLayout(machine.createDataLayout());
  setFunctionAttributes(module, machine, options);
  if (options.optimization == Optimization::None)
    return;

  llvm::PipelineTuningOptions tuning;
  tuning.LoopVectorization = true;
  tuning.SLPVectorization = true;
  llvm::PassBuilder builder(&machine, tuning);
  llvm::LoopAnalysisManager loops;
  llvm::FunctionAnalysisManager functions;
  llvm::CGSCCAnalysisManager components;
  llvm::ModuleAnalysisManager modules;
  // Without the target's costs the vectoriser sees registers of 32 bits.
  functions.registerPass([&] { return machine.getTargetIRAnalysis(); });
  functions.registerPass(
      [&] { return llvm::TargetLibraryAnalysis(llvm::TargetLibraryInfoImpl(machine.getTargetTriple())); });
  builder.registerModuleAnalyses(modules);
  builder.registerCGSCCAnalyses(components);
  builder.registerFunctionAnalyses(functions);
  builder.registerLoopAnalyses(loops);
  builder.crossRegisterProxies(loops, functions, components, modules);

  llvm::ModulePassManager passes;
  if (options.optimization == Optimization::Trimmed) {
    if (llvm::Error error = builder.parsePassPipeline(passes, trimmedPipeline))
      llvm::report_fatal_error(std::move(error));
  } else {
    auto level = options.optimization == Optimization::O2 ? llvm::OptimizationLevel::O2 : llvm::OptimizationLevel::O3;
    passes = builder.buildPerModuleDefaultPipeline(level);
  }
  passes.run(module, modules);
}

} // namespace amaru::target
