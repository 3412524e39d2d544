// `fastmath=`: which freedoms float arithmetic has, as a set of bits.
#pragma once

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>

namespace amaru::typed {

enum class FastMath : uint8_t {
  None = 0,
#define AMARU_FASTMATH(name, bit) name = bit,
#include "lang/typed/FastMath.def"
  All = 127
};

inline FastMath operator|(FastMath a, FastMath b) { return FastMath(uint8_t(a) | uint8_t(b)); }

/// Reads names with commas between them, `nnan,contract` or `fast`; none if one of them is not a flag.
inline std::optional<FastMath> readFastMath(llvm::StringRef text) {
  FastMath flags = FastMath::None;
  llvm::SmallVector<llvm::StringRef> names;
  text.split(names, ',', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  for (llvm::StringRef name : names) {
    name = name.trim();
    if (name == "fast")
      flags = FastMath::All;
#define AMARU_FASTMATH(flag, bit) else if (name == #flag) flags = flags | FastMath::flag;
#include "lang/typed/FastMath.def"
    else
      return std::nullopt;
  }
  return flags;
}

/// The names of the flags, with commas between them; `fast` for all.
inline std::string fastMathNames(FastMath flags) {
  if (flags == FastMath::All)
    return "fast";
  std::string names;
#define AMARU_FASTMATH(flag, bit)                                                                                      \
  if (uint8_t(flags) & bit)                                                                                            \
    names += std::string(names.empty() ? "" : ",") + #flag;
#include "lang/typed/FastMath.def"
  return names;
}

} // namespace amaru::typed
