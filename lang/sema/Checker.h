// Checks one instance: walks a function's body with the types of its variables at each point.
//
// One file per construct: CheckStmt, CheckExpr, CheckCall, CheckBuiltin, CheckSubscript, CheckParallel. They share this
// class, which holds the environment and writes the instance's tables.
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
  void checkAugAssign(NodeId stmt);
  void checkAnnAssign(NodeId stmt);
  void checkReturn(NodeId stmt);
  void checkRaise(NodeId stmt);
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

  // CheckExpr
  ExprInfo check(NodeId expr);
  ExprInfo checkUncached(NodeId expr);
  ExprInfo checkConstant(NodeId expr);
  ExprInfo checkName(NodeId expr);
  ExprInfo checkBinOp(NodeId expr);
  ExprInfo checkUnaryOp(NodeId expr);
  ExprInfo checkBoolOp(NodeId expr);
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

  // CheckSubscript
  ExprInfo checkSubscript(NodeId expr);
  ExprInfo checkArraySubscript(NodeId expr, TypeId array, NodeId index);
  ExprInfo checkTupleSubscript(NodeId expr, TypeId tuple, NodeId index);
  void checkSlice(NodeId slice);

  // CheckCall, CheckBuiltin
  ExprInfo checkCall(NodeId expr);
  ExprInfo checkFunctionCall(NodeId expr, typed::Function &function, NodeId receiver);
  ExprInfo checkMethodCall(NodeId expr, NodeId receiver, llvm::StringRef name, TypeId type);
  ExprInfo checkCast(NodeId expr, TypeId to);
  ExprInfo checkBuiltin(NodeId expr, typed::Builtin builtin);
  ExprInfo checkMathBuiltin(NodeId expr, typed::Builtin builtin);
  ExprInfo checkMinMax(NodeId expr, typed::Builtin builtin);
  ExprInfo checkIsInstance(NodeId expr);
  ExprInfo checkPrint(NodeId expr);
  ExprInfo checkEmpty(NodeId expr);
  bool bindArguments(NodeId call, typed::Function &function, NodeId receiver, typed::CallInfo &info);
  bool expectArguments(NodeId call, unsigned least, unsigned most);
  std::optional<ExprInfo> defaultOf(typed::Function &function, const typed::Param &param);

  // CheckParallel
  bool isParallel(NodeId loop);
  /// Adds the variable to the reductions of a parallel loop; false if the body uses it otherwise.
  bool addReduction(llvm::ArrayRef<NodeId> body, unsigned variable,
                    llvm::SmallVectorImpl<typed::Reduction> &reductions);
  void checkParallel(NodeId loop, llvm::SmallVector<typed::Reduction, 2> reductions);
  std::optional<std::string> reductionKind(llvm::ArrayRef<NodeId> body, unsigned variable);
  void checkParallelAccesses(NodeId loop, llvm::StringRef loopVariable);
  /// The local variable whose storage an array expression shares; none for a fresh array.
  std::optional<unsigned> storageOf(NodeId expr);
  void findWrittenParams();

  // Shared
  ExprInfo error() { return {sema.program.types.get(Kind::Never), {}}; }
  ExprInfo of(Kind kind) { return {types.get(kind), {}}; }
  diag::Builder report(diag::Id id, NodeId node);
  /// `sys.argv`, the one list of strings there is so far.
  bool isArgv(TypeId type) const {
    return types.kind(type) == Kind::Builtin && typed::Builtin(types[type].entity) == typed::Builtin::SysArgv;
  }
  std::string name(TypeId type) const { return types.name(type); }
  bool isNever(TypeId type) const { return types.kind(type) == Kind::Never; }
  Environment join(const Environment &a, const Environment &b);
  VarState join(const VarState &a, const VarState &b);
  typed::Module &module() { return *instance.function->module; }
  typed::Function &function() { return *instance.function; }

  Sema &sema;
  typed::Instance &instance;
  types::TypeTable &types;
  const ast::Tree &tree;
  llvm::ArrayRef<NodeId> body;
  Liveness liveness;
  Environment env;
  struct LoopExits {
    std::vector<Environment> breaks, continues;
  };
  std::vector<LoopExits> exits;
  /// The parallel loops around the place being checked.
  llvm::SmallVector<NodeId> parallelLoops;
};

/// What a message calls a construct that cannot be compiled: `a list comprehension`.
llvm::StringRef constructName(ast::Kind kind);

/// The statements of a function or module.
llvm::ArrayRef<NodeId> bodyOf(const ast::Tree &tree, NodeId node);

} // namespace amaru::sema
