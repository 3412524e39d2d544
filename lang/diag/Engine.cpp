// The table of diagnostics, and what was reported.
#include "lang/diag/Engine.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

#include <algorithm>
#include <cassert>

namespace amaru::diag {

namespace {

// The classes that rows may name.
constexpr llvm::StringLiteral None = "";
#define PYTHON_CLASS(name) [[maybe_unused]] constexpr llvm::StringLiteral name = #name;
PYTHON_CLASS(SyntaxError)
PYTHON_CLASS(IndentationError)
PYTHON_CLASS(TabError)
PYTHON_CLASS(TypeError)
PYTHON_CLASS(NameError)
PYTHON_CLASS(AttributeError)
PYTHON_CLASS(UnboundLocalError)
PYTHON_CLASS(ValueError)
PYTHON_CLASS(IndexError)
PYTHON_CLASS(KeyError)
PYTHON_CLASS(OverflowError)
PYTHON_CLASS(ZeroDivisionError)
PYTHON_CLASS(ImportError)
PYTHON_CLASS(ModuleNotFoundError)
PYTHON_CLASS(RecursionError)
PYTHON_CLASS(RuntimeError)
#undef PYTHON_CLASS

#define DIAG(id, kebab, severity, pythonClass, message) {kebab, Severity::severity, pythonClass, message},
constexpr Info table[] = {
#include "lang/diag/Diagnostics.def"
};
#undef DIAG

} // namespace

const Info &info(Id id) { return table[static_cast<size_t>(id)]; }
size_t idCount() { return std::size(table); }

std::string Diagnostic::message() const {
  llvm::StringRef pattern = info(id).message;
  std::string text;
  while (!pattern.empty()) {
    size_t open = pattern.find('{');
    text += pattern.take_front(open);
    if (open == llvm::StringRef::npos)
      break;
    // `{0}` stands for an argument; any other brace for itself.
    bool isArg = open + 2 < pattern.size() && pattern[open + 2] == '}' && llvm::isDigit(pattern[open + 1]);
    if (isArg) {
      size_t index = pattern[open + 1] - '0';
      if (index < args.size())
        text += args[index];
      pattern = pattern.drop_front(open + 3);
    } else {
      text += '{';
      pattern = pattern.drop_front(open + 1);
    }
  }
  return text;
}

Diagnostic &Builder::diagnostic() { return engine.list[index]; }

Builder &Builder::arg(llvm::StringRef text) {
  diagnostic().args.push_back(text.str());
  return *this;
}

Builder &Builder::label(SourceRange range, llvm::StringRef text) {
  diagnostic().labels.push_back({range, text.str()});
  return *this;
}

Builder &Builder::note(llvm::StringRef text) {
  diagnostic().notes.push_back(text.str());
  return *this;
}

Builder &Builder::hint(llvm::StringRef text) {
  diagnostic().hints.push_back(text.str());
  return *this;
}

Builder &Builder::fix(SourceRange range, llvm::StringRef replacement, llvm::StringRef title) {
  diagnostic().fixes.push_back({range, replacement.str(), title.str()});
  return *this;
}

Builder Engine::report(Id id, SourceRange range) {
  if (list.size() == maxKept) {
    errors -= list.back().severity() == Severity::Error;
    list.pop_back();
  }
  list.push_back({id, range, {}, {}, {}, {}, {}});
  if (info(id).severity == Severity::Error)
    ++errors;
  return Builder(*this, list.size() - 1);
}

void Engine::truncate(size_t count) {
  drop(count, [](const Diagnostic &) { return true; });
}

void Engine::drop(size_t from, llvm::function_ref<bool(const Diagnostic &)> isDropped) {
  // Asked once for each, in order: what is dropped may depend on what came before.
  auto drops = [&](const Diagnostic &diagnostic) {
    bool isGone = isDropped(diagnostic);
    errors -= isGone && diagnostic.severity() == Severity::Error;
    return isGone;
  };
  list.erase(std::remove_if(list.begin() + from, list.end(), drops), list.end());
}

void Engine::removeDuplicates() {
  std::vector<Diagnostic> kept;
  for (Diagnostic &diagnostic : list) {
    auto same = [&](const Diagnostic &other) {
      return other.id == diagnostic.id && other.range == diagnostic.range && other.args == diagnostic.args;
    };
    if (std::none_of(kept.begin(), kept.end(), same))
      kept.push_back(std::move(diagnostic));
    else if (diagnostic.severity() == Severity::Error)
      --errors;
  }
  list = std::move(kept);
}

void Engine::sortByPlace(size_t from) {
  std::vector<std::pair<uint32_t, size_t>> order;
  for (size_t i = from; i < list.size(); ++i)
    order.emplace_back(list[i].range.begin, i);
  // Of one place, what was reported first stays first.
  std::sort(order.begin(), order.end());
  std::vector<Diagnostic> sorted;
  for (auto [place, index] : order)
    sorted.push_back(std::move(list[index]));
  std::move(sorted.begin(), sorted.end(), list.begin() + from);
}

} // namespace amaru::diag
