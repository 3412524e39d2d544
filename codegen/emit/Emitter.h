// Emits one instance: walks the function's body and writes amaru, scf and arith ops.
//
// Files mirror lang/sema: EmitDecl, EmitStmt, EmitLoop, EmitExpr, EmitScalar, EmitArray, EmitSubscript, EmitCall,
// EmitClosure, EmitBuiltin, EmitTry, EmitOptional. They share this class. Variables are SSA values; where paths join, values are joined, and where a path
// leaves early (`return`, `break`, `continue`) flags say so, so that control flow stays structured.
#pragma once

#include "codegen/emit/Emit.h"
#include "lang/ops/Operators.h"
#include "mlir-dialects/Amaru/IR/Amaru.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/Builders.h"
#include "llvm/ADT/BitVector.h"

namespace amaru::emit {

using ast::NodeId;
using typed::ExprInfo;
using typed::Presence;
using types::Kind;
using types::TypeId;

/// A Python value: its type, and the SSA values it is made of (none for None, one for a number, all elements' for a
/// tuple, start, stop and step for a range).
struct Val {
  TypeId type;
  llvm::SmallVector<mlir::Value, 2> parts;

  mlir::Value value() const { return parts.front(); }
};

/// A truth value that may be known.
struct Flag {
  enum class State : uint8_t { False, True, Dynamic } state = State::False;
  mlir::Value value;

  bool isFalse() const { return state == State::False; }
  bool isTrue() const { return state == State::True; }
};

/// A variable at a point: unset, or a value with a flag that says whether it is set.
struct Slot {
  Presence presence = Presence::Unset;
  Val value;
  mlir::Value isSet;
};

/// How a path stands: running on, leaving by a flag that is set, or past a raise.
enum class Reach : uint8_t { Live, Left, Dead };

struct Environment {
  std::vector<Slot> variables;
  Reach reach = Reach::Live;
  Flag returned;
  Val result;
  /// Of the innermost loop.
  Flag broken, continued;
};

class ModuleEmitter;

class Emitter {
public:
  Emitter(ModuleEmitter &module, const typed::Instance &instance, mlir::func::FuncOp function);
  void run();

private:
  // EmitStmt
  void emitBlock(llvm::ArrayRef<NodeId> block);
  /// True when the statements after it have been emitted too, inside one of its branches.
  bool emitStmt(NodeId stmt, llvm::ArrayRef<NodeId> rest);
  bool emitIf(NodeId stmt, llvm::ArrayRef<NodeId> rest);
  bool emitGuard(ast::If node, mlir::Value test);
  /// Emits a block where no flag says that its path has left.
  void emitGuarded(llvm::ArrayRef<NodeId> block);
  void emitElementUpdate(NodeId stmt, const Val &array, NodeId index);
  void emitAssign(NodeId target, Val value);
  void emitUnpack(llvm::ArrayRef<NodeId> targets, const Val &value);
  void emitAugAssign(NodeId stmt);
  void emitReturn(NodeId stmt);
  void emitAssert(NodeId stmt);
  void assignVariable(llvm::StringRef name, Val value);
  /// Emits the two branches and joins their environments. A null `otherwise` is empty.
  void emitBranches(mlir::Location loc, mlir::Value condition, llvm::function_ref<void()> then,
                    llvm::function_ref<void()> otherwise);
  /// Joins the ends of an op's two regions, an `if`'s or a `try`'s: the op is made anew with the results this takes.
  void joinPaths(mlir::Operation *op, Environment first, Environment second, const Environment &before);
  /// Whether a flag is set that makes what follows in this block dead.
  Flag left();

