// The C functions are written in LLVM's IR around the entry points, whose arguments and results lie in slots of 8 bytes
// (codegen/lower/AmaruToLLVM/EntryPoints.cpp); inlining leaves nothing of the slots.
#include "driver/Exports.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/Support/raw_ostream.h"

namespace amaru::driver {

namespace {

using types::Kind;
using types::TypeId;

std::string entrySymbol(const Export &exported) { return "amaru_entry." + exported.name; }

/// The C type of a number; empty if there is none.
std::string cScalar(const types::TypeTable &types, TypeId type) {
  if (!types.isNumber(type))
    return "";
  if (types.isBool(type))
    return "bool";
  if (types.isFloat(type))
    return types.bits(type) == 64 ? "double" : types.bits(type) == 32 ? "float" : "";
  return (types.isUnsigned(type) ? "uint" : "int") + std::to_string(types.bits(type)) + "_t";
}

std::string cArray(const types::TypeTable &types, TypeId type) {
  const types::Type &array = types[type];
  return "amaru_array_" + types.name(array.elements[0]) + "_" + std::to_string(array.rank) + "d";
}

bool isCArray(const types::TypeTable &types, TypeId type) {
  return types.isArray(type) && types[type].rank > 0 && !cScalar(types, types.scalarOf(type)).empty();
}

bool hasCForm(const types::TypeTable &types, TypeId type) {
  return isCArray(types, type) || !cScalar(types, type).empty();
}

bool isCName(llvm::StringRef name) {
  // Those that Python does not reserve as well.
  static constexpr llvm::StringLiteral reserved[] = {
      "auto",   "bool",   "case",   "char",   "const",   "default", "do",       "double",   "enum",    "extern",
      "float",  "goto",   "inline", "int",    "long",    "main",    "register", "restrict", "short",   "signed",
      "sizeof", "static", "struct", "switch", "typedef", "union",   "unsigned", "void",     "volatile"};
  return llvm::all_of(name, [](char c) { return llvm::isAlnum(c) || c == '_'; }) && !llvm::is_contained(reserved, name);
}

/// Fills in the instance, or why there is none.
void resolve(Export &exported, Compilation &compilation) {
  types::TypeTable &types = compilation.typedProgram().types;
  typed::Function &function = *exported.function;
  llvm::SmallVector<TypeId> params;
  for (const typed::Param &param : function.params) {
    if (!param.annotation)
      exported.obstacle = ("its parameter `" + param.name + "` has no annotation").str();
    else if (param.kind == typed::Param::Kind::VarArgs || param.kind == typed::Param::Kind::VarKeywords)
      exported.obstacle = "it takes any number of arguments";
    if (!exported.obstacle.empty())
      return;
    params.push_back(compilation.analysis().annotationType(*function.module, param.annotation));
    if (!params.back())
      return;
    if (!hasCForm(types, params.back()))
      exported.obstacle = ("its parameter `" + param.name + "` is " + types.name(params.back())).str();
  }
  if (!isCName(exported.name))
    exported.obstacle = "its name cannot be used in C";
  if (!exported.obstacle.empty())
    return;
  typed::Instance *instance = compilation.analysis().instantiate(function, params);
  TypeId result = instance->result;
  if (instance->threadUse)
    exported.obstacle = "it is for kernels";
  else if (types.kind(result) != Kind::None && types.kind(result) != Kind::Never && !hasCForm(types, result))
    exported.obstacle = "its result is " + types.name(result);
  else
    exported.instance = instance;
}

//===- Code -----------------------------------------------------------------------------------------------------===//

class Writer {
public:
  Writer(llvm::Module &module, const types::TypeTable &types) : module(module), types(types), b(module.getContext()) {}

