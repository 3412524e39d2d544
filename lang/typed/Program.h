// What the semantic analysis finds: modules, functions, and for each call signature of a function an instance with the
// type of every expression. The syntax tree itself stays untouched; everything here is keyed by its node ids.
//
// sema writes these tables; emit and `explain` read them.
#pragma once

#include "lang/ast/Ast.h"
#include "lang/support/SourceBuffer.h"
#include "lang/typed/Builtins.h"
#include "lang/typed/FastMath.h"
#include "lang/types/Types.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include <array>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <variant>

namespace amaru::typed {

using ast::NodeId;
using types::TypeId;

struct Class;
struct Function;
struct Global;
struct Instance;
struct Module;

/// A value known at compile time.
using Literal = std::variant<std::monostate, bool, int64_t, double, std::string>;

inline bool isKnown(const Literal &literal) { return !std::holds_alternative<std::monostate>(literal); }

/// As Python writes it.
std::string text(const Literal &literal);

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
  /// Of a function value: a variable that it captured has been assigned since, here.
  NodeId staleSince = {};
  /// Of an Optional: where it was last set to None.
  NodeId noneOrigin = {};
};

/// Where the value of an argument comes from.
struct ArgSource {
  /// An operand of the call.
  unsigned operand = 0;
  /// Its expression; none for operands that the program does not write, as the receiver of `__add__`.
  NodeId node;
  /// The element of the operand, which `*` or `**` unpacks; -1 for the operand itself.
  int element = -1;
};

/// One argument of a call, bound to its parameter.
struct BoundArg {
  enum class Kind : uint8_t {
    Operand,
    /// A default that is known at compile time, in `defaultValue`.
    Default,
    /// A default that the `def` evaluated: in a global slot, or among the values that the function captured.
    GlobalDefault,
    CapturedDefault,
    /// The arguments that `*args` or `**kwargs` collects.
    Pack
  } kind = Kind::Operand;
  ArgSource source;
  ExprInfo defaultValue;
  Global *slot = nullptr;
  unsigned captured = 0;
  llvm::SmallVector<ArgSource, 4> pack;

  /// The expression that is the whole argument; none if there is no such thing.
  NodeId node() const { return kind == Kind::Operand && source.element < 0 ? source.node : NodeId{}; }
};

struct CallInfo {
  enum class Kind : uint8_t {
    /// A compiled function; over the elements of arrays when `elementwise`.
    Function,
    /// One of several functions, chosen at run time: `choices`, in the order of the callee's type.
    Choice,
    Builtin,
    /// A new object of a class; `callee` is its `__init__`, if it has one.
    Construct,
    /// `int(x)`, `np.float32(x)`.
    Cast,
    /// `kernel[grid, block](…)`.
    Launch,
    /// `ValueError(x, y)`: a new exception.
    Exception
  };
  Kind kind = Kind::Function;
  Instance *callee = nullptr;
  Builtin builtin = Builtin::None;
  bool elementwise = false;
  /// What is evaluated for the call, in order: the callee, if its value matters, then the arguments.
  llvm::SmallVector<NodeId, 4> operands;
  /// The first operand is the callee; the values that it captured follow its parameters.
  bool hasCallee = false;
  /// One for each parameter.
  llvm::SmallVector<BoundArg, 4> args;
  /// The keywords that `**kwargs` collects.
  std::vector<std::string> keywordNames;
  std::vector<CallInfo> choices;
};

/// A subscript with arrays in it: which functions of the stdlib read and write it, and how it is taken apart.
struct FancyIndex {
  Instance *gather = nullptr, *scatter = nullptr;
  /// Turns a mask into arrays of indices; null for the parts that are none.
  llvm::SmallVector<Instance *, 4> masks;
  /// The source with its basic subscripts applied, and then with the axes that arrays index first.
  TypeId view, front;
  llvm::SmallVector<int64_t, 4> toFront;
  /// The original numbers of these axes.
  llvm::SmallVector<int64_t, 4> axes;
  /// The index is one value, a tuple.
  bool isTuple = false;
  /// How many axes of the result come before those of the arrays.
  int64_t before = 0;
};

