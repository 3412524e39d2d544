// Checks one instance: walks a function's body with the types of its variables at each point.
//
// One file per construct: CheckStmt, CheckExpr, CheckCall, CheckArguments, CheckClosure, CheckClass, CheckBuiltin,
// CheckSubscript, CheckParallel, CheckAccesses. They share this class, which holds the environment and writes the instance's tables.
#pragma once

#include "lang/ops/Operators.h"
#include "lang/sema/Liveness.h"
#include "lang/sema/Sema.h"

namespace amaru::sema {

using ast::NodeId;
using typed::ExprInfo;
using typed::Literal;
using typed::Presence;
using typed::VarState;
using types::Kind;
using types::TypeId;

/// The variables at a point of the program; unreachable after `return`, `raise`, `break` and `continue`.
struct Environment {
  std::vector<VarState> variables;
  bool reachable = true;
};

/// An argument that a call passes: where its value comes from, its type, and the keyword it is given by.
struct Argument {
  typed::ArgSource source;
  ExprInfo info;
  std::string keyword;
};

/// Whether a value of the type has storage that others may see, itself or in its parts.
bool mayShare(const types::TypeTable &types, TypeId type);

class Checker {
public:
  Checker(Sema &sema, typed::Instance &instance);

  /// Checks the body and sets the instance's result type.
  void run();

private:
  // CheckStmt
  void checkBlock(llvm::ArrayRef<NodeId> block);
  void checkStmt(NodeId stmt);
  void checkAssign(NodeId target, NodeId value, ExprInfo info);
  void checkUnpack(NodeId target, llvm::ArrayRef<NodeId> targets, NodeId value, TypeId type);
  void checkUnpackIterable(NodeId target, llvm::ArrayRef<NodeId> targets, NodeId value, TypeId type);
  void checkAugAssign(NodeId stmt);
  void checkAnnAssign(NodeId stmt);
  void checkReturn(NodeId stmt);
  void checkAssert(NodeId stmt);
  void checkIf(NodeId stmt);
  void checkWhile(NodeId stmt);
  void checkFor(NodeId stmt);
  void checkLoop(NodeId stmt, llvm::ArrayRef<NodeId> body, llvm::ArrayRef<NodeId> orelse, NodeId target,
                 llvm::function_ref<bool()> enter);
  void checkImport(NodeId stmt);
  TypeId iterationType(NodeId iter, TypeId type);
  void assignVariable(NodeId name, llvm::StringRef id, ExprInfo info);
  void assignGlobal(NodeId name, llvm::StringRef id, ExprInfo info);
  void assignSlot(typed::Global &global, NodeId place, ExprInfo info);
  void checkReturned(NodeId place, TypeId type);

  // CheckTry
  void checkTry(NodeId stmt);
  void checkExcept(NodeId stmt, typed::LoopVariables &variables);
  void checkHandler(NodeId handler);
  void checkFinally(NodeId stmt, typed::TryInfo &info);
  void checkCaughtClasses(NodeId type);
  /// Checks what may raise; returns what a handler finds of the variables that are assigned in it and live in the handler.
  Environment attempt(const llvm::BitVector &assigned, const llvm::BitVector &live, typed::LoopVariables &variables,
                      llvm::function_ref<void()> body);
  /// Tells the bodies of `try` around that a variable has its present state.
  void noteState(unsigned variable);
  void unset(unsigned variable);
  void checkDelete(NodeId stmt);
  void checkRaise(NodeId stmt);
  ExprInfo checkExceptionCall(NodeId expr);
  void checkExceptionArgument(NodeId expr);
  std::optional<ExprInfo> checkExceptionAttribute(NodeId expr, TypeId type, llvm::StringRef attribute);

  // CheckOptional
  /// Takes a condition as known in what follows: gives variables the types that they then have.
  void assume(NodeId condition, bool holds);
  void assumeName(NodeId name, bool isNone, typed::Narrowings &narrowings);
  void findNarrowings(NodeId condition, bool holds, typed::Narrowings &narrowings);

