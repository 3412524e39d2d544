// A thin layer over LLVM's ORC.

#include "codegen/jit/Jit.h"
#include "llvm/ExecutionEngine/Orc/LLJIT.h"
#include "llvm/ExecutionEngine/Orc/ThreadSafeModule.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/TargetSelect.h"

namespace amaru::jit {

namespace orc = llvm::orc;

namespace {

/// Whether an error came back; its text goes to `text`.
bool failed(llvm::Error error, std::string &text) {
  if (!error)
    return false;
  text = llvm::toString(std::move(error));
  return true;
}

} // namespace

Jit::Jit(std::unique_ptr<orc::LLJIT> lljit) : lljit(std::move(lljit)) {}
Jit::~Jit() = default;

std::unique_ptr<Jit> Jit::create(std::string &error) {
  llvm::InitializeNativeTarget();
  llvm::InitializeNativeTargetAsmPrinter();
  auto created = orc::LLJITBuilder().create();
  if (failed(created.takeError(), error))
    return nullptr;
  char prefix = (*created)->getDataLayout().getGlobalPrefix();
  auto process = orc::DynamicLibrarySearchGenerator::GetForCurrentProcess(prefix);
  if (failed(process.takeError(), error))
    return nullptr;
  (*created)->getMainJITDylib().addGenerator(std::move(*process));
  return std::unique_ptr<Jit>(new Jit(std::move(*created)));
}

bool Jit::addModule(std::unique_ptr<llvm::Module> module, std::unique_ptr<llvm::LLVMContext> context,
                    std::string &error) {
  return !failed(lljit->addIRModule(orc::ThreadSafeModule(std::move(module), std::move(context))), error);
}

void *Jit::lookup(llvm::StringRef symbol, std::string &error) {
  auto found = lljit->lookup(symbol);
  if (failed(found.takeError(), error))
    return nullptr;
  return found->toPtr<void *>();
}

} // namespace amaru::jit
