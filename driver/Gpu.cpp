// `amaru build --emit=ptx` and `amaru emit --stage=ptx`.
#include "driver/Gpu.h"

#include "codegen/pipeline/GpuPipeline.h"
#include "codegen/target/nvptx/Target.h"

namespace amaru::driver {

namespace {

/// The chip without `--target`: the oldest that current drivers and tools support well.
constexpr llvm::StringLiteral defaultChip = "sm_80";

/// The place of an op in the text that it was compiled from.
support::SourceRange sourceRange(Compilation &compilation, mlir::Location location) {
  auto place = location->findInstanceOf<mlir::FileLineColRange>();
  auto find = [&]() -> const typed::Module * {
    for (const auto &module : compilation.typedProgram().modules)
      if (place && module->path == place.getFilename().getValue())
        return module.get();
    return nullptr;
  };
  const typed::Module *module = find();
  if (!module)
    return {};
  // Columns count from 1.
  const support::SourceBuffer &source = *module->source;
  uint32_t begin = source.lineStart(place.getStartLine()) + place.getStartColumn() - 1;
  uint32_t end = source.lineStart(place.getEndLine()) + place.getEndColumn() - 1;
  return {begin, end, source.id()};
}

/// The kernels as PTX; 0, or the exit code.
int compileKernels(Compilation &compilation, const emit::EntryPoint &entry, const Arguments &arguments,
                   std::string &ptx) {
  mlir::DialectRegistry registry;
  codegen::registerCpuDialects(registry);
  mlir::MLIRContext context(registry, mlir::MLIRContext::Threading::DISABLED);
  context.loadAllAvailableDialects();
  std::string passErrors;
  mlir::ScopedDiagnosticHandler quiet(&context, [&](mlir::Diagnostic &diagnostic) {
    passErrors += diagnostic.str() + "; ";
    return mlir::success();
  });
  auto module = emit::emitProgram(compilation.typedProgram(), entry, arguments.options.emit, context);
  codegen::GpuOptions options;
  diag::Engine &engine = compilation.diagnostics();
  options.unsupported = [&](mlir::Location location, llvm::StringRef what) {
    engine.report(diag::Id::NotOnGpu, sourceRange(compilation, location)).arg(what);
  };
  mlir::PassManager passes(&context);
  codegen::buildGpuPipeline(passes, options);
  bool good = mlir::succeeded(passes.run(*module));
  if (engine.hasErrors()) {
    compilation.printDiagnostics();
    return 1;
  }
  if (!good)
    return internalError("a pass failed: " + passErrors);
  if (!codegen::hasKernels(*module))
    return failure(
        "nothing that is called has a parallel loop; `--function=` names a function that the file does not call");

  llvm::LLVMContext llvmContext;
  std::unique_ptr<llvm::Module> kernels = codegen::translateToLlvm(*module, llvmContext);
  if (!kernels)
    return internalError("the kernels have no translation to LLVM");
  std::string error, chip = arguments.target == "cpu" ? defaultChip.str() : arguments.target;
  if (!target::emitPtx(*kernels, chip, ptx, error))
    return failure(error);
  ptx = codegen::describeSites(*module) + ptx;
  return 0;
}

} // namespace

bool isForGpu(const Arguments &arguments) {
  return arguments.target != "cpu" || arguments.stage == "ptx" || arguments.emitKind == "ptx";
}

int emitPtx(const Arguments &arguments) {
  bool isPtx = arguments.stage == "ptx" || (arguments.stage.empty() && arguments.emitKind == "ptx");
  if (!isPtx)
    return usageError("with --target=" + arguments.target + " only PTX can be written: --emit=ptx or --stage=ptx");
  if (arguments.target != "cpu" && !target::isNvptxChip(arguments.target))
    return usageError("unknown target " + arguments.target);
  if (arguments.files.size() != 1)
    return usageError("one file is needed");
  Compilation compilation(arguments.options);
  const std::string &file = arguments.files[0];
  if (int failed = prepare(compilation, file, arguments.function.empty() ? "__main__" : moduleNameOf(file)))
    return failed;
  emit::EntryPoint entry{"amaru_main", compilation.mainModule().topLevelInstance};
  if (!arguments.function.empty()) {
    typed::Instance *instance = compilation.instantiate(arguments.function);
    if (!instance) {
      compilation.printDiagnostics();
      return 1;
    }
    entry = {instance->function->name, instance};
  }
  std::string ptx;
  int failed = compileKernels(compilation, entry, arguments, ptx);
  return failed ? failed : writeOutput(ptx, arguments.output);
}

} // namespace amaru::driver