struct Param {
  llvm::StringRef name;
  NodeId node;
  NodeId annotation;
  NodeId defaultValue;
  enum class Kind : uint8_t { Positional, PositionalOnly, KeywordOnly, VarArgs, VarKeywords } kind = Kind::Positional;
  /// Where the `def` of a module's function leaves a default that is no constant.
  Global *slot = nullptr;
  /// Its value is known at compile time, and part of what tells instances apart.
  bool isComptime = false;
  /// A default that Python evaluated before: a constant or a function. Its type is null without one.
  ExprInfo boundDefault = {};
  /// What a default is that cannot be compiled.
  std::string unavailableDefault = {};
};

/// What a decorator asked for.
struct JitOptions {
  bool isJit = false;
  /// The code of one thread of a GPU, `@amaru.gpu.kernel`.
  bool isKernel = false;
  bool parallel = false;
  FastMath fastmath = FastMath::None;
  bool boundscheck = true;
  bool overflowWraps = false;
  /// Division by zero gives what NumPy's does, instead of an exception.
  bool dividesAsNumpy = false;
  /// stdlib: applied to each element when given arrays, as NumPy's ufuncs are.
  bool elementwise = false;
};

/// Types for which a function is to be compiled; the arguments of a call are converted to them.
struct Signature {
  llvm::SmallVector<TypeId> params;
  /// Null where it says nothing of the result.
  TypeId result;
};

/// A variable of an enclosing function that a nested function reads.
struct Capture {
  Function *owner = nullptr;
  std::string name;
  friend bool operator==(const Capture &, const Capture &) = default;
};

/// A function as written, or the top level of a module.
struct Function {
  Module *module = nullptr;
  /// The `def` or the `lambda`; the module itself for its top level.
  NodeId node;
  std::string name;
  /// As Python's messages say it: `outer.<locals>.inner`.
  std::string qualifiedName;
  std::vector<Param> params;
  std::vector<Signature> signatures;
  /// `T` of `def f[T](x: T)`.
  std::vector<std::string> typeParams;
  /// The function around it; null for functions of the module.
  Function *parent = nullptr;
  std::vector<Function *> nested;
  /// Names that it or a function in it uses and does not bind.
  std::vector<std::string> freeNames;
  /// Names that it binds once, by a `def`.
  llvm::StringMap<Function *> definedOnce;
  /// The values that a function value holds: first variables of enclosing functions, then defaults that are no
  /// constants.
  std::vector<Capture> captures;
  llvm::SmallVector<unsigned> capturedDefaults;
  /// Names that stand for functions defined once in an enclosing function: their captures are captured instead.
  llvm::StringMap<Function *> known;
  /// The class that it is a method of.
  Class *owner = nullptr;
  /// Of the variables of this function: those that nested functions assign.
  llvm::StringMap<NodeId> assignedByNested;
  /// Decorators that are called, outermost first.
  llvm::SmallVector<NodeId> decorators;
  /// Local variables: parameters, captured variables, then the function's own.
  std::vector<std::string> locals;
  llvm::StringMap<unsigned> localIndex;
  /// Names that a `global` statement gives to the module.
  llvm::StringMap<NodeId> globalNames;
  JitOptions options;
  uint32_t index = 0;
  bool isTopLevel = false;

  /// Whether a name that is bound so many times in the scope around always stands for this function.
  bool isFixed(unsigned bindings) const { return bindings == 1 && decorators.empty(); }

  void addLocal(llvm::StringRef local) {
    if (localIndex.try_emplace(local, locals.size()).second)
      locals.push_back(local.str());
  }

  /// The local variable that holds a captured variable of `owner`, here or captured further; none if it is not here.
  std::optional<unsigned> slotOf(const Capture &capture) const {
    if (capture.owner == this)
      return localIndex.find(capture.name)->second;
    for (unsigned i = 0; i < captures.size(); ++i)
      if (captures[i] == capture)
        return params.size() + i;
    return std::nullopt;
  }

