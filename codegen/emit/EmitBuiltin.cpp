// The builtins of Builtins.def: text output, ranges, array primitives, elementary functions, the process.
#include "codegen/emit/Emitter.h"

namespace amaru::emit {

using typed::Builtin;

Val Emitter::emitBuiltin(NodeId expr, Builtin builtin) {
  auto node = tree.as<ast::Call>(expr);
  mlir::Location loc = at(expr);
  TypeId type = typeOf(expr);
  if (typed::mathArity(builtin))
    return emitMath(expr, builtin);
  switch (builtin) {
  case Builtin::Print:
    emitPrint(expr);
    return {type, {}};
  case Builtin::Range:
  case Builtin::Prange:
    return emitRange(expr);
  case Builtin::TypeOf:
    emit(node.args()[0]);
    return {type, {}};
  case Builtin::Len: {
    Val value = present(loc, emit(node.args()[0]), "TypeError", "object of type 'NoneType' has no len()");
    if (auto method = instance.operators.find(expr.index); method != instance.operators.end())
      return emitCallOf(loc, method->second, value, type);
    if (types.isTuple(value.type) || types.kind(value.type) == Kind::Keywords)
      return {type, {constantInt(loc, int64_t(types[value.type].elements.size()))}};
    if (types.isArray(value.type))
      return {type, {ir::DimOp::create(builder, loc, value.value(), 0)}};
    if (types.kind(value.type) == Kind::Builtin)
      return {type, {runtime(loc, "amaru_rt_argc", {}, builder.getI64Type())}};
    if (types.kind(value.type) == Kind::Range)
      return {type, {rangeCount(loc, value)}};
    if (types.isList(value.type))
      return {type, {listLength(loc, value)}};
    if (types.isContainer(value.type))
      return {type, {containerSize(loc, value)}};
    return {type, {runtime(loc, "amaru_rt_str_length", value.value(), builder.getI64Type())}};
  }
  case Builtin::Min:
  case Builtin::Max:
    if (node.args().size() == 1 && tree.is<ast::GeneratorExp>(node.args()[0]))
      return emitFold(expr, builtin);
    return emitMinMax(expr, builtin);
  case Builtin::List:
  case Builtin::SetOf:
  case Builtin::DictOf:
  case Builtin::Enumerate:
  case Builtin::Zip:
  case Builtin::Reversed:
  case Builtin::Map:
  case Builtin::Filter:
  case Builtin::Sum:
  case Builtin::AnyOf:
  case Builtin::AllOf:
    return emitIterableBuiltin(expr, builtin);
  case Builtin::Tuple:
    return node.args().empty() ? Val{type, {}} : emit(node.args()[0]);
  case Builtin::Write:
    write(loc, emit(node.args()[0]), /*repr=*/true);
    return {type, {}};
  case Builtin::WriteText:
    write(loc, emit(node.args()[0]), /*repr=*/false);
    return {type, {}};
  case Builtin::NewList: {
    emit(node.args()[0]);
    return newList(loc, type, emit(node.args()[1]).value());
  }
  case Builtin::NewRecord:
  case Builtin::NewEntries:
  case Builtin::RecordSize:
  case Builtin::RecordIndex:
  case Builtin::RecordEntries:
  case Builtin::SetRecordSize:
  case Builtin::SetRecordIndex:
  case Builtin::SetRecordEntries:
  case Builtin::Peek:
  case Builtin::SetHash:
  case Builtin::Keys:
  case Builtin::Values:
  case Builtin::Items:
    return emitTablePrimitive(expr, builtin);
  case Builtin::Chr: {
    Val code = emit(node.args()[0]);
    mlir::Value wide = numberCast(loc, code.value(), code.type, types.get(Kind::I64));
    return {type, {ownedOrRaise(loc, "amaru_rt_str_from_code_point", wide)}};
  }
  case Builtin::StrFind:
  case Builtin::StrRFind: {
    llvm::SmallVector<mlir::Value> args;
    for (NodeId arg : node.args())
      args.push_back(emit(arg).value());
    llvm::StringRef function = builtin == Builtin::StrFind ? "amaru_rt_str_find" : "amaru_rt_str_rfind";
    return {type, {runtime(loc, function, args, builder.getI64Type())}};
  }
  case Builtin::StrCase: {
    mlir::Value text = emit(node.args()[0]).value();
    return {type, {ownedOrRaise(loc, "amaru_rt_str_change_case", {text, emit(node.args()[1]).value()})}};
  }
  case Builtin::StrIsSpace:
    return {type, {runtime(loc, "amaru_rt_str_is_space", emit(node.args()[0]).value(), builder.getI1Type())}};
  case Builtin::CaptureBegin:
    runtime(loc, "amaru_rt_capture_begin", {}, {});
    return {type, {}};
  case Builtin::CaptureEnd:
    return {type, {ownedOrRaise(loc, "amaru_rt_capture_end", {})}};
  case Builtin::Hash:
    return {type, {hash(loc, emit(node.args()[0]))}};
  case Builtin::Push: {
    Val list = emit(node.args()[0]);
    push(loc, list, emit(node.args()[1]));
    return {type, {}};
  }
  case Builtin::Resize: {
    Val list = emit(node.args()[0]);
    mlir::Value failed = ir::ListResizeOp::create(builder, loc, list.value(), emit(node.args()[1]).value());
    ir::PropagateIfOp::create(builder, loc, failed);
    return {type, {}};
  }
  case Builtin::Str:
    return {type, {text(loc, emit(node.args()[0]))}};
  case Builtin::Repr:
    return textOf(loc, emit(node.args()[0]), /*repr=*/true);
  case Builtin::Super:
    return {type, env.variables[0].value.parts};
  case Builtin::IsInstance:
    return emitIsInstance(expr);
  case Builtin::Empty:
    return emitEmpty(expr);
  case Builtin::Flat: {
    Val array = emit(node.args()[0]);
    mlir::Value size = constantInt(loc, 1);
    for (mlir::Value extent : extents(loc, array))
      size = mlir::arith::MulIOp::create(builder, loc, size, extent, mlir::arith::IntegerOverflowFlags::nsw);
    return {type, {ir::ReshapeOp::create(builder, loc, lowered(type).front(), array.value(), size)}};
  }
  case Builtin::Reshape: {
    Val array = emit(node.args()[0]), shape = emit(node.args()[1]);
    return {type, {ir::ReshapeOp::create(builder, loc, lowered(type).front(), array.value(), shape.parts)}};
  }
  case Builtin::Transpose:
    return transposed(loc, emit(node.args()[0]), type);
  case Builtin::Strided:
  case Builtin::StridesOf:
  case Builtin::AsContiguous:
    return emitArrayPrimitive(expr, builtin);
  case Builtin::LaneSum:
    return emitLaneSum(expr);
  case Builtin::TupleDrop:
  case Builtin::TupleInsert:
  case Builtin::TupleReplace:
  case Builtin::TupleRepeat:
    return emitTuplePrimitive(expr, builtin);
  case Builtin::MakeComplex:
    return emitComplexParts(expr, node.args()[0], node.args()[1]);
  case Builtin::LoadText:
    return emitLoadText(expr);
  case Builtin::Cast:
    return cast(loc, emit(node.args()[0]), type);
  case Builtin::Bitcast:
    return {type, {mlir::arith::BitcastOp::create(builder, loc, lowered(type).front(), emit(node.args()[0]).value())}};
  case Builtin::RuntimeCall:
    return emitRuntimeCall(expr);
  case Builtin::AsFloat:
    return convert(loc, emit(node.args()[0]), type);
  case Builtin::Round: {
    Val value = emit(node.args()[0]), digits = emit(node.args()[1]);
    return {type, {runtimeOrRaise(loc, "amaru_rt_float_round", {value.value(), digits.value()}, builder.getF64Type())}};
  }
  case Builtin::PerfCounter:
    return {type, {runtime(loc, "amaru_rt_perf_counter", {}, builder.getF64Type())}};
  case Builtin::Time:
    return {type, {runtime(loc, "amaru_rt_time", {}, builder.getF64Type())}};
  case Builtin::Ord:
    return {type,
            {runtimeOrRaise(loc, "amaru_rt_str_to_code_point", emit(node.args()[0]).value(), builder.getI64Type())}};
  case Builtin::GpuShared:
    return emitShared(expr);
  case Builtin::GpuBarrier:
    ir::BarrierOp::create(builder, loc);
    return {type, {}};
  case Builtin::Exit:
    runtime(loc, "amaru_rt_exit", emit(node.args()[0]).value(), {});
    return {type, {}};
  default:
    // What is left is decided at compile time and has no value of its own.
    return {type, {}};
  }
}

//===- Numbers --------------------------------------------------------------------------------------------------===//

Val Emitter::emitRange(NodeId expr) {
  auto node = tree.as<ast::Call>(expr);
  mlir::Location loc = at(expr);
  llvm::SmallVector<mlir::Value> args;
  for (NodeId arg : node.args()) {
    Val value = present(loc, emit(arg), "TypeError", "'NoneType' object cannot be interpreted as an integer");
    args.push_back(numberCast(loc, value.value(), value.type, types.get(Kind::I64)));
  }
  mlir::Value start = args.size() > 1 ? args[0] : constantInt(loc, 0);
  mlir::Value stop = args.size() > 1 ? args[1] : args[0];
  mlir::Value step = args.size() > 2 ? args[2] : constantInt(loc, 1);
  auto constant = mlir::getConstantIntValue(step);
  if (!constant || *constant == 0)
    raiseIf(loc, mlir::arith::CmpIOp::create(builder, loc, mlir::arith::CmpIPredicate::eq, step, constantInt(loc, 0)),
            "ValueError", "range() arg 3 must not be zero");
  return {typeOf(expr), {start, stop, step}};
}

Val Emitter::emitMinMax(NodeId expr, Builtin builtin) {
  auto node = tree.as<ast::Call>(expr);
  mlir::Location loc = at(expr);
  TypeId type = typeOf(expr);
  llvm::SmallVector<Val> operands;
  for (NodeId arg : node.args()) {
    Val value = emit(arg);
    if (!types.isTuple(value.type)) {
      operands.push_back(std::move(value));
      continue;
    }
    llvm::append_range(operands, partsOf(value));
  }
  mlir::Value best = convert(loc, operands[0], type).value();
  for (const Val &operand : llvm::ArrayRef(operands).drop_front()) {
    mlir::Value next = convert(loc, operand, type).value();
    // Python keeps the first of equal values, and what compares false (nan) never replaces anything.
    mlir::Value better =
        compareNumbers(loc, builtin == Builtin::Min ? ast::CmpOp::Lt : ast::CmpOp::Gt, next, best, type);
    best = mlir::arith::SelectOp::create(builder, loc, better, next, best);
  }
  return {type, {best}};
}

Val Emitter::emitMath(NodeId expr, Builtin builtin) {
  auto node = tree.as<ast::Call>(expr);
  mlir::Location loc = at(expr);
  TypeId type = typeOf(expr);
  llvm::SmallVector<mlir::Value> x;
  for (NodeId arg : node.args())
    x.push_back(convert(loc, emit(arg), type).value());
  if (types.isComplex(type))
    return {type, {complexMath(loc, typed::builtinName(builtin), x[0], type)}};
  namespace math = mlir::math;
  // Not bit for bit those of every library, so not to be evaluated by the one of this machine.
  auto elementary = [&](auto op) -> Val {
    return {type, {ir::ElementaryOp::create(builder, loc, x[0].getType(), decltype(op)::getOperationName(), x)}};
  };
  auto unary = [&](auto op) -> Val { return {type, {decltype(op)::create(builder, loc, x[0])}}; };
  auto binary = [&](auto op) -> Val { return {type, {decltype(op)::create(builder, loc, x[0], x[1])}}; };
  // Functions of libm that the math dialect lacks; in double, so that an f32 is rounded once.
  auto library = [&](llvm::StringRef function) -> Val {
    TypeId wide = types.get(Kind::F64);
    llvm::SmallVector<mlir::Value> args;
    for (mlir::Value arg : x)
      args.push_back(numberCast(loc, arg, type, wide));
    mlir::Value result = runtime(loc, function, args, builder.getF64Type());
    return {type, {numberCast(loc, result, wide, type)}};
  };
  switch (builtin) {
  case Builtin::MathSqrt:
    return unary(math::SqrtOp());
  case Builtin::MathExp:
    return elementary(math::ExpOp());
  case Builtin::MathExp2:
    return elementary(math::Exp2Op());
  case Builtin::MathExpm1:
    return elementary(math::ExpM1Op());
  case Builtin::MathLog:
    return elementary(math::LogOp());
  case Builtin::MathLog2:
    return elementary(math::Log2Op());
  case Builtin::MathLog10:
    return elementary(math::Log10Op());
  case Builtin::MathLog1p:
    return elementary(math::Log1pOp());
  case Builtin::MathSin:
    return elementary(math::SinOp());
  case Builtin::MathCos:
    return elementary(math::CosOp());
  case Builtin::MathTan:
    return elementary(math::TanOp());
  case Builtin::MathAsin:
    return elementary(math::AsinOp());
  case Builtin::MathAcos:
    return elementary(math::AcosOp());
  case Builtin::MathAtan:
    return elementary(math::AtanOp());
  case Builtin::MathSinh:
    return elementary(math::SinhOp());
  case Builtin::MathCosh:
    return elementary(math::CoshOp());
  case Builtin::MathTanh:
    return elementary(math::TanhOp());
  case Builtin::MathAsinh:
    return elementary(math::AsinhOp());
  case Builtin::MathAcosh:
    return elementary(math::AcoshOp());
  case Builtin::MathAtanh:
    return elementary(math::AtanhOp());
  case Builtin::MathErf:
    return elementary(math::ErfOp());
  case Builtin::MathErfc:
    return elementary(math::ErfcOp());
  case Builtin::MathCbrt:
    return elementary(math::CbrtOp());
  case Builtin::MathFloor:
    return unary(math::FloorOp());
  case Builtin::MathCeil:
    return unary(math::CeilOp());
  case Builtin::MathTrunc:
    return unary(math::TruncOp());
  case Builtin::MathRoundEven:
    return unary(math::RoundEvenOp());
  case Builtin::MathFabs:
    return unary(math::AbsFOp());
  case Builtin::MathAtan2:
    return elementary(math::Atan2Op());
  case Builtin::MathPow:
    return elementary(math::PowFOp());
  case Builtin::MathCopysign:
    return binary(math::CopySignOp());
  case Builtin::MathFmod:
    return binary(mlir::arith::RemFOp());
  case Builtin::MathHypot:
    return library("amaru_rt_hypot");
  case Builtin::MathGamma:
    return library("amaru_rt_gamma");
  case Builtin::MathLgamma:
    return library("amaru_rt_lgamma");
  default:
    llvm_unreachable("an elementary function");
  }
}

//===- Arrays ---------------------------------------------------------------------------------------------------===//

Val Emitter::emitEmpty(NodeId expr) {
  auto node = tree.as<ast::Call>(expr);
  mlir::Location loc = at(expr);
  Val shape = emit(node.args()[0]);
  const types::Type tuple = types[shape.type];
  llvm::SmallVector<mlir::Value> sizes;
  for (auto [i, part] : llvm::enumerate(shape.parts)) {
    TypeId element = tuple.kind == Kind::Tuple ? tuple.elements[i] : shape.type;
    mlir::Value size = numberCast(loc, part, element, types.get(Kind::I64));
    raiseIf(loc, mlir::arith::CmpIOp::create(builder, loc, mlir::arith::CmpIPredicate::slt, size, constantInt(loc, 0)),
            "ValueError", "negative dimensions are not allowed");
    sizes.push_back(size);
  }
  TypeId type = typeOf(expr);
  return {type, {ir::AllocOp::create(builder, loc, lowered(type).front(), sizes)}};
}

Val Emitter::emitRuntimeCall(NodeId expr) {
  // runtime_call(name, type of the result or None, arguments…)
  auto node = tree.as<ast::Call>(expr);
  const std::string name = "amaru_rt_" + std::get<std::string>(instance.info(node.args()[0]).literal);
  llvm::SmallVector<mlir::Value> args;
  for (NodeId arg : node.args().drop_front(2))
    args.push_back(emit(arg).value());
  TypeId type = typeOf(expr);
  if (types.kind(type) != Kind::None)
    return {type, {runtime(at(expr), name, args, lowered(type))}};
  runtime(at(expr), name, args, {});
  return {type, {}};
}

Val Emitter::emitLoadText(NodeId expr) {
  // loadtxt(path, delimiter code, comment code, rows to skip, rows to read)
  auto node = tree.as<ast::Call>(expr);
  mlir::Location loc = at(expr);
  llvm::SmallVector<mlir::Value> args;
  for (auto [i, arg] : llvm::enumerate(node.args())) {
    mlir::Value value = emit(arg).value();
    args.push_back(i == 1 || i == 2 ? mlir::arith::TruncIOp::create(builder, loc, builder.getI32Type(), value) : value);
  }
  mlir::Type pointer = mlir::LLVM::LLVMPointerType::get(builder.getContext());
  mlir::Type integer = builder.getI64Type();
  auto load = ir::RuntimeOp::create(builder, loc, mlir::TypeRange{pointer, integer, integer}, "amaru_rt_loadtxt", args);
  ir::PropagateIfOp::create(builder, loc, ir::IsNullOp::create(builder, loc, load.getResult(0)));
  TypeId type = typeOf(expr);
  return {type,
          {ir::WrapBufferOp::create(builder, loc, lowered(type).front(), load.getResult(0),
                                    mlir::ValueRange{load.getResult(1), load.getResult(2)})}};
}

//===- Text -----------------------------------------------------------------------------------------------------===//

void Emitter::onlyIf(mlir::Location loc, mlir::Value condition, llvm::function_ref<void()> body) {
  if (auto known = mlir::getConstantIntValue(condition)) {
    if (*known)
      body();
    return;
  }
  auto ifOp = mlir::scf::IfOp::create(builder, loc, condition, /*withElseRegion=*/false);
  builder.setInsertionPoint(ifOp.thenBlock()->getTerminator());
  body();
  builder.setInsertionPointAfter(ifOp);
}

void Emitter::emitPrint(NodeId expr) {
  auto node = tree.as<ast::Call>(expr);
  mlir::Location loc = at(expr);
  // Arguments are evaluated before anything is written.
  llvm::SmallVector<Val> values;
  for (NodeId arg : node.args()) {
    auto starred = tree.dyn<ast::Starred>(arg);
    values.push_back(emit(starred ? starred->value() : arg));
  }
  std::optional<Val> separator, end;
  bool flush = false;
  for (NodeId keyword : node.keywords()) {
    auto kw = tree.as<ast::Keyword>(keyword);
    Val value = emit(kw.value());
    if (kw.arg() == "flush")
      flush = true;
    else if (types.kind(value.type) == Kind::Str)
      (kw.arg() == "sep" ? separator : end) = value;
  }
  // Whether anything was written yet: what `*` unpacks may be empty.
  mlir::Value some = constantBool(loc, false);
  auto writeOne = [&](const Val &value, mlir::Value isLater) {
    onlyIf(loc, isLater, [&] { separator ? write(loc, *separator, /*repr=*/false) : writeText(loc, " "); });
    write(loc, value, /*repr=*/false);
    return constantBool(loc, true);
  };
  for (auto [arg, value] : llvm::zip(node.args(), values)) {
    if (!tree.is<ast::Starred>(arg))
      some = writeOne(value, some);
    else if (types.kind(iterationTypeOf(value.type)) != Kind::Never)
      some = emitRounds(loc, roundsOf(loc, value, {}), {some},
                        [&](const Val &one, mlir::ValueRange now) { return Values{writeOne(one, now[0])}; })[0];
  }
  if (end)
    write(loc, *end, /*repr=*/false);
  else
    writeText(loc, "\n");
  if (flush)
    runtime(loc, "amaru_rt_stdout_flush", {}, builder.getI1Type());
}

void Emitter::writeText(mlir::Location loc, llvm::StringRef text) {
  runtime(loc, "amaru_rt_write_str", mlir::Value(ir::StrConstantOp::create(builder, loc, text)), {});
}

void Emitter::write(mlir::Location loc, const Val &value, bool repr) {
  const types::Type type = types[value.type];
  switch (type.kind) {
  case Kind::None:
    return writeText(loc, "None");
  case Kind::Str:
    runtime(loc, repr ? "amaru_rt_write_str_repr" : "amaru_rt_write_str", value.value(), {});
    return;
  case Kind::Array:
    ir::WriteArrayOp::create(builder, loc, value.value(), dtypeCode(type.elements[0]), repr);
    return;
  case Kind::Struct:
    return write(loc, textOf(loc, value, repr), /*repr=*/false);
  case Kind::Tuple: {
    if (type.entity)
      return write(loc, textOf(loc, value, repr), /*repr=*/false);
    writeText(loc, "(");
    for (auto [i, element] : llvm::enumerate(partsOf(value))) {
      if (i > 0)
        writeText(loc, ", ");
      write(loc, element, /*repr=*/true);
    }
    return writeText(loc, type.elements.size() == 1 ? ",)" : ")");
  }
  case Kind::Range: {
    writeText(loc, "range(");
    TypeId integer = types.get(Kind::Int);
    write(loc, {integer, {value.parts[0]}}, true);
    writeText(loc, ", ");
    write(loc, {integer, {value.parts[1]}}, true);
    mlir::Value isOne =
        mlir::arith::CmpIOp::create(builder, loc, mlir::arith::CmpIPredicate::eq, value.parts[2], constantInt(loc, 1));
    onlyIf(loc, negated(loc, isOne), [&] {
      writeText(loc, ", ");
      write(loc, {integer, {value.parts[2]}}, true);
    });
    return writeText(loc, ")");
  }
  case Kind::List:
  case Kind::Dict:
  case Kind::Set:
    callOperator(loc, "write", {value});
    return;
  case Kind::DType:
    return writeText(loc, dtypeText(type.elements[0]));
  case Kind::Optional:
    return emitBranches(
        loc, value.value(), [&] { write(loc, convert(loc, value, type.elements[0]), repr); },
        [&] { writeText(loc, "None"); });
  case Kind::Exception:
  case Kind::ExceptionArgs: {
    mlir::Value shown = repr && type.kind == Kind::Exception ? reprText(loc, value) : text(loc, value);
    runtime(loc, "amaru_rt_write_str", shown, {});
    return;
  }
  default:
    break;
  }
  if (!types.isNumber(value.type))
    return;
  // Inside a tuple NumPy's scalars show their type: np.float64(1.5).
  const bool wrapped = repr && types.isSized(value.type);
  const bool isBool = types.isBool(value.type);
  if (wrapped && !types.isComplex(value.type))
    writeText(loc,
              isBool ? "np." : "np." + llvm::StringRef(types.pythonName(value.type)).split('.').second.str() + "(");
  if (types.isComplex(value.type))
    writeComplex(loc, value, wrapped);
  else if (type.kind == Kind::F32)
    runtime(loc, "amaru_rt_write_f32", value.value(), {});
  else if (type.kind == Kind::F16)
    runtime(loc, "amaru_rt_write_f16", numberCast(loc, value.value(), value.type, types.get(Kind::F32)), {});
  else
    runtime(loc,
            isBool                         ? "amaru_rt_write_bool"
            : types.isFloat(value.type)    ? "amaru_rt_write_float"
            : types.isUnsigned(value.type) ? "amaru_rt_write_uint"
                                           : "amaru_rt_write_int",
            widened(loc, value), {});
  if (wrapped && !types.isComplex(value.type))
    writeText(loc, isBool ? "_" : ")");
}

std::string Emitter::dtypeText(TypeId scalar) {
  std::string name = types.pythonName(scalar);
  return types.isSized(scalar) ? llvm::StringRef(name).split('.').second.str() : "<class '" + name + "'>";
}

int32_t Emitter::dtypeCode(TypeId scalar) {
  if (types.isBool(scalar))
    return 0;
  std::string name = types.name(scalar);
  static const struct {
    int code;
    llvm::StringLiteral name;
  } rows[] = {
#define AMARU_DTYPE(code, Enum, name, numpyName, bytes) {code, name},
#include "runtime/abi/DTypes.def"
  };
  for (const auto &row : rows)
    if (row.name == name)
      return row.code;
  llvm_unreachable("every sized scalar has a dtype code");
}

} // namespace amaru::emit