  // EmitLoop
  void emitWhile(NodeId stmt);
  void emitFor(NodeId stmt);
  void emitParallelFor(NodeId stmt, const Val &range);
  mlir::Value neutralOf(mlir::Location loc, const typed::Reduction &reduction, TypeId type);
  Val combine(mlir::Location loc, const typed::Reduction &reduction, const Val &a, const Val &b);
  /// How the rounds of a `for` are numbered, and what the target is in each.
  struct Rounds {
    mlir::Value from, to;
    std::function<Val(mlir::Value)> element;
    /// Whether there is a round i, asked before each, where the number of rounds may change while they run; `to` is not
    /// used then.
    std::function<mlir::Value(mlir::Value)> more;
    /// Whether round i is one at all: `filter`, removed entries of a dictionary.
    std::function<mlir::Value(mlir::Value)> keep;
  };
  /// `resizes` says of which containers the loop may change the number of elements.
  Rounds roundsOf(mlir::Location loc, const Val &iterable, const llvm::DenseSet<TypeId> &resized);
  Rounds roundsOfIterator(mlir::Location loc, const Val &iterator, const llvm::DenseSet<TypeId> &resized);
  TypeId iterationTypeOf(TypeId type);
  const typed::CallInfo &valueCall(TypeId callee, llvm::ArrayRef<TypeId> args);
  typed::Instance &builtinCall(TypeId callee, llvm::ArrayRef<TypeId> args);
  TypeId valueCallType(TypeId callee, llvm::ArrayRef<TypeId> args);
  Val callValue(mlir::Location loc, const Val &callee, llvm::ArrayRef<Val> args);
  Val tupleElement(mlir::Location loc, const Val &tuple, mlir::Value position);
  /// The list of entries of a dictionary or set, and how many of them are in use.
  Val containerEntries(mlir::Location loc, const Val &container);
  mlir::Value containerSize(mlir::Location loc, const Val &container);
  /// The values that a tuple or an iterator consists of.
  llvm::SmallVector<Val> partsOf(const Val &aggregate);
  llvm::DenseSet<TypeId> resizedIn(llvm::ArrayRef<NodeId> block);
  void emitRound(NodeId stmt, const Rounds &rounds, mlir::Value index);
  void emitCountedLoop(NodeId stmt, const Rounds &rounds);
  /// `while`, and a `for` that may end early; `rounds` is null for `while`.
  void emitGeneralLoop(NodeId stmt, const Rounds *rounds);
  llvm::SmallVector<mlir::Value> packVariables(const typed::LoopVariables &variables);
  void unpackVariables(const typed::LoopVariables &variables, mlir::ValueRange values, size_t &next);
  void forgetUncarried(NodeId stmt, llvm::ArrayRef<NodeId> body, const typed::LoopVariables &carried);

  // EmitTry
  void emitTry(NodeId stmt);
  void emitExcept(NodeId stmt);
  void emitHandlers(llvm::ArrayRef<NodeId> handlers, const Val &exception);
  void emitFinally(NodeId stmt);
  /// `amaru.try`; the handler finds the variables that the body assigns as they were when it raised.
  void emitProtected(mlir::Location loc, const typed::LoopVariables &variables, llvm::function_ref<void()> body,
                     llvm::function_ref<void()> handler);
  /// Code that runs while an exception is handled, which is null for none.
  void emitHandling(mlir::Location loc, mlir::Value exception, llvm::function_ref<void()> body);
  /// Keeps the present values of variables under new numbers, from `first` on, and takes them back.
  void saveVariables(const typed::LoopVariables &variables, size_t first);
  void restoreVariables(const typed::LoopVariables &variables, size_t first, const llvm::BitVector &except);
  void storeToCells(unsigned variable);
  void unset(unsigned variable);
  void emitDelete(NodeId stmt);
  void emitRaise(NodeId stmt);
  void emitRaised(NodeId stmt);
  bool emitRaiseOfText(mlir::Location loc, mlir::Value condition, NodeId exception, bool isLiteral);
  /// An exception, a call of a class, or a class, as an exception.
  Val emitException(NodeId expr);
  Val newException(mlir::Location loc, llvm::StringRef cls, llvm::ArrayRef<NodeId> args);
  mlir::Value matches(mlir::Location loc, const Val &exception, NodeId classes);
  mlir::Type exceptionType() { return ir::ExceptionType::get(builder.getContext()); }

