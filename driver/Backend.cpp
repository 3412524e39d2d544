// The stages behind the analysis.
#include "driver/Backend.h"

#include "mlir/Dialect/LLVMIR/Transforms/Passes.h"
#include "mlir/IR/Verifier.h"
#include "mlir/Pass/PassManager.h"
#include <cstdlib>

namespace amaru::driver {

void Backend::listen(ir::ExplainSink &checks, std::unique_ptr<llvm::DiagnosticHandler> remarks) {
  options.pipeline.explain = &checks;
  options.lineTables = true;
  llvmContext.setDiagnosticHandler(std::move(remarks));
}

namespace {

/// The begin of each op's range as its location: all that LLVM's line tables can hold.
void simplifyLocations(mlir::ModuleOp module) {
  module.walk([](mlir::Operation *op) {
    if (auto range = op->getLoc()->findInstanceOf<mlir::FileLineColRange>())
      op->setLoc(mlir::FileLineColLoc::get(range.getFilename(), range.getStartLine(), range.getStartColumn()));
  });
}

} // namespace

mlir::ModuleOp Backend::lower(codegen::CpuStage stage) {
  mlir::DialectRegistry registry;
  codegen::registerCpuDialects(registry);
  context = std::make_unique<mlir::MLIRContext>(registry, mlir::MLIRContext::Threading::DISABLED);
  context->loadAllAvailableDialects();
  // Words of passes are for whoever mends the compiler.
  mlir::ScopedDiagnosticHandler quiet(context.get(), [&](mlir::Diagnostic &diagnostic) {
    if (diagnostic.getSeverity() == mlir::DiagnosticSeverity::Error)
      passErrors += (passErrors.empty() ? "" : "; ") + diagnostic.str();
    return mlir::success();
  });
  module = emit::emitProgram(program, entries, options.emit, *context);
  codegen::CpuOptions pipeline = options.pipeline;
  pipeline.stopAfter = stage;
  // Without a machine there will be no code either, and its error is told then.
  if (std::string error; targetMachine(error)) {
    pipeline.vectorBytes = target::vectorBytes(*machine, options.target);
    pipeline.fusesMultiplyAdd = target::fusesMultiplyAdd(*machine);
  }
  mlir::PassManager passes(context.get());
  // What each pass leaves is verified where passes are tested; here it takes a tenth of the time.
  passes.enableVerifier(false);
  codegen::buildCpuPipeline(passes, pipeline);
  if (std::getenv("AMARU_VERIFY_PASSES")) {
    // For whoever mends the compiler: the first pass that leaves something invalid, and what it left.
    passes.enableVerifier(true);
    passes.enableIRPrinting([](auto...) { return false; }, [](auto...) { return true; }, /*printModuleScope=*/false,
                            /*printAfterOnlyOnChange=*/false, /*printAfterOnlyOnFailure=*/true);
  }
  if (mlir::failed(passes.run(*module)) || mlir::failed(mlir::verify(*module)))
    return {};
  if (!options.lineTables || stage != codegen::CpuStage::Llvm)
    return *module;
  simplifyLocations(*module);
  mlir::PassManager lines(context.get());
  lines.addPass(mlir::LLVM::createDIScopeForLLVMFuncOpPass());
  return mlir::succeeded(lines.run(*module)) ? *module : mlir::ModuleOp();
}

llvm::Module *Backend::llvmModule(std::string &error) {
  mlir::ModuleOp lowered = lower(codegen::CpuStage::Llvm);
  if (!lowered) {
    error = "a pass failed: " + passErrors;
    return nullptr;
  }
  llvm = codegen::translateToLlvm(lowered, llvmContext);
  if (!llvm)
    error = "the program has no translation to LLVM";
  return llvm.get();
}

llvm::TargetMachine *Backend::targetMachine(std::string &error) {
  if (!machine)
    machine = target::createCpuTargetMachine(options.target, error);
  return machine.get();
}

bool Backend::optimize(std::string &error) {
  if (!targetMachine(error))
    return false;
  target::optimize(*llvm, *machine, options.target);
  return true;
}

bool Backend::emitCode(target::OutputKind kind, llvm::SmallVectorImpl<char> &output, std::string &error) {
  return targetMachine(error) && target::emit(*llvm, *machine, kind, output, error);
}

bool Backend::compile(target::OutputKind kind, llvm::SmallVectorImpl<char> &output, std::string &error) {
  return llvmModule(error) && optimize(error) && emitCode(kind, output, error);
}

} // namespace amaru::driver
