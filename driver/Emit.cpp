// `amaru emit --stage=S FILE [--function SIGNATURE]`
#include "driver/Commands.h"
#include "driver/Explain.h"

#include "lang/ast/Printer.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

namespace amaru::driver {

namespace {

constexpr llvm::StringLiteral stages[] = {"ast", "types", "amaru", "loops", "llvm-dialect", "llvm", "asm"};

/// The text of a stage that lies behind the analysis.
int printLowered(Compilation &compilation, llvm::StringRef stage, llvm::raw_ostream &out) {
  std::string error;
  if (stage == "llvm" || stage == "asm") {
    llvm::Module *module = compilation.llvmModule(error);
    if (!module || !compilation.optimize(error))
      return internalError(error);
    llvm::SmallVector<char, 0> assembly;
    if (stage == "llvm")
      module->print(out, nullptr);
    else if (compilation.emitCode(target::OutputKind::Assembly, assembly, error))
      out << llvm::StringRef(assembly.data(), assembly.size());
    return error.empty() ? 0 : internalError(error);
  }
  mlir::ModuleOp module = compilation.lower(stage == "amaru"   ? codegen::CpuStage::Amaru
                                            : stage == "loops" ? codegen::CpuStage::Loops
                                                               : codegen::CpuStage::Llvm);
  if (!module)
    return internalError("a pass failed");
  module.print(out);
  return 0;
}

int printSyntax(Compilation &compilation, const std::string &file, llvm::raw_ostream &out) {
  if (!canOpen(file))
    return 2;
  bool good = compilation.parse(file);
  compilation.printDiagnostics();
  if (good)
    ast::printDump(out, compilation.mainModule().tree);
  return good ? 0 : 1;
}

/// Restricts what is compiled to the function that `--function` names.
int chooseFunction(Compilation &compilation, llvm::StringRef signature) {
  typed::Instance *instance = compilation.instantiate(signature);
  compilation.printDiagnostics();
  if (!instance)
    return 1;
  compilation.setEntries({{instance->function->name, instance}});
  return 0;
}

} // namespace

int emit(const Arguments &arguments) {
  if (arguments.files.size() != 1)
    return usageError("emit: one file is needed");
  if (!llvm::is_contained(stages, arguments.stage))
    return usageError("emit: --stage is one of " + llvm::join(std::begin(stages), std::end(stages), ", "));
  const std::string &file = arguments.files[0];
  std::string text;
  llvm::raw_string_ostream out(text);
  Compilation compilation(arguments.options);
  int failed = 0;
  if (arguments.stage == "ast")
    failed = printSyntax(compilation, file, out);
  else if (!(failed = prepare(compilation, file, arguments.function.empty() ? "__main__" : moduleNameOf(file))) &&
           !(failed = arguments.function.empty() ? 0 : chooseFunction(compilation, arguments.function))) {
    if (arguments.stage == "types")
      printTypes(out, compilation);
    else
      failed = printLowered(compilation, arguments.stage, out);
  }
  return failed ? failed : writeOutput(text, arguments.output);
}

} // namespace amaru::driver
