// Diagnostics: what was found wrong, where, and what would help.
//
// Whoever finds a fault reports it by the id of its row in Diagnostics.def:
//
//   engine.report(Id::UnsupportedOperand, range).arg("+").arg("int").label(other, "this is a str").hint("convert it");
//
// The engine keeps what was reported; the renderers turn it into text or JSON.
#pragma once

#include "lang/support/SourceBuffer.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"

#include <string>
#include <vector>

namespace llvm {
class raw_ostream;
}

namespace amaru::diag {

using support::SourceRange;

enum class Severity : uint8_t { Error, Warning, Note };

enum class Id : uint16_t {
#define DIAG(id, kebab, severity, pythonClass, message) id,
#include "lang/diag/Diagnostics.def"
#undef DIAG
};

/// A row of Diagnostics.def.
struct Info {
  llvm::StringLiteral kebab;
  Severity severity;
  /// `TypeError`; empty where Python has no exception for it.
  llvm::StringLiteral pythonClass;
  llvm::StringLiteral message;
};

const Info &info(Id id);
/// Every id, in the order of the table.
size_t idCount();

/// A span with its own words, beside the primary one.
struct Label {
  SourceRange range;
  std::string text;
};

/// What would mend the fault, as an editor can apply it: the text of the range becomes another. An empty range is a
/// place where something is put in.
struct Fix {
  SourceRange range;
  std::string replacement;
  /// What it does, in words: `write ==`.
  std::string title;
};

struct Diagnostic {
  Id id;
  SourceRange range;
  llvm::SmallVector<std::string, 2> args;
  std::vector<Label> labels;
  std::vector<std::string> notes;
  std::vector<std::string> hints;
  std::vector<Fix> fixes;

  Severity severity() const { return info(id).severity; }
  /// The row's message with its arguments put in.
  std::string message() const;
};

class Engine;

/// Adds to a diagnostic that was just reported. Lives for one expression.
class Builder {
public:
  Builder &arg(llvm::StringRef text);
  Builder &arg(int64_t number) { return arg(llvm::StringRef(std::to_string(number))); }
  Builder &label(SourceRange range, llvm::StringRef text);
  Builder &note(llvm::StringRef text);
  Builder &hint(llvm::StringRef text);
  /// Shown as a hint, too.
  Builder &fix(SourceRange range, llvm::StringRef replacement, llvm::StringRef title);

private:
  friend class Engine;
  Builder(Engine &engine, size_t index) : engine(engine), index(index) {}
  Diagnostic &diagnostic();

  Engine &engine;
  size_t index;
};

class Engine {
public:
  explicit Engine(const support::SourceManager &sources) : sourceManager(sources) {}

  /// Beyond a very large number the last one is overwritten.
  Builder report(Id id, SourceRange range);
  /// A fault without a place, for instance a file that is not there.
  Builder report(Id id) { return report(id, {}); }

  llvm::ArrayRef<Diagnostic> diagnostics() const { return list; }
  bool hasErrors() const { return errors != 0; }
  size_t errorCount() const { return errors; }
  const support::SourceManager &sources() const { return sourceManager; }

  /// Drops what was reported after the first `count` diagnostics, for a caller that tries something out.
  void truncate(size_t count);
  /// Drops those after the first `from` diagnostics that the caller picks.
  void drop(size_t from, llvm::function_ref<bool(const Diagnostic &)> isDropped);
  /// Keeps the first of diagnostics that say the same of the same place: code that is checked again finds them again.
  void removeDuplicates();
  /// Orders what was reported after the first `from` diagnostics by place.
  void sortByPlace(size_t from = 0);

private:
  friend class Builder;
  /// Text that is nothing but faults must not fill the memory; nobody reads that many.
  static constexpr size_t maxKept = 100'000;
  const support::SourceManager &sourceManager;
  std::vector<Diagnostic> list;
  size_t errors = 0;
};

struct RenderOptions {
  bool colour = false;
  /// The columns of a tab stop.
  unsigned tabWidth = 4;
};

/// One diagnostic as a person reads it: place, words, the source lines with carets, notes and hints.
void renderText(llvm::raw_ostream &out, const Diagnostic &diagnostic, const support::SourceManager &sources,
                const RenderOptions &options = {});
void renderText(llvm::raw_ostream &out, const Engine &engine, const RenderOptions &options = {});

/// One JSON object per line and diagnostic.
void renderJson(llvm::raw_ostream &out, const Diagnostic &diagnostic, const support::SourceManager &sources);
void renderJson(llvm::raw_ostream &out, const Engine &engine);

/// The text with control characters and malformed UTF-8 spelled out, safe to print on a terminal.
std::string escapeControl(llvm::StringRef text);

} // namespace amaru::diag
