// Recognises `len(range(start, stop, step))` as the front end writes it, and the elements of such a range.
#pragma once

#include "mlir-dialects/Amaru/Transforms/LinearForm.h"

namespace amaru::ir {

/// The number of rounds of a loop over `range(start, stop, step)`:
///
///     high - low rounds up to a multiple of the stride, 0 where low >= high
///
/// where low and high are start and stop, or stop and start if the step is negative.
struct RangeCount {
  mlir::Value low, high;
  /// The distance of two elements, if it is a constant.
  std::optional<int64_t> stride;
  /// Known where `low` and `high` are chosen by the sign of the step at run time.
  mlir::Value start, stop;
};

std::optional<RangeCount> matchRangeCount(mlir::Value value);

/// The product `k * step` in an element `start + k * step` of a range.
struct RangeOffset {
  mlir::Value step;
  RangeCount count;
};

std::optional<RangeOffset> matchRangeOffset(mlir::Value value);

} // namespace amaru::ir
