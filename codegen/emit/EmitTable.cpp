// What dictionaries and sets are built on: their records, and hash().
#include "codegen/emit/Emitter.h"

namespace amaru::emit {

namespace arith = mlir::arith;
using typed::Builtin;

Val Emitter::emitTablePrimitive(NodeId expr, Builtin builtin) {
  mlir::Location loc = at(expr);
  TypeId type = typeOf(expr);
  llvm::SmallVector<Val> args;
  for (NodeId arg : tree.as<ast::Call>(expr).args())
    args.push_back(emit(arg));
  auto get = [&](int64_t field) -> Val {
    return {type, {ir::RecordGetOp::create(builder, loc, lowered(type).front(), args[0].value(), field, true)}};
  };
  auto set = [&](int64_t field) -> Val {
    ir::RecordSetOp::create(builder, loc, args[1].value(), args[0].value(), field, /*atomic=*/false);
    return {type, {}};
  };
  switch (builtin) {
  case Builtin::NewRecord: {
    llvm::SmallVector<mlir::Value> parts{constantInt(loc, 0), args[1].value(), args[2].value()};
    mlir::Value record = ir::RecordNewOp::create(builder, loc, lowered(type).front(), parts);
    ir::PropagateIfOp::create(builder, loc, ir::IsNullOp::create(builder, loc, record));
    return {type, {record}};
  }
  case Builtin::NewEntries:
    return newList(loc, type, args[1].value());
  case Builtin::RecordSize:
    return get(0);
  case Builtin::RecordIndex:
    return get(1);
  case Builtin::RecordEntries:
    return get(2);
  case Builtin::SetRecordSize:
    return set(0);
  case Builtin::SetRecordIndex:
    return set(1);
  case Builtin::SetRecordEntries:
    return set(2);
  case Builtin::Peek: {
    mlir::Value i = numberCast(loc, args[1].value(), args[1].type, types.get(Kind::I64));
    return listElement(loc, args[0], i, /*isBorrowed=*/true);
  }
  case Builtin::SetHash: {
    Val entry = listElement(loc, args[0], args[1].value());
    entry.parts[0] = args[2].value();
    ir::ListStoreOp::create(builder, loc, entry.parts, args[0].value(), args[1].value());
    return {type, {}};
  }
  default:
    return {type, args[0].parts};
  }
}

mlir::Value Emitter::hash(mlir::Location loc, const Val &value) {
  // Numbers that are equal have one hash: their value modulo the prime 2^61 - 1, with the sign of the number.
  auto avoidError = [&](mlir::Value h) -> mlir::Value {
    mlir::Value isError = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::eq, h, constantInt(loc, -1));
    return arith::SelectOp::create(builder, loc, isError, constantInt(loc, -2), h);
  };
  switch (types.kind(value.type)) {
  case Kind::Str:
    return avoidError(runtime(loc, "amaru_rt_str_hash", value.value(), builder.getI64Type()));
  case Kind::Tuple: {
    // CPython's, after xxHash.
    mlir::Value prime1 = constantInt(loc, int64_t(11400714785074694791ull));
    mlir::Value prime2 = constantInt(loc, int64_t(14029467366897019727ull));
    constexpr uint64_t prime5 = 2870177450012600261ull;
    mlir::Value sum = constantInt(loc, int64_t(prime5));
    llvm::SmallVector<Val> elements = partsOf(value);
    for (const Val &element : elements) {
      mlir::Value lane = arith::MulIOp::create(builder, loc, hash(loc, element), prime2);
      sum = arith::AddIOp::create(builder, loc, sum, lane);
      mlir::Value high = arith::ShLIOp::create(builder, loc, sum, constantInt(loc, 31));
      mlir::Value low = arith::ShRUIOp::create(builder, loc, sum, constantInt(loc, 33));
      sum = arith::MulIOp::create(builder, loc, arith::OrIOp::create(builder, loc, high, low), prime1);
    }
    uint64_t length = uint64_t(elements.size()) ^ (prime5 ^ 3527539ull);
    sum = arith::AddIOp::create(builder, loc, sum, constantInt(loc, int64_t(length)));
    mlir::Value isError = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::eq, sum, constantInt(loc, -1));
    return arith::SelectOp::create(builder, loc, isError, constantInt(loc, 1546275796), sum);
  }
  default:
    break;
  }
  if (!types.isNumber(value.type))
    return constantInt(loc, 271);
  if (types.isFloat(value.type))
    return runtime(loc, "amaru_rt_float_hash", widened(loc, value), builder.getI64Type());
  mlir::Value prime = constantInt(loc, (int64_t(1) << 61) - 1);
  if (types.isUnsigned(value.type)) {
    mlir::Value wide = numberCast(loc, value.value(), value.type, types.get(Kind::U64));
    return arith::RemUIOp::create(builder, loc, wide, prime);
  }
  mlir::Value wide = numberCast(loc, value.value(), value.type, types.get(Kind::I64));
  return avoidError(arith::RemSIOp::create(builder, loc, wide, prime));
}

} // namespace amaru::emit