  // EmitOptional
  /// A value that must not be None here; raises if it is.
  Val present(mlir::Location loc, const Val &value, llvm::StringRef exception, const llvm::Twine &message);
  mlir::Value isNone(mlir::Location loc, const Val &value);
  Val convertOptional(mlir::Location loc, const Val &value, TypeId to);
  Val compareOptional(mlir::Location loc, ast::CmpOp op, const Val &lhs, const Val &rhs);
  Val emitIsInstance(NodeId expr);
  /// Gives variables the types that they have where a condition holds, or does not.
  void narrow(NodeId condition, bool holds);
  /// Converts where paths join: an int that has no equal float raises OverflowError.
  Val joined(mlir::Location loc, const Val &value, TypeId to);

  // EmitExpr
  Val emit(NodeId expr);
  Val emitUncached(NodeId expr);
  Val emitNever(NodeId expr);
  /// Runs the calls in an expression whose value is known, or that nobody wants.
  void emitEffects(NodeId expr);
  bool hasEffects(NodeId expr);
  /// An element of a list that never has one: reading it raises.
  bool isEmptyElement(NodeId expr);
  mlir::Value negated(mlir::Location loc, mlir::Value truth);
  /// The text that `write` writes, as a string.
  mlir::Value captured(mlir::Location loc, const Val &value, bool repr);
  Val emitName(NodeId expr);
  Val emitBinOp(NodeId expr);
  Val emitUnaryOp(NodeId expr);
  Val emitBoolOp(NodeId expr);
  Val emitCompare(NodeId expr);
  Val emitIfExp(NodeId expr);
  Val emitAttribute(NodeId expr);
  Val emitJoinedStr(NodeId expr);
  Val emitFormatted(NodeId expr);
  Val loadGlobal(mlir::Location loc, const typed::Global &global);
  void storeGlobal(mlir::Location loc, const typed::Global &global, const Val &value);
  Val unary(mlir::Location loc, ast::UnaryOperator op, const Val &operand, TypeId result);
  Val boolOp(NodeId expr, llvm::ArrayRef<NodeId> values, bool isAnd, TypeId type);
  Val comparisons(NodeId expr, const Val &lhs, llvm::ArrayRef<ast::CmpOp> ops, llvm::ArrayRef<NodeId> operands);
  /// A number as the 64-bit number of its class that the runtime's text functions take.
  mlir::Value widened(mlir::Location loc, const Val &value);
  Val binary(NodeId expr, ast::Operator op, const Val &lhs, const Val &rhs, TypeId result);
  mlir::Value orderOfTuples(mlir::Location loc, ast::CmpOp op, const Val &lhs, const Val &rhs);
  Val compareOperands(NodeId rhsNode, ast::CmpOp op, const Val &lhs, const Val &rhs);
  Val compare(mlir::Location loc, ast::CmpOp op, const Val &lhs, const Val &rhs);
  mlir::Value condition(NodeId expr);
  mlir::Value truth(mlir::Location loc, const Val &value);
  /// A value chosen by a condition, each side emitted only where it is taken.
  Val choose(mlir::Location loc, mlir::Value condition, TypeId type, llvm::function_ref<Val()> then,
             llvm::function_ref<Val()> otherwise);

