// Arrays become pointer arithmetic. Index arithmetic is signed without wrap, never unsigned: strides may be negative.

#include "codegen/lower/AmaruToLLVM/Patterns.h"

namespace amaru::lower {

namespace LLVM = mlir::LLVM;
using ir::ArrayType;
using ir::Layout;
using llvm::SmallVector;
using mlir::ImplicitLocOpBuilder;
using mlir::LogicalResult;
using mlir::success;
using mlir::Type;
using mlir::Value;
using mlir::ValueRange;

namespace {

template <typename Op> struct Pattern : mlir::ConvertOpToLLVMPattern<Op> {
  using mlir::ConvertOpToLLVMPattern<Op>::ConvertOpToLLVMPattern;
  using Adaptor = typename Op::Adaptor;
  using Rewriter = mlir::ConversionPatternRewriter;

  Type memory(Type element) const { return memoryType(*this->getTypeConverter(), element); }

  Value pointer(ImplicitLocOpBuilder &b, Type element, Value base, Value offset, LLVM::GEPNoWrapFlags flags) const {
    return LLVM::GEPOp::create(b, base.getType(), element, base, ValueRange{offset}, flags);
  }
};

/// Replaces an op whose result shares the storage of `source`.
template <typename Op> struct SharingPattern : Pattern<Op> {
  using Pattern<Op>::Pattern;

  void share(Op op, ImplicitLocOpBuilder &b, mlir::ConversionPatternRewriter &rewriter, const Descriptor &source,
             Value data, ValueRange sizes, ValueRange strides) const {
    Type converted = this->getTypeConverter()->convertType(op.getType());
    rewriter.replaceOp(
        op, Descriptor::pack(b, converted, llvm::cast<ArrayType>(op.getType()), source.owner(), data, sizes, strides));
  }
};

ArrayType arrayType(Value value) { return llvm::cast<ArrayType>(value.getType()); }

/// sum(indices * strides); by Horner's rule for `c` and `f`, whose strides are products.
Value linearOffset(ImplicitLocOpBuilder &b, ArrayType type, const Descriptor &array, ValueRange indices) {
  int64_t rank = type.getRank();
  if (rank == 0)
    return i64Constant(b, 0);
  if (type.getLayout() == Layout::Strided) {
    Value offset;
    for (auto [index, stride] : llvm::zip(indices, array.strides())) {
      Value term = mulNoWrap(b, index, stride);
      offset = offset ? addNoWrap(b, offset, term) : term;
    }
    return offset;
  }
  auto axisAt = [&](int64_t step) { return type.getLayout() == Layout::C ? step : rank - 1 - step; };
  Value offset = indices[axisAt(0)];
  for (int64_t step = 1; step < rank; ++step)
    offset = addNoWrap(b, mulNoWrap(b, offset, array.size(axisAt(step))), indices[axisAt(step)]);
  return offset;
}

struct LoadPattern : Pattern<ir::LoadOp> {
  using Pattern::Pattern;
  LogicalResult matchAndRewrite(ir::LoadOp op, Adaptor adaptor, Rewriter &rewriter) const override {
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    ArrayType type = arrayType(op.getArray());
    Descriptor array(b, type, adaptor.getArray());
    Type element = memory(type.getElementType());
    Value address = pointer(b, element, array.data(), linearOffset(b, type, array, adaptor.getIndices()),
                            LLVM::GEPNoWrapFlags::inbounds);
    Value value = LLVM::LoadOp::create(b, element, address);
    markElement(value.getDefiningOp());
    if (type.getElementType().isInteger(1))
      value =
          LLVM::ICmpOp::create(b, LLVM::ICmpPredicate::ne, value, LLVM::ConstantOp::create(b, b.getI8IntegerAttr(0)));
    rewriter.replaceOp(op, value);
    return success();
  }
};

struct StorePattern : Pattern<ir::StoreOp> {
  using Pattern::Pattern;
  LogicalResult matchAndRewrite(ir::StoreOp op, Adaptor adaptor, Rewriter &rewriter) const override {
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    ArrayType type = arrayType(op.getArray());
    Descriptor array(b, type, adaptor.getArray());
    Type element = memory(type.getElementType());
    Value address = pointer(b, element, array.data(), linearOffset(b, type, array, adaptor.getIndices()),
                            LLVM::GEPNoWrapFlags::inbounds);
    Value value = adaptor.getValue();
    if (type.getElementType().isInteger(1))
      value = LLVM::ZExtOp::create(b, element, value);
    markElement(LLVM::StoreOp::create(b, value, address));
    rewriter.eraseOp(op);
    return success();
  }
};

/// The address of the first lane's element, which need not exist, and the alignment of an element.
template <typename Op>
std::pair<Value, unsigned> firstElement(ImplicitLocOpBuilder &b, Op op, Value array, ValueRange indices) {
  ArrayType type = arrayType(op.getArray());
  Descriptor descriptor(b, type, array);
  Value offset = linearOffset(b, type, descriptor, indices);
  Value address = LLVM::GEPOp::create(b, descriptor.data().getType(), type.getElementType(), descriptor.data(),
                                      ValueRange{offset}, LLVM::GEPNoWrapFlags::none);
  return {address, type.getElementType().getIntOrFloatBitWidth() / 8};
}

struct VectorLoadPattern : Pattern<ir::VectorLoadOp> {
  using Pattern::Pattern;
  LogicalResult matchAndRewrite(ir::VectorLoadOp op, Adaptor adaptor, Rewriter &rewriter) const override {
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    auto [address, alignment] = firstElement(b, op, adaptor.getArray(), adaptor.getIndices());
    Value nothing = LLVM::ZeroOp::create(b, op.getType());
    rewriter.replaceOp(
        op, Value(LLVM::MaskedLoadOp::create(b, op.getType(), address, adaptor.getMask(), nothing, alignment)));
    return success();
  }
};

struct VectorStorePattern : Pattern<ir::VectorStoreOp> {
  using Pattern::Pattern;
  LogicalResult matchAndRewrite(ir::VectorStoreOp op, Adaptor adaptor, Rewriter &rewriter) const override {
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    auto [address, alignment] = firstElement(b, op, adaptor.getArray(), adaptor.getIndices());
    LLVM::MaskedStoreOp::create(b, adaptor.getValue(), address, adaptor.getMask(), alignment);
    rewriter.eraseOp(op);
    return success();
  }
};

struct DimPattern : Pattern<ir::DimOp> {
  using Pattern::Pattern;
  LogicalResult matchAndRewrite(ir::DimOp op, Adaptor adaptor, Rewriter &rewriter) const override {
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    rewriter.replaceOp(op, Descriptor(b, arrayType(op.getArray()), adaptor.getArray()).size(op.getAxis()));
    return success();
  }
};

/// The elements start behind the owner's head (runtime/abi/Layouts.h).
constexpr int64_t dataOffset = 64;

struct WrapBufferPattern : Pattern<ir::WrapBufferOp> {
  using Pattern::Pattern;
  LogicalResult matchAndRewrite(ir::WrapBufferOp op, Adaptor adaptor, Rewriter &rewriter) const override {
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    ArrayType type = arrayType(op.getResult());
    Value data =
        pointer(b, b.getI8Type(), adaptor.getOwner(), i64Constant(b, dataOffset), LLVM::GEPNoWrapFlags::inbounds);
    Type converted = getTypeConverter()->convertType(type);
    Value contiguous = Descriptor::pack(b, getTypeConverter()->convertType(asC(type)), asC(type), adaptor.getOwner(),
                                        data, adaptor.getExtents(), {});
    SmallVector<Value> strides = Descriptor(b, asC(type), contiguous).strides();
    rewriter.replaceOp(op,
                       Descriptor::pack(b, converted, type, adaptor.getOwner(), data, adaptor.getExtents(), strides));
    return success();
  }