  // CheckExpr
  ExprInfo check(NodeId expr);
  ExprInfo checkUncached(NodeId expr);
  ExprInfo checkConstant(NodeId expr);
  ExprInfo checkName(NodeId expr);
  ExprInfo checkBinOp(NodeId expr);
  /// `(0,) * 3`; nullopt where the other operand is no whole number.
  std::optional<ExprInfo> checkTupleRepeat(NodeId expr, const ExprInfo &l, const ExprInfo &r);
  ExprInfo checkUnaryOp(NodeId expr);
  /// As a condition its operands may be of any types: only their truth is asked for, and it is a bool.
  ExprInfo checkBoolOp(NodeId expr, bool isCondition = false);
  ExprInfo checkCompare(NodeId expr);
  ExprInfo checkComparison(NodeId expr, NodeId lhs, ast::CmpOp op, NodeId rhs);
  ExprInfo checkIfExp(NodeId expr);
  ExprInfo checkTuple(NodeId expr);
  ExprInfo checkAttribute(NodeId expr);
  ExprInfo checkJoinedStr(NodeId expr);
  ExprInfo binary(NodeId expr, ast::Operator op, NodeId lhs, ExprInfo l, NodeId rhs, ExprInfo r);
  ExprInfo moduleAttribute(NodeId expr, typed::Module &module, llvm::StringRef name);
  /// Whether a value may stand as a condition; reports where it may not.
  std::optional<bool> checkCondition(NodeId expr);
  std::optional<bool> truthOf(NodeId expr, const ExprInfo &info);

  // CheckSubscript
  ExprInfo checkSubscript(NodeId expr);
  ExprInfo checkArraySubscript(NodeId expr, TypeId array, NodeId index);
  ExprInfo checkTupleSlice(NodeId expr, TypeId tuple, NodeId index);
  ExprInfo checkTupleSubscript(NodeId expr, TypeId tuple, NodeId index);
  void checkSlice(NodeId slice);

  // CheckFancyIndex
  /// The type of a part of a subscript of an array, which was checked: a list of integers or bools counts as an array.
  TypeId indexType(NodeId part);
  bool isFancyPart(TypeId type) { return types.isArray(type) && types[type].rank > 0; }
  ExprInfo checkFancySubscript(NodeId expr, TypeId array, llvm::ArrayRef<NodeId> parts);
  ExprInfo checkTupleOfIndices(NodeId expr, TypeId array, NodeId index);
  void checkFancyStore(NodeId target, TypeId value);

  // CheckComplex
  ExprInfo checkComplexParts(NodeId expr, TypeId to);
  ExprInfo checkNumberAttribute(NodeId expr, TypeId number, llvm::StringRef attribute);

  // CheckLimits
  ExprInfo checkLimits(NodeId expr, bool isFloat);
  ExprInfo checkLimitsAttribute(NodeId expr, TypeId scalar, llvm::StringRef attribute);

  // CheckShape
  ExprInfo checkTuplePrimitive(NodeId expr, typed::Builtin builtin, llvm::ArrayRef<ExprInfo> args);
  ExprInfo checkArrayPrimitive(NodeId expr, typed::Builtin builtin, llvm::ArrayRef<ExprInfo> args);
  // CheckContainer
  ExprInfo checkDisplay(NodeId expr);
  /// The type that elements of a display have in common; an open one where there are none.
  TypeId joinElements(NodeId display, llvm::ArrayRef<std::pair<NodeId, TypeId>> elements, unsigned slot);
  /// Whether a value may stand where a type is wanted. A display or comprehension of ints becomes one of floats: nobody
  /// has seen it yet.
  bool fits(NodeId expr, TypeId type, TypeId wanted);
  TypeId checkElements(NodeId display, llvm::ArrayRef<NodeId> elements, unsigned slot);
  ExprInfo checkContainerSubscript(NodeId expr, TypeId container, NodeId index);
  void checkContainerStore(NodeId target, NodeId value, ExprInfo info);
  std::optional<ExprInfo> checkContainerBinary(NodeId expr, ast::Operator op, TypeId l, TypeId r);
  /// False if the target is no container.
  bool checkContainerAugAssign(NodeId stmt, ExprInfo target, ExprInfo value);
  bool areComparable(NodeId expr, ast::CmpOp op, TypeId l, TypeId r);
  ExprInfo checkMembership(NodeId expr, TypeId value, NodeId container, TypeId type);
  bool isHashable(TypeId type);
  /// The type of a dictionary or set, or an error where its keys cannot be hashed.
  ExprInfo useKey(NodeId place, TypeId container);
  /// The module of the stdlib that holds the methods and operators of a type; empty if there is none.
  llvm::StringRef methodModule(TypeId type) const;
  /// Instantiates a function of that module for an operator, and gives its result; none if there is no such function.
  TypeId useOperator(NodeId place, llvm::StringRef name, llvm::ArrayRef<TypeId> operands);
  /// The result of calling a function value.
  TypeId callType(NodeId place, TypeId callee, llvm::ArrayRef<TypeId> args);
  /// As types::join, settling open elements.
  TypeId joinTypes(TypeId a, TypeId b);

