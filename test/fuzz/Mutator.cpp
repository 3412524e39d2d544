// Mutations by token: what comes out is nearly Python more often than what mutated bytes give. A part of the mutations
// is left to libFuzzer, so that any bytes can still come up.
#include "parser/Lexer.h"
#include "parser/Unicode.h"

#include "llvm/ADT/StringExtras.h"

#include <cstring>
#include <random>

extern "C" size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t maxSize);

namespace {

using namespace amaru;
using parser::TokenKind;

/// What may be put in beside the spellings of Tokens.def: starts of constructs, and pieces that lexers trip over.
constexpr llvm::StringLiteral snippets[] = {"match x:\n case ",
                                            "case _:\n  pass\n",
                                            "type X[T] = ",
                                            "lambda *, a: ",
                                            "f'{x!r:>{y}}'",
                                            "t'{x=}'",
                                            "rb'''",
                                            "f\"\"\"{",
                                            "'\\N{DIGIT ONE}'",
                                            "'\\ud800'",
                                            "0x_F",
                                            "1_0.5e-3j",
                                            "except* E as e:",
                                            "async for",
                                            "*a, ",
                                            "**k, ",
                                            "a[:, ::-1]",
                                            "(yield)",
                                            "x := 1",
                                            "\\\n",
                                            "\r\n",
                                            "\f",
                                            "\t",
                                            "# coding: latin-1\n",
                                            "\xEF\xBB\xBF",
                                            "\xC3\xA9",
                                            "\xE2\x80\xAE",
                                            "parallel for i in range(n):\n ",
                                            "struct S:\n x: int\n",
                                            "unchecked:\n ",
                                            "wrapping:\n ",
                                            "global x\n",
                                            "nonlocal x\n",
                                            "del (a, [b])\n",
                                            "\n  ",
                                            "\n"};

/// The text cut into tokens, each with what stands before it. What is not UTF-8 is one piece.
std::vector<std::string> pieces(llvm::StringRef text) {
  if (parser::unicode::firstInvalidUtf8(text))
    return {text.str()};
  support::SourceManager sources;
  diag::Engine diagnostics(sources);
  const auto &source = sources.add("text", text.str());
  std::vector<std::string> result;
  uint32_t from = 0;
  for (const parser::Token &token : parser::Lexer(source, diagnostics).run()) {
    uint32_t end = std::max(token.end, from);
    if (end > from)
      result.push_back(text.slice(from, end).str());
    from = end;
  }
  if (from < text.size())
    result.push_back(text.substr(from).str());
  return result;
}

class Mutation {
public:
  Mutation(llvm::StringRef text, unsigned seed) : random(seed), tokens(pieces(text)) {}

  std::string run() {
    for (unsigned i = 0, count = 1 + below(3); i < count; ++i)
      step();
    return llvm::join(tokens, "");
  }

  /// Puts a run of another text's tokens into this one.
  std::string splice(llvm::StringRef other) {
    auto others = pieces(other);
    if (!others.empty()) {
      size_t from = below(others.size()), count = 1 + below(std::min<size_t>(others.size() - from, 40));
      tokens.insert(tokens.begin() + place(), others.begin() + from, others.begin() + from + count);
    }
    return llvm::join(tokens, "");
  }

private:
  size_t below(size_t limit) { return random() % limit; }
  size_t place() { return below(tokens.size() + 1); }

  std::string anySpelling() {
    constexpr auto first = static_cast<size_t>(TokenKind::LeftParen), last = static_cast<size_t>(TokenKind::Yield);
    switch (below(3)) {
    case 0:
      return snippets[below(std::size(snippets))].str();
    case 1:
      return tokens.empty() ? "x" : tokens[below(tokens.size())];
    default: {
      std::string text = parser::spelling(static_cast<TokenKind>(first + below(last - first + 1))).str();
      return llvm::isAlpha(text[0]) ? " " + text + " " : text;
    }
    }
  }

  void step() {
    if (tokens.empty())
      tokens.push_back("x");
    size_t from = below(tokens.size()), count = 1 + below(std::min<size_t>(tokens.size() - from, 12));
    auto begin = tokens.begin() + from, end = begin + count;
    switch (below(8)) {
    case 0:
      tokens.erase(begin, end);
      break;
    case 1: {
      std::vector<std::string> copy(begin, end);
      for (size_t times = 1 + below(4), at = place(); times > 0; --times)
        tokens.insert(tokens.begin() + at, copy.begin(), copy.end());
      break;
    }
    case 2:
      std::swap(tokens[from], tokens[below(tokens.size())]);
      break;
    case 3:
      tokens[from] = anySpelling();
      break;
    case 4:
      tokens.insert(tokens.begin() + place(), anySpelling());
      break;
    case 5: {
      constexpr llvm::StringLiteral open[] = {"(", "[", "{", "f'{", "f(", "a["},
                                    close[] = {")", "]", "}", "}'", ")", "]"};
      size_t kind = below(std::size(open));
      tokens[from + count - 1] += close[kind];
      tokens[from] = (open[kind] + tokens[from]).str();
      break;
    }
    case 6:
      tokens.insert(begin, std::string("\n") + std::string(below(9), below(8) ? ' ' : '\t'));
      break;
    default:
      tokens.resize(from);
      break;
    }
  }

  std::minstd_rand random;
  std::vector<std::string> tokens;
};

size_t store(const std::string &text, uint8_t *data, size_t maxSize) {
  size_t size = std::min(text.size(), maxSize);
  memcpy(data, text.data(), size);
  return size;
}

} // namespace

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t maxSize, unsigned seed) {
  llvm::StringRef text(reinterpret_cast<const char *>(data), size);
  if (seed % 4 == 0)
    return LLVMFuzzerMutate(data, size, maxSize);
  return store(Mutation(text, seed).run(), data, maxSize);
}

extern "C" size_t LLVMFuzzerCustomCrossOver(const uint8_t *data1, size_t size1, const uint8_t *data2, size_t size2,
                                            uint8_t *out, size_t maxSize, unsigned seed) {
  llvm::StringRef text(reinterpret_cast<const char *>(data1), size1),
      other(reinterpret_cast<const char *>(data2), size2);
  return store(Mutation(text, seed).splice(other), out, maxSize);
}
