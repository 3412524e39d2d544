// Turns array expressions into loops. The loops compute what `elementwise` says in any order that suits the machine:
// one flat loop over contiguous arrays, a nest in row order otherwise.

#include "codegen/lower/Passes.h"
#include "mlir-dialects/Amaru/IR/Amaru.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/IR/Matchers.h"

namespace amaru::lower {
#define GEN_PASS_DEF_CONVERTAMARUTOSCF
#include "codegen/lower/Passes.h.inc"

namespace {

namespace arith = mlir::arith;
namespace scf = mlir::scf;
using ir::ArrayType;
using ir::ElementwiseOp;
using llvm::SmallVector;
using mlir::Value;
using mlir::ValueRange;

ArrayType arrayType(Value value) { return llvm::cast<ArrayType>(value.getType()); }

/// Writes the loops of one `elementwise`.
class Expansion {
public:
  explicit Expansion(ElementwiseOp op)
      : op(op), b(op.getLoc(), op), into(op.getInto()), rank(arrayType(into).getRank()) {
    zero = integer(0);
    one = integer(1);
  }

  void run() {
    Value isDirect = noneStretched();
    llvm::APInt known;
    if (mlir::matchPattern(isDirect, mlir::m_ConstantInt(&known)) && !known.isZero()) {
      directLoops();
    } else {
      auto choice = scf::IfOp::create(b, mlir::TypeRange{}, isDirect, /*withElseRegion=*/true);
      b.setInsertionPointToStart(&choice.getThenRegion().front());
      directLoops();
      b.setInsertionPointToStart(&choice.getElseRegion().front());
      stretchedLoops();
    }
    op.erase();
  }

private:
  ElementwiseOp op;
  mlir::ImplicitLocOpBuilder b;
  Value into, zero, one;
  int64_t rank;

  Value integer(int64_t value) { return arith::ConstantOp::create(b, b.getI64IntegerAttr(value)); }
  Value dim(Value array, int64_t axis) { return b.createOrFold<ir::DimOp>(array, axis); }

  /// The axis of the result that `axis` of `input` runs along.
  int64_t resultAxis(Value input, int64_t axis) { return rank - arrayType(input).getRank() + axis; }

  /// Whether each axis of each input has the extent of the result's.
  Value noneStretched() {
    Value all = arith::ConstantOp::create(b, b.getBoolAttr(true));
    for (Value input : op.getInputs()) {
      if (input == into)
        continue;
      for (int64_t axis = 0; axis < arrayType(input).getRank(); ++axis) {
        Value extent = dim(input, axis), wanted = dim(into, resultAxis(input, axis));
        if (extent != wanted)
          all = b.createOrFold<arith::AndIOp>(all,
                                              b.createOrFold<arith::CmpIOp>(arith::CmpIPredicate::eq, extent, wanted));
      }
    }
    return all;
  }

  bool isFlat() {
    auto isFull = [&](Value array) {
      return arrayType(array).getLayout() == ir::Layout::C && arrayType(array).getRank() == rank;
    };
    return rank > 1 && isFull(into) && llvm::all_of(op.getInputs(), isFull);
  }

  void directLoops() {
    if (isFlat()) {
      flatLoop();
      return;
    }
    SmallVector<Value> extents;
    for (int64_t axis = 0; axis < rank; ++axis)
      extents.push_back(dim(into, axis));
    loops(extents, [&](ValueRange indices) {
      element(
          op.getInputs(), into,
          [&](size_t input) {
            return SmallVector<Value>(indices.take_back(arrayType(op.getInputs()[input]).getRank()));
          },
          indices);
    });
  }

  /// All arrays seen as one axis.
  void flatLoop() {
    Value count = one;
    for (int64_t axis = 0; axis < rank; ++axis)
      count = b.createOrFold<arith::MulIOp>(count, dim(into, axis), arith::IntegerOverflowFlags::nsw);
    auto flatten = [&](Value array) -> Value {
      auto type = ArrayType::get(b.getContext(), arrayType(array).getElementType(), 1, ir::Layout::C);
      return ir::ReshapeOp::create(b, type, array, ValueRange{count});
    };
    SmallVector<Value> inputs;
    Value flatInto = flatten(into);
    for (Value input : op.getInputs())
      inputs.push_back(input == into ? flatInto : flatten(input));
    loops({count}, [&](ValueRange indices) {
      element(inputs, flatInto, [&](size_t) { return SmallVector<Value>(indices); }, indices);
    });
  }

  /// An axis of extent 1 is read at index 0: its loop variable is multiplied by 0, others by 1.
  void stretchedLoops() {
    SmallVector<SmallVector<Value>> factors;
    for (Value input : op.getInputs()) {
      SmallVector<Value> &ofInput = factors.emplace_back();
      for (int64_t axis = 0; axis < arrayType(input).getRank(); ++axis) {
        Value isOne = arith::CmpIOp::create(b, arith::CmpIPredicate::eq, dim(input, axis), one);
        ofInput.push_back(arith::SelectOp::create(b, isOne, zero, one));
      }
    }
    SmallVector<Value> extents;
    for (int64_t axis = 0; axis < rank; ++axis)
      extents.push_back(dim(into, axis));
    loops(extents, [&](ValueRange indices) {
      element(
          op.getInputs(), into,
          [&](size_t input) {
            SmallVector<Value> scaled;
            ValueRange own = indices.take_back(factors[input].size());
            for (auto [index, factor] : llvm::zip(own, factors[input]))
              scaled.push_back(arith::MulIOp::create(b, index, factor, arith::IntegerOverflowFlags::nsw));
            return scaled;
          },
          indices);
    });
  }

  /// A nest over `extents`, the last innermost; `body` writes what stands inside.
  void loops(llvm::ArrayRef<Value> extents, llvm::function_ref<void(ValueRange)> body) {
    mlir::OpBuilder::InsertionGuard guard(b);
    SmallVector<Value> indices;
    for (Value extent : extents) {
      auto loop = scf::ForOp::create(b, zero, extent, one);
      indices.push_back(loop.getInductionVar());
      b.setInsertionPointToStart(loop.getBody());
    }
    body(indices);
  }

  /// Loads the inputs at their indices, computes the body, stores the result.
  void element(ValueRange inputs, Value result, llvm::function_ref<SmallVector<Value>(size_t)> inputIndices,
               ValueRange indices) {
    mlir::Block &body = op.getBody().front();
    mlir::IRMapping values;
    for (auto [position, input] : llvm::enumerate(inputs))
      values.map(body.getArgument(position),
                 ir::LoadOp::create(b, arrayType(input).getElementType(), input, inputIndices(position)));
    for (mlir::Operation &inner : body.without_terminator())
      b.clone(inner, values);
    ir::StoreOp::create(b, values.lookupOrDefault(body.getTerminator()->getOperand(0)), result, indices);
  }
};

struct ConvertAmaruToSCF : impl::ConvertAmaruToSCFBase<ConvertAmaruToSCF> {
  void runOnOperation() override {
    SmallVector<ElementwiseOp> found;
    getOperation()->walk([&](ElementwiseOp op) { found.push_back(op); });
    for (ElementwiseOp op : found)
      Expansion(op).run();
  }
};

} // namespace
} // namespace amaru::lower