  // EmitScalar
  Val scalarBinary(mlir::Location loc, ast::Operator op, const Val &lhs, const Val &rhs, TypeId result);
  mlir::Value intBinary(mlir::Location loc, ast::Operator op, mlir::Value l, mlir::Value r, TypeId type);
  mlir::Value floatBinary(mlir::Location loc, ast::Operator op, mlir::Value l, mlir::Value r, TypeId type);
  mlir::Value shift(mlir::Location loc, ast::Operator op, mlir::Value l, mlir::Value r, TypeId type);
  mlir::Value power(mlir::Location loc, mlir::Value l, mlir::Value r, TypeId type);
  mlir::Value compareNumbers(mlir::Location loc, ast::CmpOp op, mlir::Value l, mlir::Value r, TypeId type);
  Val convert(mlir::Location loc, const Val &value, TypeId to);
  /// A cast that the program wrote, or that a store into an array makes: `int(x)`, `np.float32(x)`, `a[i] = x`.
  Val cast(mlir::Location loc, const Val &value, TypeId to);
  mlir::Value wholePart(mlir::Location loc, mlir::Value value, bool isUnsigned);
  mlir::Value numberCast(mlir::Location loc, mlir::Value value, TypeId from, TypeId to);
  /// A Python int as a sized integer; OverflowError where it does not fit.
  mlir::Value fitted(mlir::Location loc, mlir::Value value, TypeId to);
  bool overflowWraps() const;
  /// Whether a division by zero is no error.
  bool dividesAsNumpy() const { return insideElementwise || instance.function->options.dividesAsNumpy; }
  Val literal(mlir::Location loc, const ExprInfo &info);
  /// The element of an array without axes; any other value itself.
  Val loaded(mlir::Location loc, const Val &value);

  // EmitComplex
  struct Parts {
    mlir::Value re, im;
  };
  Parts partsOf(mlir::Location loc, mlir::Value z);
  mlir::Value complexOf(mlir::Location loc, mlir::Value real, mlir::Value imaginary);
  mlir::Value complexCast(mlir::Location loc, mlir::Value value, TypeId from, TypeId to);
  Val emitComplexParts(NodeId expr, NodeId real, NodeId imaginary);
  Val emitNumberAttribute(NodeId expr, const Val &number, bool isReal);
  mlir::Value complexBinary(mlir::Location loc, ast::Operator op, mlir::Value l, mlir::Value r, TypeId type);
  mlir::Value complexQuotient(mlir::Location loc, const Parts &a, const Parts &b, TypeId type);
  mlir::Value complexPower(mlir::Location loc, const Parts &a, const Parts &b, TypeId type);
  mlir::Value complexMath(mlir::Location loc, llvm::StringRef function, mlir::Value z, TypeId type);
  mlir::Value compareComplex(mlir::Location loc, ast::CmpOp op, mlir::Value l, mlir::Value r, TypeId type);
  void writeComplex(mlir::Location loc, const Val &value, bool repr);
  mlir::Value complexText(mlir::Location loc, const Val &value);

  // EmitArray
  Val emitElementwise(NodeId expr);
  bool isElementwise(NodeId expr);
  struct Tree;
  void collectLeaves(NodeId expr, Tree &tree);
  Val emitElementwiseBody(NodeId expr, Tree &tree, mlir::ValueRange elements);
  llvm::SmallVector<mlir::Value> extents(mlir::Location loc, const Val &array);
  llvm::SmallVector<mlir::Value> broadcast(mlir::Location loc, llvm::ArrayRef<Val> arrays, unsigned rank);
  mlir::Operation *createElementwise(mlir::Location loc, llvm::ArrayRef<Val> inputs, mlir::Value into,
                                     llvm::function_ref<mlir::Value(mlir::ValueRange)> body);
  void checkFits(mlir::Location loc, const Val &into, const Val &value);
  void updateInPlace(mlir::Location loc, ast::Operator op, const Val &target, const Val &value, TypeId result);
  void storeElementwise(mlir::Location loc, const Val &into, const Val &value);
  void emitInPlace(NodeId stmt, const Val &target);
  Val transposed(mlir::Location loc, const Val &array, TypeId type);
  Val copyOf(mlir::Location loc, const Val &array);
  Val castElements(mlir::Location loc, const Val &array, TypeId type);

