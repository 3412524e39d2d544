#include "driver/Kernels.h"

#include "codegen/emit/Emit.h"
#include "codegen/pipeline/CpuPipeline.h"

#include "mlir/IR/MLIRContext.h"

namespace amaru::driver {

namespace {

/// The place of an op in the text that it was compiled from.
support::SourceRange sourceRange(const typed::Program &program, mlir::Location location) {
  auto place = location->findInstanceOf<mlir::FileLineColRange>();
  auto find = [&]() -> const typed::Module * {
    for (const auto &module : program.modules)
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

} // namespace

void reportFault(const typed::Program &program, diag::Engine &diagnostics, const lower::KernelFault &fault) {
  support::SourceRange range = sourceRange(program, fault.place);
  if (fault.divergence)
    diagnostics.report(diag::Id::DivergentBarrier, range)
        .label(sourceRange(program, *fault.divergence), "not all threads of a block take the same way here")
        .hint("call the barrier where all threads come by, and put only the work around it under the condition");
  else
    diagnostics.report(diag::Id::NotOnGpu, range).arg(fault.what).arg(fault.container);
}

bool checkKernels(const typed::Program &program, diag::Engine &diagnostics) {
  auto isKernel = [](const typed::Instance &instance) { return instance.function->options.isKernel; };
  if (diagnostics.hasErrors() || llvm::none_of(program.instances, isKernel))
    return !diagnostics.hasErrors();
  mlir::DialectRegistry registry;
  codegen::registerCpuDialects(registry);
  mlir::MLIRContext context(registry, mlir::MLIRContext::Threading::DISABLED);
  context.loadAllAvailableDialects();
  auto module = emit::emitProgram(program, {}, {}, context);
  return lower::checkKernels(*module,
                             [&](const lower::KernelFault &fault) { reportFault(program, diagnostics, fault); });
}

} // namespace amaru::driver
