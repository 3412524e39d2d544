// Small facts about the tables.
#include "lang/typed/Program.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"

namespace amaru::typed {

std::string text(const Literal &literal) {
  std::string result;
  llvm::raw_string_ostream out(result);
  if (auto *value = std::get_if<bool>(&literal))
    out << (*value ? "True" : "False");
  else if (auto *value = std::get_if<int64_t>(&literal))
    out << *value;
  else if (auto *value = std::get_if<double>(&literal))
    // Every bit tells values apart.
    out << llvm::format("%a", *value);
  else if (auto *value = std::get_if<std::string>(&literal))
    out << '"' << llvm::toHex(*value) << '"';
  return result;
}

} // namespace amaru::typed
