// Elementary functions on the device are those of NVIDIA's libdevice: `sin` is `__nv_sin`, `sinf` is `__nv_sinf`. What the
// hardware does with correct rounding (roots, division, rounding to integers) stays an instruction.

#include "codegen/target/nvptx/Target.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"
#include "llvm/IRReader/IRReader.h"
#include "llvm/Linker/Linker.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/SourceMgr.h"
#include <cstdlib>

namespace amaru::target {

namespace {

/// Under the names that libm gives them for double.
constexpr llvm::StringLiteral functions[] = {
    "acos",  "acosh", "asin", "asinh", "atan", "atan2", "atanh", "cbrt",  "cos",    "cosh",
    "erf",   "erfc",  "exp",  "exp10", "exp2", "expm1", "fmod",  "hypot", "lgamma", "log",
    "log10", "log1p", "log2", "pow",   "sin",  "sinh",  "tan",   "tanh",  "tgamma",
};

/// The function that a call means, as libm calls it for double; empty if it is none of ours.
llvm::StringRef functionOf(const llvm::CallInst &call) {
  const llvm::Function *callee = call.getCalledFunction();
  if (!callee || !callee->isDeclaration())
    return "";
  llvm::StringRef name = callee->getName();
  if (name.consume_front("llvm."))
    name = name.take_until([](char c) { return c == '.'; });
  else if (call.getType()->isFloatTy())
    name.consume_back("f");
  return llvm::is_contained(functions, name) ? name : "";
}

/// Calls libdevice; halves are computed as f32.
llvm::Value *callLibdevice(llvm::IRBuilder<> &b, llvm::StringRef function, llvm::Type *type,
                           llvm::ArrayRef<llvm::Value *> args) {
  llvm::Module &module = *b.GetInsertBlock()->getModule();
  bool isDouble = type->isDoubleTy();
  llvm::Type *computed = isDouble ? type : b.getFloatTy();
  llvm::SmallVector<llvm::Value *> operands;
  for (llvm::Value *arg : args)
    operands.push_back(b.CreateFPCast(arg, computed));
  llvm::SmallVector<llvm::Type *> types(operands.size(), computed);
  std::string name = ("__nv_" + function + (isDouble ? "" : "f")).str();
  auto callee = module.getOrInsertFunction(name, llvm::FunctionType::get(computed, types, /*isVarArg=*/false));
  return b.CreateFPCast(b.CreateCall(callee, operands), type);
}

/// The folder of a CUDA toolkit, as its own tools look for it.
std::string toolkit() {
  for (const char *variable : {"CUDA_HOME", "CUDA_ROOT", "CUDA_PATH"})
    if (const char *folder = std::getenv(variable); folder && *folder)
      return folder;
  return "/usr/local/cuda";
}

/// libdevice asks what it is compiled for: the chip, and that roots and quotients are rounded correctly.
void answerReflection(llvm::Module &module, llvm::StringRef chip) {
  llvm::Function *reflect = module.getFunction("__nvvm_reflect");
  if (!reflect)
    return;
  unsigned architecture = 0;
  chip.drop_front(3).take_while([](char c) { return llvm::isDigit(c); }).getAsInteger(10, architecture);
  for (llvm::User *user : llvm::make_early_inc_range(reflect->users())) {
    auto *call = llvm::cast<llvm::CallInst>(user);
    auto *global = llvm::cast<llvm::GlobalVariable>(call->getArgOperand(0)->stripPointerCasts());
    llvm::StringRef question = llvm::cast<llvm::ConstantDataArray>(global->getInitializer())->getAsCString();
    unsigned answer = llvm::StringSwitch<unsigned>(question)
                          .Case("__CUDA_ARCH", architecture * 10)
                          .Cases({"__CUDA_PREC_SQRT", "__CUDA_PREC_DIV"}, 1)
                          .Default(0);
    call->replaceAllUsesWith(llvm::ConstantInt::get(call->getType(), answer));
    call->eraseFromParent();
  }
  reflect->eraseFromParent();
}

} // namespace

bool useLibdevice(llvm::Module &module) {
  llvm::SmallVector<llvm::Instruction *> found;
  for (llvm::Function &function : module)
    for (llvm::Instruction &instruction : llvm::instructions(function)) {
      auto *call = llvm::dyn_cast<llvm::CallInst>(&instruction);
      if ((call && !functionOf(*call).empty()) || instruction.getOpcode() == llvm::Instruction::FRem)
        found.push_back(&instruction);
    }
  for (llvm::Instruction *instruction : found) {
    llvm::IRBuilder<> b(instruction);
    auto *call = llvm::dyn_cast<llvm::CallInst>(instruction);
    llvm::SmallVector<llvm::Value *> args;
    for (llvm::Value *arg : call ? llvm::make_range(call->arg_begin(), call->arg_end())
                                 : llvm::make_range(instruction->op_begin(), instruction->op_end()))
      args.push_back(arg);
    // The device's own remainder is a - trunc(a / b) * b, which is inexact.
    llvm::StringRef function = call ? functionOf(*call) : llvm::StringRef("fmod");
    instruction->replaceAllUsesWith(callLibdevice(b, function, instruction->getType(), args));
    instruction->eraseFromParent();
  }
  return !found.empty();
}

bool linkLibdevice(llvm::Module &module, llvm::StringRef chip, std::string &error) {
  std::string path = toolkit() + "/nvvm/libdevice/libdevice.10.bc";
  if (!llvm::sys::fs::exists(path)) {
    error = "elementary functions need `libdevice.10.bc` of the CUDA toolkit, which is not at `" + path +
            "`; set CUDA_HOME to the toolkit's folder";
    return false;
  }
  llvm::SMDiagnostic problem;
  std::unique_ptr<llvm::Module> library = llvm::parseIRFile(path, problem, module.getContext());
  if (!library) {
    error = "`" + path + "` cannot be read: " + problem.getMessage().str();
    return false;
  }
  library->setTargetTriple(module.getTargetTriple());
  library->setDataLayout(module.getDataLayout());
  if (llvm::Linker::linkModules(module, std::move(library), llvm::Linker::LinkOnlyNeeded)) {
    error = "`" + path + "` cannot be linked";
    return false;
  }
  answerReflection(module, chip);
  return true;
}

} // namespace amaru::target