  // EmitSubscript
  Val emitSubscript(NodeId expr);
  Val emitArraySubscript(NodeId expr, const Val &array, NodeId index);
  Val emitArgv(NodeId expr, NodeId index);
  Val emitTupleSlice(NodeId expr, const Val &tuple, NodeId index);
  Val emitTupleSubscript(NodeId expr, const Val &tuple, NodeId index);
  void emitStore(NodeId target, Val value);
  /// A subscript with its parts evaluated, one entry per axis of the array.
  struct Indices {
    struct Axis {
      /// Set for an integer; otherwise a slice.
      mlir::Value index;
      mlir::Value first, count, step;
    };
    llvm::SmallVector<Axis, 4> axes;
    /// Where `None` puts axes of extent 1, by their place in the result.
    llvm::SmallVector<unsigned> newAxes;
    bool isElement = false;
  };
  /// `place` is what an IndexError points at: the whole subscript.
  Indices emitIndices(const Val &array, NodeId index, mlir::Location place);
  void emitSlice(const Val &array, NodeId part, Indices &indices);
  bool boundsChecked() const;
  /// A value as an element of an array, with NumPy's casts.
  mlir::Value storable(mlir::Location loc, const Val &value, TypeId element);
  Val elementAt(NodeId expr, const Val &array, const Indices &indices);
  Val viewOf(mlir::Location loc, TypeId type, const Val &array, const Indices &indices);
  Val subarray(mlir::Location loc, const Val &array, mlir::Value index);

  // EmitFancyIndex
  struct FancyOperands {
    Val front, indices, axes, before;
  };
  bool isFancy(NodeId expr) const { return instance.fancyIndices.contains(expr.index); }
  /// A part of a subscript, with a list made an array.
  Val emitIndexArray(NodeId part);
  FancyOperands emitFancyOperands(NodeId expr, const Val &array);
  FancyOperands withAxes(mlir::Location loc, const typed::FancyIndex &fancy, FancyOperands operands);
  Val gather(NodeId expr, const FancyOperands &operands);
  void scatter(NodeId target, const FancyOperands &operands, const Val &value);

  // EmitShape
  Val emitArrayPrimitive(NodeId expr, typed::Builtin builtin);
  Val emitLaneSum(NodeId expr);
  Val emitTuplePrimitive(NodeId expr, typed::Builtin builtin);
  llvm::SmallVector<mlir::Value> strides(mlir::Location loc, const Val &array);

  // EmitKernel
  Val gridNumber(mlir::Location loc, typed::Builtin builtin, char axis, TypeId type);
  Val emitShared(NodeId expr);
  Val emitLaunch(NodeId expr, const typed::CallInfo &info);
  llvm::SmallVector<mlir::Value> launchExtents(NodeId node, llvm::StringRef what, llvm::ArrayRef<int64_t> most);
  // EmitContainer
  Val newList(mlir::Location loc, TypeId type, mlir::Value capacity);
  void push(mlir::Location loc, const Val &list, const Val &value, bool isReserved = false);
  Val listElement(mlir::Location loc, const Val &list, mlir::Value index, bool isBorrowed = false);
  mlir::Value listLength(mlir::Location loc, const Val &list);
  mlir::Value checkedIndex(mlir::Location loc, const Val &index, mlir::Value extent, llvm::StringRef message);
  Val emitDisplay(NodeId expr);
  Val emitContainerSubscript(NodeId expr, const Val &container, NodeId index);
  void emitContainerStore(NodeId target, const Val &container, NodeId index, const Val &value);
  void emitContainerUpdate(NodeId stmt, const Val &container, NodeId index);
  void emitContainerAugAssign(NodeId stmt, const Val &target);
  void emitUnpackIterable(mlir::Location loc, llvm::ArrayRef<NodeId> targets, const Val &value);
  std::optional<Val> emitContainerBinary(mlir::Location loc, ast::Operator op, const Val &lhs, const Val &rhs);
  Val emitMembership(mlir::Location loc, const Val &value, const Val &container);
  /// first, count and step of a slice of something of this length.
  llvm::SmallVector<Val, 3> sliceParts(NodeId slice, mlir::Value extent);
  /// Calls a function of stdlib/containers; the operands have the types for which the check instantiated it.
  Val callOperator(mlir::Location loc, llvm::StringRef name, llvm::ArrayRef<Val> operands);

