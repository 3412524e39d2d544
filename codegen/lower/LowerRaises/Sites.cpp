// Writes sites as LLVM constants with an initialiser region, since they hold the addresses of other constants.

#include "codegen/lower/LowerRaises/Sites.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/IR/Location.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/raw_ostream.h"

namespace amaru::lower {

namespace arith = mlir::arith;
namespace LLVM = mlir::LLVM;

namespace {

struct Place {
  llvm::StringRef file;
  int32_t line = 0, column = -1, endLine = 0, endColumn = -1;
};

/// MLIR counts columns from 1, Python from 0.
Place readRange(mlir::FileLineColRange range) {
  return {range.getFilename().getValue(), int32_t(range.getStartLine()), int32_t(range.getStartColumn()) - 1,
          int32_t(range.getEndLine()), int32_t(range.getEndColumn()) - 1};
}

/// The innermost place in a file that a location names; unknown places have line 0.
Place readPlace(mlir::Location location) {
  if (auto range = llvm::dyn_cast<mlir::FileLineColRange>(location))
    return readRange(range);
  Place place;
  location->walk([&](mlir::Location inner) {
    auto range = llvm::dyn_cast<mlir::FileLineColRange>(inner);
    if (!range)
      return mlir::WalkResult::advance();
    place = readRange(range);
    return mlir::WalkResult::interrupt();
  });
  return place;
}

} // namespace

Sites::Sites(mlir::ModuleOp module, llvm::StringRef prefix) : module(module), prefix(prefix) {
  mlir::MLIRContext *context = module.getContext();
  pointer = LLVM::LLVMPointerType::get(context);
  mlir::Type i32 = mlir::IntegerType::get(context, 32);
  structType = LLVM::LLVMStructType::getLiteral(context, {pointer, pointer, i32, i32, i32, i32, pointer, pointer});
}

LLVM::GlobalOp Sites::text(llvm::StringRef value) {
  LLVM::GlobalOp &global = texts[value];
  if (global)
    return global;
  mlir::ImplicitLocOpBuilder b(module.getLoc(), mlir::OpBuilder::atBlockBegin(module.getBody()));
  std::string terminated = value.str() + '\0';
  auto type = LLVM::LLVMArrayType::get(b.getI8Type(), terminated.size());
  global = LLVM::GlobalOp::create(b, type, /*isConstant=*/true, LLVM::Linkage::Internal,
                                  prefix + ".text." + std::to_string(texts.size()), b.getStringAttr(terminated));
  global.setUnnamedAddr(LLVM::UnnamedAddr::Global);
  return global;
}

LLVM::GlobalOp Sites::create(mlir::Location location, llvm::StringRef function, llvm::StringRef exception,
                             llvm::StringRef message) {
  Place place = readPlace(location);
  LLVM::GlobalOp file = place.file.empty() ? nullptr : text(place.file), functionName = text(function);
  LLVM::GlobalOp exceptionName = exception.empty() ? nullptr : text(exception);
  LLVM::GlobalOp messageText = exception.empty() ? nullptr : text(message);

  mlir::ImplicitLocOpBuilder b(location, mlir::OpBuilder::atBlockBegin(module.getBody()));
  b.setInsertionPointAfter(functionName);
  auto site = LLVM::GlobalOp::create(b, structType, /*isConstant=*/true, LLVM::Linkage::Internal,
                                     prefix + ".site." + std::to_string(sites.size()), mlir::Attribute());
  site.setUnnamedAddr(LLVM::UnnamedAddr::Global);
  b.setInsertionPointToStart(b.createBlock(&site.getInitializerRegion()));
  mlir::Value value = LLVM::UndefOp::create(b, structType);
  int64_t field = 0;
  auto set = [&](mlir::Value element) { value = LLVM::InsertValueOp::create(b, value, element, field++); };
  auto setAddress = [&](LLVM::GlobalOp global) {
    set(global ? mlir::Value(LLVM::AddressOfOp::create(b, global)) : mlir::Value(LLVM::ZeroOp::create(b, pointer)));
  };
  auto setNumber = [&](int32_t number) { set(LLVM::ConstantOp::create(b, b.getI32IntegerAttr(number))); };
  setAddress(file);
  setAddress(functionName);
  setNumber(place.line);
  setNumber(place.column);
  setNumber(place.endLine);
  setNumber(place.endColumn);
  setAddress(exceptionName);
  setAddress(messageText);
  LLVM::ReturnOp::create(b, value);
  return site;
}

mlir::Value Sites::address(mlir::OpBuilder &builder, mlir::Location location, llvm::StringRef function,
                           llvm::StringRef exception, llvm::StringRef message) {
  Place place = readPlace(location);
  llvm::SmallString<128> key;
  llvm::raw_svector_ostream(key) << place.file << '\0' << place.line << ',' << place.column << ',' << place.endLine
                                 << ',' << place.endColumn << '\0' << function << '\0' << exception << '\0' << message;
  LLVM::GlobalOp &site = sites[key];
  if (!site)
    site = create(location, function, exception, message);
  return LLVM::AddressOfOp::create(builder, location, site);
}

mlir::Value messageArg(mlir::OpBuilder &builder, mlir::Location location, mlir::Value value) {
  mlir::ImplicitLocOpBuilder b(location, builder);
  mlir::Type type = value.getType(), i64 = b.getI64Type();
  if (llvm::isa<mlir::FloatType>(type)) {
    if (type != b.getF64Type())
      value = arith::ExtFOp::create(b, b.getF64Type(), value);
    return arith::BitcastOp::create(b, i64, value);
  }
  if (type.isIndex())
    return arith::IndexCastOp::create(b, i64, value);
  if (!type.isInteger() || type.isInteger(64))
    return value;
  return type.isInteger(1) ? mlir::Value(arith::ExtUIOp::create(b, i64, value))
                           : mlir::Value(arith::ExtSIOp::create(b, i64, value));
}

} // namespace amaru::lower