  // CheckComprehension
  ExprInfo checkComprehension(NodeId expr);
  std::pair<TypeId, TypeId> checkGenerators(NodeId expr, llvm::ArrayRef<NodeId> generators, NodeId element,
                                            NodeId second);
  void checkGenerator(NodeId comprehension, llvm::ArrayRef<NodeId> generators, llvm::function_ref<void()> body);
  ExprInfo checkFold(NodeId expr, typed::Builtin builtin);
  /// An expression that is consumed where it stands, so that it may be a generator.
  ExprInfo checkArgument(NodeId expr);

  // CheckIterable
  ExprInfo checkIterableBuiltin(NodeId expr, typed::Builtin builtin);
  ExprInfo checkKeywordDict(NodeId expr);
  ExprInfo checkPreludeCall(NodeId expr, llvm::StringRef module, llvm::StringRef function);
  ExprInfo checkListPrimitive(NodeId expr, typed::Builtin builtin);
  ExprInfo checkTablePrimitive(typed::Builtin builtin, llvm::ArrayRef<ExprInfo> args);

  // CheckCall, CheckBuiltin
  ExprInfo checkCall(NodeId expr);
  ExprInfo checkFunctionCall(NodeId expr, TypeId callee, NodeId receiver);
  /// A call with arguments that are checked already; fills `info` but for its operands.
  /// Whether it is one of NumPy's universal functions, which have methods and take `out=`, `where=` and `dtype=`.
  static bool isUniversal(const typed::Function &function);
  static bool asksForMore(const typed::Function &function, llvm::ArrayRef<Argument> arguments);
  ExprInfo checkUniversalCall(NodeId site, TypeId callee, llvm::ArrayRef<Argument> arguments, typed::CallInfo &info);
  ExprInfo checkCallOf(NodeId site, TypeId callee, llvm::ArrayRef<Argument> arguments, typed::CallInfo &info);
  ExprInfo checkChoice(NodeId site, const types::Type &choice, llvm::ArrayRef<Argument> arguments,
                       typed::CallInfo &info);
  ExprInfo checkInstance(NodeId site, typed::Function &callee, const types::Type &calleeType,
                         llvm::ArrayRef<Argument> arguments, typed::CallInfo &info);
  ExprInfo argumentInfo(const typed::BoundArg &arg, llvm::ArrayRef<Argument> arguments, const types::Type &callee);
  /// The type of a parameter with an annotation; none after an error.
  std::optional<TypeId> declaredType(typed::Function &callee, const typed::Param &param, TypeId type, NodeId place,
                                     llvm::StringMap<TypeId> &typeArguments);
  std::optional<llvm::StringRef> typeParameter(const typed::Function &callee, NodeId annotation);
  void reportTooManyInstances(NodeId site, const typed::Function &callee);
  ExprInfo checkMatrixProduct(NodeId expr, NodeId lhs, NodeId rhs);
  /// The stdlib function of that name for arguments of these types. Null after an error: there are too many already.
  typed::Instance *stdlibInstance(NodeId site, llvm::StringRef module, llvm::StringRef name,
                                  llvm::ArrayRef<TypeId> params, llvm::ArrayRef<Literal> comptime = {});
  ExprInfo checkMethodCall(NodeId expr, NodeId receiver, llvm::StringRef name, TypeId type);
  ExprInfo checkCast(NodeId expr, TypeId to);
  /// An int literal that only a uint64 can hold, as its bits; none for any other expression.
  std::optional<ExprInfo> largeUnsigned(NodeId expr);
  ExprInfo checkBuiltin(NodeId expr, typed::Builtin builtin);
  ExprInfo checkMathBuiltin(NodeId expr, typed::Builtin builtin);
  ExprInfo checkMinMax(NodeId expr, typed::Builtin builtin);
  ExprInfo checkIsInstance(NodeId expr);
  std::optional<bool> isInstanceOf(TypeId type, NodeId classes);
  std::optional<bool> isInstanceOfOne(TypeId type, NodeId cls);
  /// A class of Python that is no scalar type: `str`, `tuple`, `np.ndarray`.
  std::optional<Kind> builtinClass(NodeId cls);
  ExprInfo checkPrint(NodeId expr);
  std::optional<TypeId> findUnprintable(TypeId type) const;
  /// Whether a value has a text (str() and repr()), for which the functions that write containers are instantiated.
  bool checkText(NodeId place, TypeId type);
  void requireContainerText(NodeId place, TypeId type);
  ExprInfo checkEmpty(NodeId expr);
  bool expectArguments(NodeId call, unsigned least, unsigned most);