  // EmitComprehension
  Val emitComprehension(NodeId expr);
  Val emitFold(NodeId expr, typed::Builtin builtin);
  using Values = llvm::SmallVector<mlir::Value>;
  /// Runs `body` for each element that the generators give, handing `carried` from one to the next. Stops early where
  /// `stop`, asked before each round, holds.
  Values emitGenerators(NodeId comprehension, llvm::ArrayRef<NodeId> generators, Values carried,
                        llvm::function_ref<Values(mlir::ValueRange)> body,
                        llvm::function_ref<mlir::Value(mlir::ValueRange)> stop = nullptr);
  Values emitRounds(mlir::Location loc, const Rounds &rounds, Values carried,
                    llvm::function_ref<Values(const Val &, mlir::ValueRange)> body,
                    llvm::function_ref<mlir::Value(mlir::ValueRange)> stop = nullptr);
  Val gather(mlir::Location loc, TypeId type, const Val &iterable);

  // EmitCall
  Val emitCall(NodeId expr);
  Val emitFunctionCall(NodeId expr, const typed::CallInfo &info);
  /// In the order in which they are written, whatever parameters they go to.
  llvm::SmallVector<Val> emitOperands(const typed::CallInfo &info);
  Val callInstance(mlir::Location loc, const typed::Instance &callee, llvm::ArrayRef<Val> args);
  /// A call whose operands are evaluated.
  Val emitCallOf(mlir::Location loc, const typed::CallInfo &info, llvm::ArrayRef<Val> operands, TypeId result);
  Val argument(mlir::Location loc, const typed::BoundArg &arg, TypeId type, llvm::ArrayRef<Val> operands);
  Val sourceValue(const typed::ArgSource &source, llvm::ArrayRef<Val> operands);
  /// An element of a tuple, or of another value made of several.
  Val elementOf(const Val &aggregate, unsigned which);

  // EmitClass
  const typed::Class &classOf(TypeId type);
  void emitClassDef(NodeId stmt);
  void emitDefaultSlots(const typed::Function &defined);
  Val emitConstruct(NodeId expr, const typed::CallInfo &info);
  Val emitMember(NodeId expr, const Val &object);
  Val methodOf(const Val &object, TypeId type);
  Val compareFields(mlir::Location loc, ast::CmpOp op, const Val &lhs, const Val &rhs);
  /// str() or repr() of a string, a tuple or an object, and str() of anything else.
  Val textOf(mlir::Location loc, const Val &value, bool repr);

  // EmitClosure
  void emitFunctionDef(NodeId stmt);
  /// Puts the variables that nested functions share into storage of their own.
  void makeCells();
  Val loadCell(mlir::Location loc, llvm::StringRef name, const Val &cell, bool isOwn);
  void storeCell(mlir::Location loc, const Val &cell, const Val &value);
  /// A function value with what it captures here and now.
  Val closure(mlir::Location loc, TypeId type);
  TypeId decoratedType(const typed::CallInfo &call);
  Val toChoice(mlir::Location loc, const Val &value, TypeId to);
  Val memberOf(const Val &choice, unsigned which);
  Val emitChoice(mlir::Location loc, const typed::CallInfo &info, llvm::ArrayRef<Val> operands, TypeId result,
                 unsigned which = 0);

  // EmitBuiltin
  Val emitBuiltin(NodeId expr, typed::Builtin builtin);
  Val emitIterableBuiltin(NodeId expr, typed::Builtin builtin);
  Val emitTablePrimitive(NodeId expr, typed::Builtin builtin);
  /// Python's hash().
  mlir::Value hash(mlir::Location loc, const Val &value);
  Val emitMath(NodeId expr, typed::Builtin builtin);
  Val emitMinMax(NodeId expr, typed::Builtin builtin);
  Val emitRange(NodeId expr);
  Val emitEmpty(NodeId expr);
  Val emitLoadText(NodeId expr);
  Val emitRuntimeCall(NodeId expr);
  /// Emits what happens only where the condition holds.
  void onlyIf(mlir::Location loc, mlir::Value condition, llvm::function_ref<void()> body);
  void emitPrint(NodeId expr);
  void write(mlir::Location loc, const Val &value, bool repr);
  void writeText(mlir::Location loc, llvm::StringRef text);
  mlir::Value text(mlir::Location loc, const Val &value);
  mlir::Value reprText(mlir::Location loc, const Val &value);
  /// `float64` for a dtype, `<class 'float'>` for a Python type.
  std::string dtypeText(TypeId scalar);
  /// The code of runtime/abi/DTypes.def.
  int32_t dtypeCode(TypeId scalar);
  mlir::Value rangeCount(mlir::Location loc, const Val &range);