  static ArrayType asC(ArrayType type) {
    Layout layout = type.getLayout() == Layout::Strided ? Layout::C : type.getLayout();
    return ArrayType::get(type.getContext(), type.getElementType(), type.getRank(), layout);
  }
};

/// Of NVPTX: what the threads of a block see.
constexpr unsigned sharedMemory = 3;

struct SharedPattern : Pattern<ir::SharedOp> {
  using Pattern::Pattern;
  LogicalResult matchAndRewrite(ir::SharedOp op, Adaptor, Rewriter &rewriter) const override {
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    ArrayType type = arrayType(op.getResult());
    int64_t elements = 1;
    SmallVector<Value> sizes;
    for (int64_t extent : op.getExtents()) {
      elements *= extent;
      sizes.push_back(i64Constant(b, extent));
    }
    auto storage = LLVM::LLVMArrayType::get(memory(type.getElementType()), elements);
    LLVM::GlobalOp global = create(b, op->getParentOfType<mlir::ModuleOp>(), storage);
    Type generic = LLVM::LLVMPointerType::get(b.getContext());
    Value data = LLVM::AddrSpaceCastOp::create(b, generic, LLVM::AddressOfOp::create(b, global));
    rewriter.replaceOp(op, Descriptor::pack(b, getTypeConverter()->convertType(type), type,
                                            LLVM::ZeroOp::create(b, generic), data, sizes, {}));
    return success();
  }