  // CheckArguments
  bool collectArguments(NodeId call, typed::CallInfo &info, llvm::SmallVectorImpl<Argument> &arguments);
  bool collectStarred(NodeId call, NodeId value, unsigned operand, llvm::SmallVectorImpl<Argument> &arguments);
  bool collectKeywords(NodeId value, typed::CallInfo &info, llvm::SmallVectorImpl<Argument> &arguments);
  bool bindArguments(NodeId site, typed::Function &callee, llvm::ArrayRef<Argument> arguments, typed::CallInfo &info);
  void bindDefault(NodeId site, typed::Function &callee, unsigned param, typed::BoundArg &bound);
  void reportMissing(NodeId site, const typed::Function &callee, llvm::ArrayRef<std::string> names,
                     llvm::StringRef sort);
  void reportTooMany(NodeId site, const typed::Function &callee, size_t given, size_t keywordOnlyGiven);
  void reportUnexpectedKeyword(NodeId site, const typed::Function &callee, llvm::StringRef keyword);
  std::string calleeName(NodeId call);

  // CheckClass
  /// The class of an object; null for other values.
  typed::Class *classOf(TypeId type) const;
  void checkClassDef(NodeId stmt);
  /// Defaults of a module's functions go to slots when the `def` is reached.
  void checkDefaultSlots(typed::Function &defined);
  ExprInfo checkConstruct(NodeId expr, typed::Class &cls);
  ExprInfo checkFields(NodeId site, typed::Class &cls, llvm::ArrayRef<Argument> arguments, typed::CallInfo &info);
  bool setFieldType(typed::Class &cls, typed::Field &field, TypeId type, NodeId place);
  std::optional<TypeId> fieldType(TypeId object, llvm::StringRef field) const;
  ExprInfo checkMember(NodeId expr, TypeId object, llvm::StringRef attribute);
  ExprInfo checkSuper(NodeId expr);
  ExprInfo checkSuperMember(NodeId expr, const types::Type &super, llvm::StringRef attribute);
  void checkMemberStore(NodeId target, NodeId value, ExprInfo info);
  ExprInfo callMethod(NodeId site, const typed::Method &method, llvm::ArrayRef<Argument> arguments,
                      llvm::ArrayRef<NodeId> operands, llvm::DenseMap<uint32_t, typed::CallInfo> &table);
  /// Calls a dunder method of an operand; none if its class has no such method.
  std::optional<ExprInfo> callOperator(NodeId site, llvm::StringRef dunder, llvm::ArrayRef<NodeId> operands,
                                       llvm::ArrayRef<TypeId> operandTypes,
                                       llvm::DenseMap<uint32_t, typed::CallInfo> &table, unsigned receiver = 0);
  std::optional<ExprInfo> binaryOfObjects(NodeId expr, ast::Operator op, NodeId lhs, TypeId l, NodeId rhs, TypeId r);
  std::optional<ExprInfo> compareObjects(NodeId expr, NodeId lhs, ast::CmpOp op, NodeId rhs, TypeId l, TypeId r);
  bool comparable(TypeId type) const;
  /// Finds the methods that print an object, or the objects in a tuple; reports where there are none.
  bool requireText(NodeId place, TypeId type, bool isNested = false);
  /// As types::pythonName, with the names of classes.
  std::string pythonName(TypeId type) const;