  // Shared
  mlir::Location at(NodeId node);
  mlir::Value constantInt(mlir::Location loc, int64_t value, unsigned bits = 64);
  mlir::Value constantBool(mlir::Location loc, bool value) { return constantInt(loc, value, 1); }
  mlir::Value constantFloat(mlir::Location loc, double value, mlir::Type type);
  mlir::Value runtime(mlir::Location loc, llvm::StringRef function, mlir::ValueRange args, mlir::TypeRange results,
                      unsigned which = 0);
  /// A runtime function that returns whether it raised and writes its result through its last parameter.
  mlir::Value runtimeOrRaise(mlir::Location loc, llvm::StringRef function, mlir::ValueRange args, mlir::Type result);
  mlir::Value ownedOrRaise(mlir::Location loc, llvm::StringRef function, mlir::ValueRange args);
  void raiseIf(mlir::Location loc, mlir::Value condition, llvm::StringRef exception, llvm::StringRef message,
               mlir::ValueRange args = {});
  Val undefined(mlir::Location loc, TypeId type);
  mlir::Value asValue(mlir::Location loc, const Flag &flag);
  Flag either(mlir::Location loc, const Flag &a, const Flag &b);
  llvm::SmallVector<mlir::Type> lowered(TypeId type);
  mlir::Type loweredScalar(TypeId type);
  TypeId typeOf(NodeId node) { return instance.type(node); }

  ModuleEmitter &moduleEmitter;
  const typed::Instance &instance;
  const typed::Program &program;
  /// Interning new types does not change what the program says.
  types::TypeTable &types;
  const ast::Tree &tree;
  mlir::func::FuncOp functionOp;
  mlir::OpBuilder builder;
  Environment env;
  /// The comprehensions around, innermost last.
  llvm::SmallVector<NodeId> comprehensions;
  bool insideElementwise = false;
  /// How many `unchecked:` and `wrapping:` blocks are open.
  unsigned uncheckedDepth = 0, wrappingDepth = 0;
  /// A variable that a `try` around reads back, of the type that it has there.
  struct Cells {
    unsigned variable;
    TypeId type;
    llvm::SmallVector<mlir::Value, 2> parts;
    /// Null where it is certainly set.
    mlir::Value isSet;
  };
  llvm::SmallVector<llvm::ArrayRef<Cells>> cellFrames;
};

/// Holds what the functions of one MLIR module share.
class ModuleEmitter {
public:
  ModuleEmitter(const typed::Program &program, const Options &options, mlir::MLIRContext &context);

  mlir::ModuleOp emit(llvm::ArrayRef<EntryPoint> entries);
  llvm::SmallVector<mlir::Type> lowered(TypeId type);
  mlir::Type loweredScalar(TypeId type);
  void declareGlobal(const typed::Global &global);
  /// The types of the containers of which a function may change the number of elements, itself or through what it calls.
  const llvm::DenseSet<TypeId> &resizedBy(const typed::Instance &instance);

  const typed::Program &program;
  types::TypeTable &types;
  Options options;
  mlir::MLIRContext &context;
  mlir::ModuleOp module;

private:
  void declare(const typed::Instance &instance, const EntryPoint *entry);
  llvm::StringMap<bool> globals;
  llvm::DenseMap<const typed::Instance *, llvm::DenseSet<TypeId>> resized;
};

} // namespace amaru::emit
