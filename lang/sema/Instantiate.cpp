// Instances: one per function and call signature, with a fixed point over recursion.
#include "lang/sema/Checker.h"

namespace amaru::sema {

static std::string instanceKey(const types::TypeTable &types, const typed::Function &function,
                               llvm::ArrayRef<TypeId> params, llvm::ArrayRef<Literal> comptime) {
  std::string key = function.module->name + "." + function.name + "#" + std::to_string(function.index) + "(";
  for (auto [i, param] : llvm::enumerate(params))
    key += (i ? ", " : "") + types.signature(param);
  for (const Literal &value : comptime)
    key += "; " + typed::text(value);
  return key + ")";
}

/// The signature for a call: the one with these very types, else the first with wider ones of the same kinds, else the
/// first to which they convert without loss, else the first to which they convert. Null when none takes them.
static const typed::Signature *chooseSignature(types::TypeTable &types, const typed::Function &function,
                                               llvm::ArrayRef<TypeId> given) {
  auto isSame = [&](TypeId from, TypeId to) {
    return from == to || (types.isNumber(from) && types.isNumber(to) && types.asDType(from) == types.asDType(to));
  };
  auto keeps = [&](TypeId from, TypeId to) {
    return isSame(from, to) || (types::isConvertible(types, from, to) &&
                                (!types.isNumber(from) ||
                                 types::promote(types, types.asDType(from), types.asDType(to)) == types.asDType(to)));
  };
  auto widens = [&](TypeId from, TypeId to) {
    return keeps(from, to) && (!types.isNumber(from) || types.numberClass(from) == types.numberClass(to));
  };
  auto converts = [&](TypeId from, TypeId to) { return types::isConvertible(types, from, to); };
  auto find = [&](auto takes) -> const typed::Signature * {
    for (const typed::Signature &signature : function.signatures)
      if (signature.params.size() == given.size() &&
          llvm::all_of(llvm::zip(given, signature.params), [&](auto pair) { return std::apply(takes, pair); }))
        return &signature;
    return nullptr;
  };
  if (const typed::Signature *found = find(isSame))
    return found;
  if (const typed::Signature *found = find(widens))
    return found;
  if (const typed::Signature *found = find(keeps))
    return found;
  return find(converts);
}

typed::Instance *Sema::checkTopLevel(typed::Module &module) {
  if (!module.topLevelInstance)
    module.topLevelInstance = instantiate(*module.topLevel, {});
  return module.topLevelInstance;
}

typed::Instance *Sema::instantiate(typed::Function &function, llvm::ArrayRef<TypeId> params,
                                   std::vector<Literal> comptime) {
  const typed::Signature *signature = chooseSignature(program.types, function, params);
  if (signature)
    params = signature->params;
  std::string key = instanceKey(program.types, function, params, comptime);
  typed::Instance *&known = instancesByKey[key];
  if (!known) {
    // The stdlib is generic throughout, and bounded by what calls it.
    if (instanceCounts[function.index] >= maxInstancesOfFunction && !function.module->isStdlib)
      return nullptr;
    if (program.instances.size() >= maxInstances)
      return nullptr;
    ++instanceCounts[function.index];
    typed::Instance &instance = program.instances.emplace_back();
    instance.function = &function;
    instance.params.assign(params.begin(), params.end());
    instance.comptime = std::move(comptime);
    instance.declaredResult = signature ? signature->result : TypeId{};
    instance.symbol = key;
    known = &instance;
  }
  typed::Instance *instance = known;
  switch (instance->state) {
  case typed::Instance::State::Checking:
    // A recursive call: its result is what has been found so far.
    instance->usedWhileChecking = true;
    return instance;
  case typed::Instance::State::Done:
    return instance;
  case typed::Instance::State::New:
  case typed::Instance::State::Provisional:
    checkBody(*instance);
    return instance;
  }
  return instance;
}

typed::Instance *Sema::instantiateEntry(typed::Function &function, llvm::ArrayRef<TypeId> params) {
  typed::Instance *instance = instantiate(function, params);
  if (instance && instance->threadUse && !function.options.isKernel) {
    diagnostics.report(diag::Id::OutsideKernel, function.module->tree.range(instance->threadUse)).arg(function.name);
    instance->hasErrors = true;
  }
  return instance;
}

void Sema::checkBody(typed::Instance &instance) {
  if (!checkStack.empty())
    return checkOnce(instance);
  // What a later use says of an empty list changes the types from the list on: everything that saw it is checked again.
  const size_t reported = diagnostics.diagnostics().size();
  for (unsigned round = 0; round < 32; ++round) {
    foundElement = false;
    checkOnce(instance);
    if (!foundElement)
      return;
    diagnostics.truncate(reported);
    for (typed::Instance *stale : findStale(instance)) {
      stale->state = typed::Instance::State::New;
      stale->result = {};
      stale->helpers.clear();
      stale->sawOpen = stale->hasErrors = false;
    }
  }
}

llvm::SetVector<typed::Instance *> Sema::findStale(typed::Instance &outermost) {
  llvm::SetVector<typed::Instance *> stale;
  stale.insert(&outermost);
  for (typed::Instance &other : program.instances)
    if (other.sawOpen || other.hasErrors)
      stale.insert(&other);
  // And whatever calls them.
  for (bool grows = true; grows;) {
    grows = false;
    for (typed::Instance &other : program.instances) {
      if (stale.contains(&other))
        continue;
      bool calls = llvm::any_of(other.helpers, [&](typed::Instance *used) { return stale.contains(used); });
      for (const auto *table : {&other.calls, &other.operators, &other.comparisons})
        for (const auto &[node, call] : *table) {
          calls |= call.callee && stale.contains(call.callee);
          for (const typed::CallInfo &choice : call.choices)
            calls |= choice.callee && stale.contains(choice.callee);
        }
      if (calls)
        grows |= stale.insert(&other);
    }
  }
  return stale;
}

void Sema::checkOnce(typed::Instance &instance) {
  checkStack.push_back(&instance);
  instance.state = typed::Instance::State::Checking;
  const size_t reported = diagnostics.diagnostics().size();
  while (true) {
    instance.usedWhileChecking = false;
    TypeId before = instance.result;
    Checker(*this, instance).run();
    if (std::exchange(instance.cellsChanged, false)) {
      instance.hasErrors = false;
      instance.result = before;
      continue;
    }
    // What earlier rounds said rests on variables that have become cells since.
    if (!instance.cells.empty() && !instance.hasErrors)
      diagnostics.truncate(reported);
    if (instance.hasErrors || !instance.usedWhileChecking || instance.result == before)
      break;
  }
  checkStack.pop_back();
  // While a caller further out is called recursively, what was found here may rest on a result that still grows:
  // the next round of that caller checks this one again.
  bool unsettled = llvm::any_of(checkStack, [](typed::Instance *outer) { return outer->usedWhileChecking; });
  instance.state = unsettled ? typed::Instance::State::Provisional : typed::Instance::State::Done;
  if (!unsettled)
    for (typed::Instance &other : program.instances)
      if (other.state == typed::Instance::State::Provisional)
        other.state = typed::Instance::State::Done;
}

} // namespace amaru::sema
