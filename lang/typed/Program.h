// What the semantic analysis finds: modules, functions, and for each call signature of a function an instance with the
// type of every expression. The syntax tree itself stays untouched; everything here is keyed by its node ids.
//
// sema writes these tables; emit and `explain` read them.
#pragma once

#include "lang/ast/Ast.h"
#include "lang/support/SourceBuffer.h"
#include "lang/typed/Builtins.h"
#include "lang/types/Types.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"
#include <deque>
#include <memory>
#include <variant>

namespace amaru::typed {

using ast::NodeId;
using types::TypeId;

struct Instance;
struct Module;

/// A value known at compile time.
using Literal = std::variant<std::monostate, bool, int64_t, double, std::string>;

inline bool isKnown(const Literal &literal) { return !std::holds_alternative<std::monostate>(literal); }

struct ExprInfo {
  TypeId type;
  Literal literal;
};

enum class Presence : uint8_t { Unset, Maybe, Set };

/// What is known of a variable at a point of the program.
struct VarState {
  TypeId type;
  Presence presence = Presence::Unset;
  /// Where it was last assigned; two places where paths with different types joined.
  NodeId origin, otherOrigin;
  /// The other type of a join that has none; reported when the variable is read.
  TypeId conflict;
  /// The parallel loop whose iterations each have this variable to themselves: nobody else may read it.
  NodeId privateTo;
};

/// One argument of a call, bound to its parameter.
struct BoundArg {
  /// The argument's expression; none for a default.
  NodeId node;
  /// The value of a default.
  ExprInfo defaultValue;
  /// The arguments that `*args` collects.
  bool isPack = false;
  llvm::SmallVector<NodeId, 4> pack;
};

struct CallInfo {
  enum class Kind : uint8_t {
    /// A compiled function; over the elements of arrays when `elementwise`.
    Function,
    Builtin,
    /// `int(x)`, `np.float32(x)`.
    Cast
  };
  Kind kind = Kind::Function;
  Instance *callee = nullptr;
  Builtin builtin = Builtin::None;
  bool elementwise = false;
  /// The receiver of a method call, which is the first argument.
  NodeId receiver;
  llvm::SmallVector<BoundArg, 4> args;
};

struct Param {
  llvm::StringRef name;
  NodeId node;
  NodeId annotation;
  NodeId defaultValue;
  enum class Kind : uint8_t { Positional, PositionalOnly, KeywordOnly, VarArgs, VarKeywords } kind = Kind::Positional;
};

/// What a decorator asked for.
struct JitOptions {
  bool isJit = false;
  bool parallel = false;
  bool fastmath = false;
  bool boundscheck = true;
  bool overflowWraps = false;
  /// stdlib: applied to each element when given arrays, as NumPy's ufuncs are.
  bool elementwise = false;
};

/// A function as written, or the top level of a module.
struct Function {
  Module *module = nullptr;
  /// The `def`; the module itself for its top level.
  NodeId node;
  std::string name;
  std::vector<Param> params;
  /// Local variables, parameters first.
  std::vector<std::string> locals;
  llvm::StringMap<unsigned> localIndex;
  /// Names that a `global` statement gives to the module.
  llvm::StringMap<NodeId> globalNames;
  JitOptions options;
  uint32_t index = 0;
  bool isTopLevel = false;
};

/// A module-level variable that functions read: a slot, typed by its assignments.
struct Global {
  std::string name;
  std::string symbol;
  Module *module = nullptr;
  TypeId type;
  /// Set when the variable is assigned once, to a constant.
  Literal constant;
  NodeId origin;
  bool isRead = false;
};

struct Module {
  std::string name;
  std::string path;
  const support::SourceBuffer *source = nullptr;
  ast::Tree tree;
  bool isStdlib = false;
  /// What a name of the module is bound to when that is a function, a module or a builtin: its type says all.
  llvm::StringMap<TypeId> entities;
  llvm::StringMap<std::unique_ptr<Global>> globals;
  /// Names whose values cannot be compiled, with a description for the error where one is read.
  llvm::StringMap<std::string> unavailable;
  Function *topLevel = nullptr;
  Instance *topLevelInstance = nullptr;
  uint32_t index = 0;
};

/// The variables that a loop carries: their types at its head.
using LoopVariables = llvm::SmallVector<std::pair<unsigned, VarState>, 4>;

/// A variable that the iterations of a parallel loop combine: `s += x`, `m = max(m, x)`.
struct Reduction {
  unsigned variable;
  /// `add mul min max and or xor`, as amaru.parallel_for names them.
  std::string kind;
};

/// A function checked for one call signature.
struct Instance {
  Function *function = nullptr;
  llvm::SmallVector<TypeId> params;
  TypeId result;
  std::string symbol;
  llvm::DenseMap<uint32_t, ExprInfo> exprs;
  llvm::DenseMap<uint32_t, CallInfo> calls;
  llvm::DenseMap<uint32_t, LoopVariables> loops;
  llvm::DenseMap<uint32_t, llvm::SmallVector<Reduction, 2>> parallelLoops;
  /// The array parameters whose elements the function writes, itself or through what it calls.
  llvm::SmallVector<bool, 4> writesParam;
  /// Conditions decided at compile time (their dead branch is neither checked nor compiled).
  llvm::DenseMap<uint32_t, bool> decided;
  enum class State : uint8_t { New, Checking, Provisional, Done } state = State::New;
  bool usedWhileChecking = false;
  bool hasErrors = false;

  const ExprInfo &info(NodeId id) const { return exprs.find(id.index)->second; }
  TypeId type(NodeId id) const { return info(id).type; }
};

struct Program {
  types::TypeTable types;
  std::vector<std::unique_ptr<Module>> modules;
  std::vector<std::unique_ptr<Function>> functions;
  std::deque<Instance> instances;
  /// The file that runs as `__main__`.
  Module *main = nullptr;

  Module *findModule(llvm::StringRef name) const {
    for (const auto &module : modules)
      if (module->name == name)
        return module.get();
    return nullptr;
  }
};

} // namespace amaru::typed