  static LLVM::GlobalOp create(ImplicitLocOpBuilder &b, mlir::ModuleOp module, Type storage) {
    unsigned number = llvm::count_if(module.getOps<LLVM::GlobalOp>(),
                                     [](LLVM::GlobalOp global) { return global.getAddrSpace() == sharedMemory; });
    mlir::OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(module.getBody());
    return LLVM::GlobalOp::create(b, storage, /*isConstant=*/false, LLVM::Linkage::Internal,
                                  "amaru_shared_" + std::to_string(number), mlir::Attribute(), /*alignment=*/16,
                                  sharedMemory);
  }
};

/// data + sum(offsets * strides); sizes and strides * steps of the axes that are kept.
struct ViewPattern : SharingPattern<ir::ViewOp> {
  using SharingPattern::SharingPattern;
  LogicalResult matchAndRewrite(ir::ViewOp op, Adaptor adaptor, Rewriter &rewriter) const override {
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    ArrayType type = arrayType(op.getSource());
    Descriptor source(b, type, adaptor.getSource());
    Value offset = linearOffset(b, type, source, adaptor.getOffsets());
    // An empty view may begin beyond the storage, so this address is not called `inbounds`.
    Value data = pointer(b, memory(type.getElementType()), source.data(), offset, LLVM::GEPNoWrapFlags::none);
    SmallVector<Value> sizes, strides, sourceStrides = source.strides();
    for (int64_t axis = 0; axis < type.getRank(); ++axis) {
      if (llvm::is_contained(op.getDropped(), axis))
        continue;
      sizes.push_back(adaptor.getSizes()[axis]);
      strides.push_back(LLVM::MulOp::create(b, sourceStrides[axis], adaptor.getSteps()[axis]));
    }
    share(op, b, rewriter, source, data, sizes, strides);
    return success();
  }
};

struct TransposePattern : SharingPattern<ir::TransposeOp> {
  using SharingPattern::SharingPattern;
  LogicalResult matchAndRewrite(ir::TransposeOp op, Adaptor adaptor, Rewriter &rewriter) const override {
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    Descriptor source(b, arrayType(op.getSource()), adaptor.getSource());
    SmallVector<Value> sizes, strides, sourceSizes = source.sizes(), sourceStrides = source.strides();
    for (int64_t axis : op.getPermutation()) {
      sizes.push_back(sourceSizes[axis]);
      strides.push_back(sourceStrides[axis]);
    }
    share(op, b, rewriter, source, source.data(), sizes, strides);
    return success();
  }
};

/// New axes have extent 1; the stride of such an axis is never used.
struct ExpandPattern : SharingPattern<ir::ExpandOp> {
  using SharingPattern::SharingPattern;
  LogicalResult matchAndRewrite(ir::ExpandOp op, Adaptor adaptor, Rewriter &rewriter) const override {
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    Descriptor source(b, arrayType(op.getSource()), adaptor.getSource());
    SmallVector<Value> sizes = source.sizes(), strides = source.strides();
    for (int64_t axis : op.getAxes()) {
      sizes.insert(sizes.begin() + axis, i64Constant(b, 1));
      strides.insert(strides.begin() + axis, i64Constant(b, 0));
    }
    share(op, b, rewriter, source, source.data(), sizes, strides);
    return success();
  }
};

struct ReshapePattern : SharingPattern<ir::ReshapeOp> {
  using SharingPattern::SharingPattern;
  LogicalResult matchAndRewrite(ir::ReshapeOp op, Adaptor adaptor, Rewriter &rewriter) const override {
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    Descriptor source(b, arrayType(op.getSource()), adaptor.getSource());
    share(op, b, rewriter, source, source.data(), adaptor.getExtents(), {});
    return success();
  }
};

struct StridePattern : Pattern<ir::StrideOp> {
  using Pattern::Pattern;
  LogicalResult matchAndRewrite(ir::StrideOp op, Adaptor adaptor, Rewriter &rewriter) const override {
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    rewriter.replaceOp(op, Descriptor(b, arrayType(op.getArray()), adaptor.getArray()).strides()[op.getAxis()]);
    return success();
  }
};

struct StridedViewPattern : SharingPattern<ir::StridedViewOp> {
  using SharingPattern::SharingPattern;
  LogicalResult matchAndRewrite(ir::StridedViewOp op, Adaptor adaptor, Rewriter &rewriter) const override {
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    Descriptor source(b, arrayType(op.getSource()), adaptor.getSource());
    Value data = pointer(b, b.getI8Type(), source.data(), adaptor.getOffset(), LLVM::GEPNoWrapFlags::none);
    share(op, b, rewriter, source, data, adaptor.getSizes(), adaptor.getStrides());
    return success();
  }
};

struct CastLayoutPattern : SharingPattern<ir::CastLayoutOp> {
  using SharingPattern::SharingPattern;
  LogicalResult matchAndRewrite(ir::CastLayoutOp op, Adaptor adaptor, Rewriter &rewriter) const override {
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    Descriptor source(b, arrayType(op.getSource()), adaptor.getSource());
    share(op, b, rewriter, source, source.data(), source.sizes(), source.strides());
    return success();
  }
};

/// Compares the address ranges from the first to the last byte. An axis of size n and stride s reaches (n - 1) * s
/// elements up or down; an array without elements overlaps nothing.
struct MayOverlapPattern : Pattern<ir::MayOverlapOp> {
  using Pattern::Pattern;

