// Complex numbers: made from two parts, and taken apart by `.real` and `.imag`, which every number has.
#include "lang/sema/Checker.h"

namespace amaru::sema {

ExprInfo Checker::checkComplexParts(NodeId expr, TypeId to) {
  for (NodeId arg : tree.as<ast::Call>(expr).args()) {
    ExprInfo part = check(arg);
    if (isNever(part.type))
      return error();
    if (!types.isNumber(part.type) || types.isComplex(part.type)) {
      report(diag::Id::CannotConvert, arg).arg(name(part.type)).arg(name(types.partOf(to)));
      return error();
    }
  }
  instance.calls[expr.index] = {};
  instance.calls[expr.index].kind = typed::CallInfo::Kind::Cast;
  return {to, {}};
}

ExprInfo Checker::checkNumberAttribute(NodeId expr, TypeId number, llvm::StringRef attribute) {
  // `True.real` is the int 1.
  if (types.kind(number) == Kind::Bool)
    return of(Kind::Int);
  ExprInfo result{types.partOf(number), {}};
  const Literal &literal = instance.exprs[tree.as<ast::Attribute>(expr).value().index].literal;
  if (attribute == "real" && !types.isComplex(number))
    result.literal = literal;
  return result;
}

} // namespace amaru::sema