  void define(const Export &exported) {
    const typed::Instance &instance = *exported.instance;
    llvm::SmallVector<llvm::Type *> params;
    for (TypeId type : instance.params)
      params.push_back(passedType(type));
    bool hasResult = hasCForm(types, instance.result);
    if (hasResult)
      params.push_back(b.getPtrTy());
    auto *function = llvm::Function::Create(llvm::FunctionType::get(b.getInt32Ty(), params, false),
                                            llvm::GlobalValue::ExternalLinkage, exported.name, module);
    b.SetInsertPoint(llvm::BasicBlock::Create(module.getContext(), "", function));
    args = newSlots();
    for (auto [i, type] : llvm::enumerate(instance.params))
      pass(type, function->getArg(i));
    llvm::Value *results = newSlots();
    llvm::Function *entry = module.getFunction(entrySymbol(exported));
    entry->setLinkage(llvm::GlobalValue::InternalLinkage);
    llvm::Value *raised = b.CreateCall(entry, {args, results});
    if (hasResult)
      returnResult(function, raised, results, instance.result);
    b.CreateRet(raised);
  }

private:
  llvm::Module &module;
  const types::TypeTable &types;
  llvm::IRBuilder<> b;
  llvm::Value *args = nullptr;
  unsigned next = 0;

  static constexpr unsigned slotCount = 256;

  llvm::Value *newSlots() {
    next = 0;
    return b.CreateAlloca(llvm::ArrayType::get(b.getInt64Ty(), slotCount));
  }
  llvm::Value *slot(llvm::Value *base, unsigned index) {
    return b.CreateConstInBoundsGEP1_64(b.getInt64Ty(), base, index);
  }

  llvm::Type *scalarType(TypeId type) {
    if (types.isFloat(type))
      return types.bits(type) == 64 ? b.getDoubleTy() : b.getFloatTy();
    return b.getIntNTy(std::max(8u, types.bits(type)));
  }
  llvm::Type *passedType(TypeId type) { return types.isArray(type) ? b.getPtrTy() : scalarType(type); }

  /// C keeps the owner last, since most arrays have none; compiled code has it first.
  unsigned words(TypeId array) const { return 2 + 2 * types[array].rank; }
  unsigned placeInC(TypeId array, unsigned word) const { return word == 0 ? words(array) - 1 : word - 1; }

  void copyWord(llvm::Value *from, unsigned fromIndex, llvm::Value *to, unsigned toIndex) {
    b.CreateStore(b.CreateLoad(b.getInt64Ty(), slot(from, fromIndex)), slot(to, toIndex));
  }

  void pass(TypeId type, llvm::Value *value) {
    if (!types.isArray(type)) {
      b.CreateStore(value, slot(args, next++));
      return;
    }
    for (unsigned word = 0; word < words(type); ++word)
      copyWord(value, placeInC(type, word), args, next++);
  }