  // CheckClosure
  void checkFunctionDef(NodeId stmt);
  ExprInfo checkLambda(NodeId expr);
  ExprInfo checkDecorator(NodeId decorator, ExprInfo decorated);
  /// The value of a nested function, made at `place`.
  ExprInfo closureOf(typed::Function &nested, NodeId place);
  std::optional<TypeId> capturedType(const typed::Capture &capture, NodeId place);
  ExprInfo capturedDefault(typed::Function &nested, unsigned which);
  ExprInfo checkKnownFunction(NodeId expr, typed::Function &known);
  ExprInfo checkFunctionVariable(NodeId expr, llvm::StringRef id, const VarState &state);
  bool isCell(unsigned slot) const { return instance.cells.contains(slot); }
  /// From the next round on the variable is shared with the functions that capture it.
  void makeCell(unsigned slot);
  /// Assigns a shared variable.
  void assignCell(unsigned slot, NodeId place, ExprInfo info);
  /// Whether all of a value are numbers, which a cell can hold.
  bool fitsCell(TypeId type) const;
  /// Whether a value of this type has captured the variable.
  bool seesVariable(TypeId type, unsigned slot) const;
  void markStale(unsigned slot, NodeId place);

  // CheckKernel
  std::optional<ExprInfo> checkGridNumber(NodeId expr, typed::Builtin builtin, llvm::StringRef axis);
  ExprInfo checkShared(NodeId expr);
  ExprInfo checkLaunch(NodeId expr, typed::Function &kernel, NodeId shape);
  bool checkLaunchExtents(NodeId extents);
  /// The kernel that `kernel[grid, block]` launches; null if an expression is none.
  typed::Function *launchedBy(NodeId expr);
  void useThread(NodeId expr, llvm::StringRef what);

  // CheckParallel
  bool isParallel(NodeId loop);
  /// Adds the variable to the reductions of a parallel loop; false if the body uses it otherwise.
  bool addReduction(llvm::ArrayRef<NodeId> body, unsigned variable,
                    llvm::SmallVectorImpl<typed::Reduction> &reductions);
  void checkParallel(NodeId loop, llvm::SmallVector<typed::Reduction, 2> reductions);
  std::optional<std::string> reductionKind(llvm::ArrayRef<NodeId> body, unsigned variable);
  void checkParallelExits(llvm::ArrayRef<NodeId> body);
  // CheckAccesses
  void checkAccesses(NodeId loop, llvm::StringRef loopVariable);
  // FindWrites
  void findWrites();

  // Shared
  ExprInfo error() { return {sema.program.types.get(Kind::Never), {}}; }
  ExprInfo of(Kind kind) { return {types.get(kind), {}}; }
  diag::Builder report(diag::Id id, NodeId node);
  /// `sys.argv`, the one list of strings there is so far.
  bool isArgv(TypeId type) const {
    return types.kind(type) == Kind::Builtin && typed::Builtin(types[type].entity) == typed::Builtin::SysArgv;
  }
  std::string name(TypeId type) const;
  bool isNever(TypeId type) const { return types.kind(type) == Kind::Never; }
  Environment join(const Environment &a, const Environment &b);
  VarState join(const VarState &a, const VarState &b);
  typed::Module &module() { return *instance.function->module; }
  typed::Function &function() { return *instance.function; }
  const typed::Function &function() const { return *instance.function; }

  Sema &sema;
  typed::Instance &instance;
  types::TypeTable &types;
  const ast::Tree &tree;
  llvm::ArrayRef<NodeId> body;
  Liveness liveness;
  Environment env;
  /// The comprehensions around the place being checked, innermost last.
  llvm::SmallVector<NodeId> comprehensions;
  /// Whether what is checked next is an argument, which may be a generator.
  bool isArgument = false;
  struct LoopExits {
    std::vector<Environment> breaks, continues;
  };
  std::vector<LoopExits> exits;
  /// The body of a `try`: the states that variables have had in it.
  struct Attempt {
    std::vector<VarState> states;
    size_t parallelDepth;
  };
  llvm::SmallVector<Attempt *> attempts;
  /// The parallel loops around the place being checked.
  llvm::SmallVector<NodeId> parallelLoops;
};

/// What a message calls a construct that cannot be compiled: `a list comprehension`.
llvm::StringRef constructName(ast::Kind kind);

/// The name that comes nearest to what was written, if one is near.
std::optional<llvm::StringRef> nearest(llvm::StringRef written, llvm::ArrayRef<llvm::StringRef> names);

/// The statements of a function or module; a `lambda` has none.
llvm::ArrayRef<NodeId> bodyOf(const ast::Tree &tree, NodeId node);

} // namespace amaru::sema