  struct Range {
    Value low, high, isEmpty;
  };

  Range range(ImplicitLocOpBuilder &b, ArrayType type, Value value) const {
    Descriptor array(b, type, value);
    Value zero = i64Constant(b, 0), one = i64Constant(b, 1);
    Value low = zero, high = zero, isEmpty = LLVM::ConstantOp::create(b, b.getBoolAttr(false));
    for (auto [size, stride] : llvm::zip(array.sizes(), array.strides())) {
      Value reach = LLVM::MulOp::create(b, LLVM::SubOp::create(b, size, one), stride);
      low = LLVM::AddOp::create(b, low, LLVM::SMinOp::create(b, reach, zero));
      high = LLVM::AddOp::create(b, high, LLVM::SMaxOp::create(b, reach, zero));
      isEmpty = LLVM::OrOp::create(b, isEmpty, LLVM::ICmpOp::create(b, LLVM::ICmpPredicate::eq, size, zero));
    }
    Type element = memory(type.getElementType());
    auto address = [&](Value offset) -> Value {
      Value at = pointer(b, element, array.data(), offset, LLVM::GEPNoWrapFlags::none);
      return LLVM::PtrToIntOp::create(b, b.getI64Type(), at);
    };
    return {address(low), address(LLVM::AddOp::create(b, high, one)), isEmpty};
  }

  LogicalResult matchAndRewrite(ir::MayOverlapOp op, Adaptor adaptor, Rewriter &rewriter) const override {
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    Range l = range(b, arrayType(op.getLhs()), adaptor.getLhs());
    Range r = range(b, arrayType(op.getRhs()), adaptor.getRhs());
    Value below = LLVM::ICmpOp::create(b, LLVM::ICmpPredicate::ult, l.low, r.high);
    Value above = LLVM::ICmpOp::create(b, LLVM::ICmpPredicate::ult, r.low, l.high);
    Value anyEmpty = LLVM::OrOp::create(b, l.isEmpty, r.isEmpty);
    Value noneEmpty = LLVM::XOrOp::create(b, anyEmpty, LLVM::ConstantOp::create(b, b.getBoolAttr(true)));
    rewriter.replaceOp(op, Value(LLVM::AndOp::create(b, LLVM::AndOp::create(b, below, above), noneEmpty)));
    return success();
  }
};

} // namespace

void addArrayPatterns(const mlir::LLVMTypeConverter &converter, mlir::RewritePatternSet &patterns) {
  patterns.add<LoadPattern, StorePattern, VectorLoadPattern, VectorStorePattern, DimPattern, WrapBufferPattern,
               SharedPattern, ViewPattern, TransposePattern, ExpandPattern, ReshapePattern, StridePattern,
               StridedViewPattern, CastLayoutPattern, MayOverlapPattern>(converter);
}

} // namespace amaru::lower
