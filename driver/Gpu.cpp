// `amaru build --emit=ptx`, `amaru emit --stage=ptx`, and `amaru run --target=gpu` and `--target=gpu-sim`.
#include "driver/Gpu.h"
#include "driver/Kernels.h"

#include "codegen/pipeline/GpuPipeline.h"
#include "codegen/target/nvptx/Target.h"
#include "launch/Launch.h"

#include <dlfcn.h>

namespace amaru::driver {

namespace {

/// The chip without `--target`: the oldest that current drivers and tools support well.
constexpr llvm::StringLiteral defaultChip = "sm_80";

/// A module on its way through a pipeline for kernels.
class KernelModule {
public:
  KernelModule(Compilation &compilation, const Options &options) : compilation(compilation), options(options) {
    codegen::registerCpuDialects(registry);
    context.appendDialectRegistry(registry);
    context.loadAllAvailableDialects();
    pipelineOptions.unsupported = [&](const lower::KernelFault &fault) {
      reportFault(compilation.typedProgram(), compilation.diagnostics(), fault);
    };
  }

  /// Runs the pipeline that `build` writes; 0, or the exit code.
  int run(const emit::EntryPoint &entry,
          llvm::function_ref<void(mlir::OpPassManager &, const codegen::GpuOptions &)> build) {
    std::string passErrors;
    mlir::ScopedDiagnosticHandler quiet(&context, [&](mlir::Diagnostic &diagnostic) {
      passErrors += diagnostic.str() + "; ";
      return mlir::success();
    });
    module = emit::emitProgram(compilation.typedProgram(), entry, options.emit, context);
    mlir::PassManager passes(&context);
    build(passes, pipelineOptions);
    bool good = mlir::succeeded(passes.run(*module));
    if (compilation.diagnostics().hasErrors()) {
      compilation.printDiagnostics();
      return 1;
    }
    return good ? 0 : internalError("a pass failed: " + passErrors);
  }

  mlir::ModuleOp get() { return *module; }
  std::unique_ptr<llvm::Module> translate() { return codegen::translateToLlvm(*module, llvmContext); }

private:
  Compilation &compilation;
  const Options &options;
  codegen::GpuOptions pipelineOptions;
  mlir::DialectRegistry registry;
  mlir::MLIRContext context{mlir::MLIRContext::Threading::DISABLED};
  mlir::OwningOpRef<mlir::ModuleOp> module;
  llvm::LLVMContext llvmContext;
};

/// The kernels, without any text if there is none; 0, or the exit code.
int compileKernels(Compilation &compilation, const emit::EntryPoint &entry, const Arguments &arguments,
                   lower::DeviceCode &code) {
  KernelModule module(compilation, arguments.options);
  if (int failed = module.run(entry, codegen::buildGpuPipeline))
    return failed;
  if (!codegen::hasKernels(module.get()))
    return 0;
  std::unique_ptr<llvm::Module> kernels = module.translate();
  if (!kernels)
    return internalError("the kernels have no translation to LLVM");
  std::string error, chip = arguments.target.starts_with("sm_") ? arguments.target : defaultChip.str();
  if (!target::emitPtx(*kernels, chip, code.text, error))
    return failure(error);
  code.text = codegen::describeKernels(module.get()) + code.text;
  code.sites = codegen::kernelSites(module.get());
  return 0;
}

/// The program as a shared object, its kernels for the GPU or, for `gpu-sim`, for the CPU; 0, or the exit code.
int compileProgram(const std::string &file, const Arguments &arguments, int &object) {
  const Options &options = arguments.options;
  Compilation compilation(options);
  if (int failed = prepare(compilation, file))
    return failed;
  emit::EntryPoint entry{"amaru_main", compilation.mainModule().topLevelInstance};
  lower::DeviceCode device;
  bool isSimulated = arguments.target == "gpu-sim";
  if (!isSimulated)
    if (int failed = compileKernels(compilation, entry, arguments, device))
      return failed;
  KernelModule module(compilation, options);
  auto build = [&](mlir::OpPassManager &passes, const codegen::GpuOptions &gpuOptions) {
    if (isSimulated)
      codegen::buildGpuSimPipeline(passes, gpuOptions);
    else
      codegen::buildGpuHostPipeline(passes, device, gpuOptions);
    codegen::buildCpuPipeline(passes, options.pipeline);
  };
  if (int failed = module.run(entry, build))
    return failed;
  std::unique_ptr<llvm::Module> program = module.translate();
  std::string error;
  auto machine = target::createCpuTargetMachine(options.target, error);
  llvm::SmallVector<char, 0> code;
  if (!program || !machine ||
      !target::optimizeAndEmit(*program, *machine, options.target, target::OutputKind::Object, code, error))
    return internalError("the program cannot be compiled: " + error);
  auto shared = linkInMemory(code, error);
  if (!shared)
    return failure("cannot link the program: " + error);
  object = anonymousObject(shared->getBuffer());
  return object < 0 ? failure("the compiled program does not fit in memory") : 0;
}

bool hasDriver() {
  void *library = dlopen("libcuda.so.1", RTLD_LAZY | RTLD_LOCAL);
  if (library)
    dlclose(library);
  return library;
}

/// What `amaru run` is asked for; false when it is not in the form of that command.
bool readRun(int argc, char **argv, launch::RunRequest &request, Arguments &arguments) {
  if (!launch::parseRun(argc, argv, request))
    return false;
  llvm::SmallVector<llvm::StringRef> words;
  llvm::StringRef(request.options).split(words, '\n', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  arguments = readArguments(words);
  return arguments.error.empty();
}

} // namespace

bool isForGpu(const Arguments &arguments) {
  return arguments.target != "cpu" || arguments.stage == "ptx" || arguments.emitKind == "ptx";
}

int emitPtx(const Arguments &arguments) {
  if (arguments.target == "gpu-sim")
    return usageError("--target=gpu-sim is for `amaru run`");
  bool isPtx = arguments.stage == "ptx" || (arguments.stage.empty() && arguments.emitKind == "ptx");
  if (!isPtx)
    return usageError("with --target=" + arguments.target + " only PTX can be written: --emit=ptx or --stage=ptx");
  if (arguments.target.starts_with("sm_") && !target::isNvptxChip(arguments.target))
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
  lower::DeviceCode code;
  if (int failed = compileKernels(compilation, entry, arguments, code))
    return failed;
  if (code.text.empty())
    return failure("nothing that is called has a parallel loop or a kernel; `--function=` names a function that the "
                   "file does not call");
  return writeOutput(code.text, arguments.output);
}

bool isRunOnGpu(int argc, char **argv) {
  launch::RunRequest request;
  Arguments arguments;
  return readRun(argc, argv, request, arguments) && arguments.target != "cpu";
}

int runOnGpu(int argc, char **argv) {
  launch::RunRequest request;
  Arguments arguments;
  readRun(argc, argv, request, arguments);
  if (arguments.target.starts_with("sm_") && !target::isNvptxChip(arguments.target))
    return usageError("unknown target " + arguments.target);
  // Before anything is compiled: nothing of it could run.
  if (arguments.target != "gpu-sim" && !hasDriver())
    return failure("there is no NVIDIA driver here (libcuda.so.1 is not found)");
  int object = -1;
  if (int failed = onCompilerThread([&] { return compileProgram(request.file, arguments, object); }))
    return failed;
  return launch::runObject(object, request);
}

} // namespace amaru::driver
