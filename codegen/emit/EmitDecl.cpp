// Functions and globals: signatures, attributes, and the walk over all instances.
#include "codegen/emit/Emitter.h"

namespace amaru::emit {

mlir::OwningOpRef<mlir::ModuleOp> emitProgram(const typed::Program &program, llvm::ArrayRef<EntryPoint> entries,
                                              const Options &options, mlir::MLIRContext &context) {
  return ModuleEmitter(program, options, context).emit(entries);
}

ModuleEmitter::ModuleEmitter(const typed::Program &program, const Options &options, mlir::MLIRContext &context)
    : program(program), types(const_cast<types::TypeTable &>(program.types)), options(options), context(context) {}

mlir::Type ModuleEmitter::loweredScalar(TypeId type) {
  mlir::Builder builder(&context);
  if (types.isBool(type))
    return builder.getI1Type();
  if (types.isInteger(type))
    return builder.getIntegerType(types.bits(type));
  if (types.isComplex(type))
    return mlir::ComplexType::get(loweredScalar(types.partOf(type)));
  switch (types.bits(type)) {
  case 16:
    return builder.getF16Type();
  case 32:
    return builder.getF32Type();
  default:
    return builder.getF64Type();
  }
}

llvm::SmallVector<mlir::Type> ModuleEmitter::lowered(TypeId id) {
  const types::Type type = types[id];
  switch (type.kind) {
  case Kind::Str:
    return {ir::StrType::get(&context)};
  case Kind::List:
    return {ir::ListType::get(&context, lowered(type.elements[0]))};
  case Kind::Dict:
  case Kind::Set:
    return {ir::RecordType::get(&context, lowered(types.recordOf(id)))};
  case Kind::Exception:
  case Kind::ExceptionArgs:
    return {ir::ExceptionType::get(&context)};
  case Kind::Optional: {
    // Whether there is a value, and the value.
    llvm::SmallVector<mlir::Type> parts{mlir::IntegerType::get(&context, 1)};
    llvm::append_range(parts, lowered(type.elements[0]));
    return parts;
  }
  case Kind::Iterator: {
    llvm::SmallVector<mlir::Type> parts;
    // `enumerate` starts at a number.
    if (types::IteratorKind(type.entity) == types::IteratorKind::Enumerate)
      parts.push_back(mlir::IntegerType::get(&context, 64));
    for (TypeId source : type.elements)
      llvm::append_range(parts, lowered(source));
    return parts;
  }
  case Kind::Range:
    return llvm::SmallVector<mlir::Type>(3, mlir::IntegerType::get(&context, 64));
  case Kind::Tuple:
  case Kind::Struct:
  case Kind::Super:
  case Kind::Function:
  case Kind::FunctionChoice:
  case Kind::Method:
  case Kind::Keywords: {
    llvm::SmallVector<mlir::Type> parts;
    // Which function it is.
    if (type.kind == Kind::FunctionChoice)
      parts.push_back(mlir::IntegerType::get(&context, 64));
    for (TypeId element : type.elements)
      llvm::append_range(parts, lowered(element));
    return parts;
  }
  case Kind::Cell: {
    llvm::SmallVector<mlir::Type> parts{mlir::IntegerType::get(&context, 1)};
    llvm::append_range(parts, lowered(type.elements[0]));
    for (mlir::Type &part : parts)
      part = ir::ArrayType::get(&context, part, 1, ir::Layout::C);
    return parts;
  }
  case Kind::Array:
    return {ir::ArrayType::get(&context, loweredScalar(type.elements[0]), type.rank, ir::Layout(type.layout))};
  default:
    return types.isNumber(id) ? llvm::SmallVector<mlir::Type>{loweredScalar(id)} : llvm::SmallVector<mlir::Type>{};
  }
}

mlir::ModuleOp ModuleEmitter::emit(llvm::ArrayRef<EntryPoint> entries) {
  mlir::OpBuilder builder(&context);
  module = mlir::ModuleOp::create(builder.getUnknownLoc());
  for (const typed::Instance &instance : program.instances) {
    // What was checked with types that turned out to be others is left out.
    if (instance.hasErrors || !instance.result)
      continue;
    const EntryPoint *entry = llvm::find_if(entries, [&](const EntryPoint &e) { return e.instance == &instance; });
    declare(instance, entry == entries.end() ? nullptr : entry);
  }
  for (const typed::Instance &instance : program.instances) {
    if (instance.hasErrors || !instance.result)
      continue;
    auto function = module.lookupSymbol<mlir::func::FuncOp>(instance.symbol);
    Emitter(*this, instance, function).run();
  }
  return module;
}

void ModuleEmitter::declare(const typed::Instance &instance, const EntryPoint *entry) {
  llvm::SmallVector<mlir::Type> params, results = lowered(instance.result);
  for (TypeId param : instance.params)
    llvm::append_range(params, lowered(param));
  const typed::Function &function = *instance.function;
  mlir::OpBuilder builder(&context);
  builder.setInsertionPointToEnd(module.getBody());
  support::SourceRange range = function.module->tree.range(function.node);
  support::LineColumn place = function.module->source->lineColumn(range.begin);
  auto loc = mlir::FileLineColLoc::get(&context, function.module->path, place.line, place.byteColumn);
  auto op = mlir::func::FuncOp::create(builder, loc, instance.symbol, builder.getFunctionType(params, results));
  op.setPrivate();
  op->setAttr("amaru.name", builder.getStringAttr(function.name));
  // Tracebacks show the user's lines; a function of the stdlib is to them what a C function is to CPython.
  if (function.module->isStdlib)
    op->setAttr("amaru.hidden", builder.getUnitAttr());
  if (typed::FastMath allowed = function.options.fastmath | options.fastmath; allowed != typed::FastMath::None)
    op->setAttr("amaru.fastmath",
                mlir::arith::FastMathFlagsAttr::get(&context, mlir::arith::FastMathFlags(uint8_t(allowed))));
  if (function.options.isKernel)
    op->setAttr("amaru.kernel", builder.getStringAttr(instance.symbol));
  if (entry)
    op->setAttr("amaru.entry", builder.getStringAttr(entry->symbol));
}

void ModuleEmitter::declareGlobal(const typed::Global &global) {
  if (!globals.try_emplace(global.symbol, true).second)
    return;
  mlir::OpBuilder builder(&context);
  builder.setInsertionPointToStart(module.getBody());
  for (auto [i, part] : llvm::enumerate(lowered(global.type)))
    ir::GlobalOp::create(builder, builder.getUnknownLoc(), global.symbol + "#" + std::to_string(i), part);
}

Emitter::Emitter(ModuleEmitter &module, const typed::Instance &instance, mlir::func::FuncOp function)
    : moduleEmitter(module), instance(instance), program(module.program), types(module.types),
      tree(instance.function->module->tree), functionOp(function), builder(&module.context) {}

void Emitter::run() {
  mlir::Block *entry = functionOp.addEntryBlock();
  builder.setInsertionPointToStart(entry);
  env.variables.resize(instance.function->locals.size());
  size_t next = 0;
  for (unsigned i = 0; i < instance.params.size(); ++i) {
    Val value{instance.params[i], {}};
    for (size_t part = lowered(value.type).size(); part > 0; --part)
      value.parts.push_back(entry->getArgument(next++));
    env.variables[i] = {Presence::Set, std::move(value), {}};
  }
  mlir::Location loc = functionOp.getLoc();
  env.result = undefined(loc, instance.result);
  const NodeId node = instance.function->node;
  makeCells();
  if (auto lambda = tree.dyn<ast::Lambda>(node))
    env.result = convert(at(lambda->body()), emit(lambda->body()), instance.result);
  else
    emitBlock(instance.function->isTopLevel ? tree.as<ast::Module>(node).body()
                                            : tree.as<ast::FunctionDef>(node).body());
  // A function that ends without `return` gives None: where it may have returned, `result` says so.
  if (!tree.is<ast::Lambda>(node) && types.isOptional(instance.result) && env.returned.isFalse() &&
      env.reach == Reach::Live)
    env.result = convert(loc, {types.get(Kind::None), {}}, instance.result);
  mlir::func::ReturnOp::create(builder, loc, env.result.parts);
}

llvm::SmallVector<mlir::Type> Emitter::lowered(TypeId type) { return moduleEmitter.lowered(type); }
mlir::Type Emitter::loweredScalar(TypeId type) { return moduleEmitter.loweredScalar(type); }

//===- Small things ---------------------------------------------------------------------------------------------===//

mlir::Location Emitter::at(NodeId node) {
  const typed::Module &module = *instance.function->module;
  support::SourceRange range = tree.range(node);
  support::LineColumn begin = module.source->lineColumn(range.begin), end = module.source->lineColumn(range.end);
  return mlir::FileLineColRange::get(builder.getStringAttr(module.path), begin.line, begin.byteColumn, end.line,
                                     end.byteColumn);
}

mlir::Value Emitter::constantInt(mlir::Location loc, int64_t value, unsigned bits) {
  return mlir::arith::ConstantOp::create(
      builder, loc, mlir::IntegerAttr::get(builder.getIntegerType(bits), llvm::APInt(bits, value, true, true)));
}

mlir::Value Emitter::constantFloat(mlir::Location loc, double value, mlir::Type type) {
  return mlir::arith::ConstantOp::create(builder, loc, mlir::FloatAttr::get(type, value));
}

mlir::Value Emitter::runtime(mlir::Location loc, llvm::StringRef function, mlir::ValueRange args,
                             mlir::TypeRange results, unsigned which) {
  auto op = ir::RuntimeOp::create(builder, loc, results, function, args);
  return results.empty() ? mlir::Value() : op.getResult(which);
}

mlir::Value Emitter::runtimeOrRaise(mlir::Location loc, llvm::StringRef function, mlir::ValueRange args,
                                    mlir::Type result) {
  auto op = ir::RuntimeOp::create(builder, loc, mlir::TypeRange{builder.getI1Type(), result}, function, args);
  ir::PropagateIfOp::create(builder, loc, op.getResult(0));
  return op.getResult(1);
}

mlir::Value Emitter::ownedOrRaise(mlir::Location loc, llvm::StringRef function, mlir::ValueRange args) {
  mlir::Value result = runtime(loc, function, args, ir::StrType::get(builder.getContext()));
  ir::PropagateIfOp::create(builder, loc, ir::IsNullOp::create(builder, loc, result));
  return result;
}

void Emitter::raiseIf(mlir::Location loc, mlir::Value condition, llvm::StringRef exception, llvm::StringRef message,
                      mlir::ValueRange args) {
  ir::RaiseIfOp::create(builder, loc, condition, exception, message, args);
}

Val Emitter::undefined(mlir::Location loc, TypeId type) {
  Val value{type, {}};
  for (mlir::Type part : lowered(type))
    value.parts.push_back(ir::UndefOp::create(builder, loc, part));
  return value;
}

mlir::Value Emitter::asValue(mlir::Location loc, const Flag &flag) {
  return flag.state == Flag::State::Dynamic ? flag.value : constantBool(loc, flag.isTrue());
}

Flag Emitter::either(mlir::Location loc, const Flag &a, const Flag &b) {
  if (a.isFalse() || b.isTrue())
    return b;
  if (b.isFalse() || a.isTrue())
    return a;
  return {Flag::State::Dynamic, mlir::arith::OrIOp::create(builder, loc, a.value, b.value)};
}

} // namespace amaru::emit
