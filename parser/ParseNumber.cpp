// Numbers: exact integers of any size, floats rounded correctly.
#include "parser/ParserImpl.h"

#include "llvm/ADT/APInt.h"

#include <charconv>
#include <cstdlib>

namespace amaru::parser {

NodeId Parser::parseNumber() {
  // Converting digits takes time that grows with the square of their number. CPython refuses decimal literals beyond
  // 4300 digits for that reason; we need the decimal form of all.
  constexpr size_t maxDigits = 4300, maxOtherDigits = 20000;
  const Token number = token();
  llvm::StringRef digits = text(number);
  bool isDecimal =
      !(digits.size() > 2 && digits[0] == '0' && llvm::isAlpha(digits[1]) && llvm::toLower(digits[1]) != 'e');
  bool isInteger = !isDecimal || digits.find_first_of(".eEjJ") == llvm::StringRef::npos;
  if (isInteger && digits.size() - digits.count('_') > (isDecimal ? maxDigits : maxOtherDigits))
    return failWith(Id::IntegerTooLong, range(number), std::to_string(digits.size() - digits.count('_')));
  std::string storage;
  ConstantValue value = numberValue(digits, storage);
  advance();
  return constant(value, number.begin, number.end);
}

/// The lexer has made sure that the text is well formed.
ConstantValue Parser::numberValue(llvm::StringRef text, std::string &storage) {
  ConstantValue value;
  if (text.contains('_')) {
    storage = text.str();
    llvm::erase(storage, '_');
    text = storage;
  }
  unsigned base = 10;
  if (text.size() > 2 && text[0] == '0') {
    char marker = llvm::toLower(text[1]);
    base = marker == 'x' ? 16 : marker == 'o' ? 8 : marker == 'b' ? 2 : 10;
  }
  if (base == 10 && text.find_first_of(".eEjJ") != llvm::StringRef::npos) {
    bool isImaginary = text.consume_back("j") || text.consume_back("J");
    value.kind = isImaginary ? ConstantKind::Complex : ConstantKind::Float;
    auto result = std::from_chars(text.begin(), text.end(), value.floatValue);
    // Beyond the range of a double; strtod gives infinity or zero, as Python does.
    if (result.ec == std::errc::result_out_of_range)
      value.floatValue = std::strtod(text.str().c_str(), nullptr);
    return value;
  }
  value.kind = ConstantKind::Int;
  llvm::StringRef digits = base == 10 ? text : text.drop_front(2);
  digits = digits.drop_while([](char c) { return c == '0'; });
  if (digits.empty())
    digits = "0";
  uint64_t word = 0;
  auto result = std::from_chars(digits.begin(), digits.end(), word, static_cast<int>(base));
  if (result.ec == std::errc() && word <= uint64_t(INT64_MAX)) {
    value.fitsInt64 = true;
    value.intValue = static_cast<int64_t>(word);
    return value;
  }
  if (base == 10) {
    value.text = digits;
    return value;
  }
  unsigned bitsPerDigit = base == 16 ? 4 : base == 8 ? 3 : 1;
  llvm::APInt wide(static_cast<unsigned>(digits.size() * bitsPerDigit + 1), digits, static_cast<uint8_t>(base));
  storage = llvm::toString(wide, 10, /*Signed=*/false);
  value.text = storage;
  return value;
}

} // namespace amaru::parser