  /// The target of a comprehension is a local variable of its own: `x` in the comprehension at node 12 is `x@12`.
  static std::string targetName(llvm::StringRef name, NodeId comprehension) {
    return name.str() + "@" + std::to_string(comprehension.index);
  }
  /// The local variable that a name stands for inside of these comprehensions, innermost last.
  std::optional<unsigned> findLocal(llvm::StringRef name, llvm::ArrayRef<NodeId> comprehensions) const {
    for (NodeId comprehension : llvm::reverse(comprehensions))
      if (auto found = localIndex.find(targetName(name, comprehension)); found != localIndex.end())
        return found->second;
    auto found = localIndex.find(name);
    return found == localIndex.end() ? std::nullopt : std::optional(found->second);
  }
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

struct Method {
  enum class Kind : uint8_t { Instance, Static, Class, Property } kind = Kind::Instance;
  Function *function = nullptr;
};

struct Field {
  std::string name;
  NodeId annotation;
  /// Found by the analysis where there is no annotation.
  TypeId type;
  NodeId origin;
};

/// A class as written: its fields, methods and constants, those of its base first.
struct Class {
  std::string name;
  Module *module = nullptr;
  NodeId node;
  uint32_t index = 0;
  /// How its objects are held: as a tuple, as a value, or by reference.
  types::Kind kind = types::Kind::Object;
  Class *base = nullptr;
  std::vector<Field> fields;
  llvm::StringMap<Method> methods;
  llvm::StringMap<Global *> constants;
  /// The parameters of the constructor that a tuple or a dataclass is given; none where `__init__` is written.
  Function *constructor = nullptr;
  bool isDataclass = false;
  bool isOrdered = false;
  bool hasEquality = true;

  std::optional<unsigned> findField(llvm::StringRef field) const {
    for (unsigned i = 0; i < fields.size(); ++i)
      if (fields[i].name == field)
        return i;
    return std::nullopt;
  }
  const Method *findMethod(llvm::StringRef method) const {
    auto found = methods.find(method);
    return found == methods.end() ? nullptr : &found->second;
  }
  bool derivesFrom(const Class &other) const { return this == &other || (base && base->derivesFrom(other)); }
};

struct Module {
  /// What it is imported by; a module that was made for a request of Python's has a number and colons in front.
  std::string name;
  std::string path;
  const support::SourceBuffer *source = nullptr;
  ast::Tree tree;
  bool isStdlib = false;
  /// Annotations are comments, as for CPython and Numba.
  bool ignoresAnnotations = false;
  /// What a name of the module is bound to when that is a function, a module or a builtin: its type says all.
  llvm::StringMap<TypeId> entities;
  llvm::StringMap<std::unique_ptr<Global>> globals;
  /// Names whose values cannot be compiled, with a description for the error where one is read.
  llvm::StringMap<std::string> unavailable;
  /// Names that functions declare `global`.
  llvm::StringSet<> assignedByFunctions;
  /// The name as the user knows it.
  llvm::StringRef title() const { return llvm::StringRef(name).substr(llvm::StringRef(name).rfind(':') + 1); }
  /// Functions by their `def` or `lambda`.
  llvm::DenseMap<uint32_t, Function *> functions;
  /// Classes by their `class` statement or the call that makes them.
  llvm::DenseMap<uint32_t, Class *> classes;
  Function *topLevel = nullptr;
  Instance *topLevelInstance = nullptr;
  uint32_t index = 0;
};

/// The variables that a loop carries: their types at its head.
using LoopVariables = llvm::SmallVector<std::pair<unsigned, VarState>, 4>;

/// What the handlers of a `try` know of the variables that its body assigns: unset where nobody reads them. `finalVariables`
/// is the same for `finally`, of the variables that anything before it assigns.
struct TryInfo {
  LoopVariables variables, finalVariables;
};

/// Types that variables have where a condition holds, or does not.
using Narrowings = llvm::SmallVector<std::pair<unsigned, TypeId>, 2>;

/// A variable that the iterations of a parallel loop combine: `s += x`, `m = max(m, x)`.
struct Reduction {
  unsigned variable;
  /// `add mul min max and or xor`, as amaru.parallel_for names them.
  std::string kind;
};

/// A function checked for one call signature.
struct Instance {
  Function *function = nullptr;
  /// The parameters, then the values that the function captured.
  llvm::SmallVector<TypeId> params;
  /// The values of `comptime` parameters; empty if there are none.
  std::vector<Literal> comptime;
  TypeId result;
  /// What the signature says that it was made for; null without one.
  TypeId declaredResult;
  std::string symbol;
  llvm::DenseMap<uint32_t, ExprInfo> exprs;
  llvm::DenseMap<uint32_t, CallInfo> calls;
  /// The methods that carry out operators and attributes, by expression; for comparisons, by right operand.
  llvm::DenseMap<uint32_t, CallInfo> operators, comparisons;
  /// The function values that `def` makes, before they are decorated.
  llvm::DenseMap<uint32_t, TypeId> definitions;
  /// The calls of decorators on nested functions, by decorator.
  llvm::DenseMap<uint32_t, CallInfo> decorators;
  llvm::DenseMap<uint32_t, FancyIndex> fancyIndices;
  llvm::DenseMap<uint32_t, LoopVariables> loops;
  llvm::DenseMap<uint32_t, llvm::SmallVector<Reduction, 2>> parallelLoops;
  /// The array parameters whose elements the function writes, itself or through what it calls.
  llvm::SmallVector<bool, 4> writesParam;
  /// The module-level arrays that it writes likewise.
  llvm::SmallVector<const Global *, 1> writesGlobals;
  /// The array parameters and module-level arrays whose storage its result may share.
  llvm::SmallVector<bool, 4> returnsParam;
  llvm::SmallVector<const Global *, 1> returnsGlobals;
  /// The first place that asks which thread runs it: only kernels and what they call may.
  NodeId threadUse;
  /// Statements that no path leads to, each the first of the rest of its block: they are neither checked nor compiled.
  llvm::DenseSet<uint32_t> unreached;
  /// Conditions decided at compile time (their dead branch is neither checked nor compiled).
  llvm::DenseMap<uint32_t, bool> decided;
  /// Local variables that nested functions share with it, and their types; none while that is not known. A variable is
  /// one when Python would see an assignment that comes after its capture.
  std::map<unsigned, TypeId> cells;
  /// What was found about cells makes it necessary to check again.
  bool cellsChanged = false;
  llvm::DenseMap<uint32_t, TryInfo> tries;
  /// What conditions say of variables (`x is not None`): where they do not hold, and where they do.
  llvm::DenseMap<uint32_t, std::array<Narrowings, 2>> narrowings;
  enum class State : uint8_t { New, Checking, Provisional, Done } state = State::New;
  bool usedWhileChecking = false;
  bool hasErrors = false;
  /// The functions that its operators on containers stand for.
  std::vector<Instance *> helpers;
  /// Whether an expression was a container whose elements had no type yet: what was found may be wrong.
  bool sawOpen = false;