  void returnResult(llvm::Function *function, llvm::Value *raised, llvm::Value *results, TypeId type) {
    llvm::Value *target = function->getArg(function->arg_size() - 1);
    auto *store = llvm::BasicBlock::Create(module.getContext(), "", function);
    auto *done = llvm::BasicBlock::Create(module.getContext(), "", function);
    b.CreateCondBr(b.CreateIsNull(raised), store, done);
    b.SetInsertPoint(store);
    if (types.isArray(type))
      for (unsigned word = 0; word < words(type); ++word)
        copyWord(results, word, target, placeInC(type, word));
    else
      b.CreateStore(b.CreateLoad(scalarType(type), results), target);
    b.CreateBr(done);
    b.SetInsertPoint(done);
  }
};

//===- Header ---------------------------------------------------------------------------------------------------===//

constexpr const char *headerStart = R"(/* Made by `amaru build --emit=header`.
 *
 * Each function returns 0, or 1 when it raised an exception: amaru_rt_error_class and amaru_rt_error_message tell what,
 * until amaru_rt_error_clear. A result goes through the last parameter.
 *
 * Arrays: `strides` count elements, not bytes. `owner` is null for memory of the caller, who keeps it during the call.
 * The owner of a result is the caller's, who ends its use with amaru_rt_release(owner). */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

const char *amaru_rt_error_class(void);
const char *amaru_rt_error_message(void);
void amaru_rt_error_clear(void);
void amaru_rt_error_print(void);
void amaru_rt_release(void *owner);
)";

void writeStruct(llvm::raw_ostream &out, const types::TypeTable &types, TypeId type) {
  std::string name = cArray(types, type), guard = llvm::StringRef(name).upper();
  unsigned rank = types[type].rank;
  out << "\n#ifndef " << guard << "\n#define " << guard << "\ntypedef struct " << name << " {\n  "
      << cScalar(types, types.scalarOf(type)) << " *data;\n  int64_t sizes[" << rank << "];\n  int64_t strides[" << rank
      << "];\n  void *owner;\n} " << name << ";\n#endif\n";
}

void writePrototype(llvm::raw_ostream &out, const types::TypeTable &types, const Export &exported) {
  llvm::SmallVector<std::string> params;
  const typed::Instance &instance = *exported.instance;
  for (auto [i, type] : llvm::enumerate(instance.params)) {
    llvm::StringRef name = instance.function->params[i].name;
    std::string shown = isCName(name) ? name.str() : "arg" + std::to_string(i);
    params.push_back(types.isArray(type) ? "const " + cArray(types, type) + " *" + shown
                                         : cScalar(types, type) + " " + shown);
  }
  TypeId result = instance.result;
  if (hasCForm(types, result))
    params.push_back((types.isArray(result) ? cArray(types, result) : cScalar(types, result)) + " *result_");
  out << "int " << exported.name << "(" << (params.empty() ? "void" : llvm::join(params, ", ")) << ");\n";
}

} // namespace

std::vector<Export> findExports(Compilation &compilation) {
  typed::Module &module = compilation.mainModule();
  std::vector<Export> exports;
  exports.push_back({module.topLevel, module.topLevelInstance, module.name + "_init", ""});
  if (!isCName(exports[0].name))
    exports[0].name = "module_init";
  typed::Program &program = compilation.typedProgram();
  // Calls of `instantiate` may add functions, those of the stdlib.
  for (size_t i = 0, count = program.functions.size(); i < count; ++i) {
    typed::Function &function = *program.functions[i];
    auto entity = module.entities.find(function.name);
    if (function.module != &module || function.isTopLevel || function.options.isKernel ||
        llvm::StringRef(function.name).starts_with("_") || entity == module.entities.end() ||
        program.types[entity->second].kind != Kind::Function || program.types[entity->second].entity != i)
      continue;
    Export exported{&function, nullptr, function.name, ""};
    resolve(exported, compilation);
    exports.push_back(std::move(exported));
  }
  return exports;
}

void setExportEntries(Compilation &compilation, llvm::ArrayRef<Export> exports) {
  std::vector<emit::EntryPoint> entries;
  for (const Export &exported : exports)
    if (exported.instance)
      entries.push_back({entrySymbol(exported), exported.instance});
  compilation.setEntries(std::move(entries));
}

void defineExports(llvm::Module &module, llvm::ArrayRef<Export> exports, const types::TypeTable &types) {
  Writer writer(module, types);
  for (const Export &exported : exports)
    if (exported.instance)
      writer.define(exported);
}

std::string exportsHeader(llvm::StringRef moduleName, llvm::ArrayRef<Export> exports, const types::TypeTable &types) {
  std::string text = headerStart;
  llvm::raw_string_ostream out(text);
  llvm::StringSet<> written;
  for (const Export &exported : exports)
    if (exported.instance) {
      llvm::SmallVector<TypeId> used(exported.instance->params);
      used.push_back(exported.instance->result);
      for (TypeId type : used)
        if (types.isArray(type) && written.insert(cArray(types, type)).second)
          writeStruct(out, types, type);
    }
  out << "\n/* Runs the top level of " << moduleName << ", once, before functions that read its variables. */\n";
  for (const Export &exported : exports)
    if (exported.instance)
      writePrototype(out, types, exported);
    else
      out << "/* " << exported.name << ": " << exported.obstacle << " */\n";
  out << "\n#ifdef __cplusplus\n}\n#endif\n";
  return text;
}

} // namespace amaru::driver
