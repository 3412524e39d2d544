// amaru-opt --amaru-asm|--amaru-llvm-ir|--amaru-object|--amaru-shared FILE [-o OUT] [--cpu=NAME] [-O0|-O2|-O3] [--no-polls]
// [--keep-checks]

#include "tools/amaru-opt/Compile.h"
#include "codegen/pipeline/CpuPipeline.h"
#include "codegen/target/cpu/Target.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/IR/OwningOpRef.h"
#include "mlir/Parser/Parser.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/ToolOutputFile.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Target/TargetMachine.h"

namespace amaru {

namespace {

struct Command {
  llvm::StringRef kind, input, output = "-";
  target::CpuTargetOptions target;
  codegen::CpuOptions pipeline;
};

Command readCommand(int argc, char **argv) {
  Command command;
  command.kind = argv[1];
  for (int i = 2; i < argc; ++i) {
    llvm::StringRef arg = argv[i];
    if (arg == "-o" && i + 1 < argc)
      command.output = argv[++i];
    else if (arg.consume_front("--cpu="))
      command.target.cpu = arg.str();
    else if (arg == "-O0")
      command.target.optimization = target::Optimization::None;
    else if (arg == "-O2")
      command.target.optimization = target::Optimization::O2;
    else if (arg == "-O3")
      command.target.optimization = target::Optimization::O3;
    else if (arg == "--no-polls")
      command.pipeline.insertPolls = false;
    else if (arg == "--keep-checks")
      command.pipeline.removeChecks = false;
    else
      command.input = arg;
  }
  return command;
}

int fail(llvm::StringRef message) {
  llvm::errs() << "amaru-opt: " << message << "\n";
  return 1;
}

} // namespace

bool isCompileCommand(int argc, char **argv) {
  static constexpr llvm::StringLiteral kinds[] = {"--amaru-asm", "--amaru-llvm-ir", "--amaru-object", "--amaru-shared"};
  return argc > 1 && llvm::is_contained(kinds, llvm::StringRef(argv[1]));
}

int runCompileCommand(int argc, char **argv, mlir::DialectRegistry &registry) {
  Command command = readCommand(argc, argv);
  mlir::MLIRContext context(registry);
  context.loadAllAvailableDialects();
  auto module = mlir::parseSourceFile<mlir::ModuleOp>(command.input, &context);
  if (!module)
    return 1;
  std::string error;
  auto machine = target::createCpuTargetMachine(command.target, error);
  if (machine) {
    command.pipeline.vectorBytes = target::vectorBytes(*machine, command.target);
    command.pipeline.fusesMultiplyAdd = target::fusesMultiplyAdd(*machine);
  }
  mlir::PassManager passes(&context);
  codegen::buildCpuPipeline(passes, command.pipeline);
  if (failed(passes.run(*module)))
    return 1;

  llvm::LLVMContext llvmContext;
  std::unique_ptr<llvm::Module> llvmModule = codegen::translateToLlvm(*module, llvmContext);
  if (!llvmModule || !machine)
    return fail(error);
  if (command.kind == "--amaru-llvm-ir") {
    target::optimize(*llvmModule, *machine, command.target);
    llvmModule->print(llvm::outs(), nullptr);
    return 0;
  }
  llvm::SmallVector<char> bytes;
  auto kind = command.kind == "--amaru-asm" ? target::OutputKind::Assembly : target::OutputKind::Object;
  if (!target::optimizeAndEmit(*llvmModule, *machine, command.target, kind, bytes, error))
    return fail(error);
  if (command.kind == "--amaru-shared")
    return target::linkShared({llvm::ArrayRef<char>(bytes)}, command.output, error) ? 0 : fail(error);
  std::error_code code;
  llvm::ToolOutputFile file(command.output, code, llvm::sys::fs::OF_None);
  if (code)
    return fail(code.message());
  file.os().write(bytes.data(), bytes.size());
  file.keep();
  return 0;
}

} // namespace amaru