  const ExprInfo &info(NodeId id) const { return exprs.find(id.index)->second; }
  TypeId type(NodeId id) const { return info(id).type; }
};

struct Program {
  types::TypeTable types;
  std::vector<std::unique_ptr<Module>> modules;
  std::vector<std::unique_ptr<Function>> functions;
  std::vector<std::unique_ptr<Class>> classes;
  /// What prints the objects of a type: its `__str__` and its `__repr__`; null where the compiler knows the text itself.
  llvm::DenseMap<uint32_t, std::pair<Instance *, Instance *>> texts;
  /// The exception classes that modules define, as runtime/cpu/Error.h writes them; a type's entity is an index plus 1.
  std::vector<std::string> exceptionClasses;
  std::deque<Instance> instances;
  /// The file that runs as `__main__`.
  Module *main = nullptr;

  /// The functions of the stdlib that carry out operators and other syntax on containers, by name and operand types.
  std::map<std::pair<std::string, std::vector<TypeId>>, Instance *> operators;

  /// Calls of function values that the program does not write (`map`), by the types of the callee and its arguments.
  std::map<std::vector<TypeId>, CallInfo> valueCalls;

  Instance *findOperator(llvm::StringRef name, llvm::ArrayRef<TypeId> operands) const {
    auto found = operators.find({name.str(), operands.vec()});
    return found == operators.end() ? nullptr : found->second;
  }

  Module *findModule(llvm::StringRef name) const {
    for (const auto &module : modules)
      if (module->name == name)
        return module.get();
    return nullptr;
  }
};

} // namespace amaru::typed
