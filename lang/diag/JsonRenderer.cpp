// Diagnostics for programs: one JSON object per line.
#include "lang/diag/Engine.h"

#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

namespace amaru::diag {

namespace {

std::string valid(llvm::StringRef text) { return llvm::json::isUTF8(text) ? text.str() : llvm::json::fixUTF8(text); }

void writePlace(llvm::json::OStream &json, SourceRange range, const support::SourceManager &sources) {
  const support::SourceBuffer *source = sources.find(range.file);
  if (!source)
    return;
  auto begin = source->lineColumn(range.begin), end = source->lineColumn(range.end);
  json.attribute("file", valid(source->name()));
  json.attribute("line", begin.line);
  json.attribute("column", begin.codePointColumn);
  json.attribute("endLine", end.line);
  json.attribute("endColumn", end.codePointColumn);
}

} // namespace

void renderJson(llvm::raw_ostream &out, const Diagnostic &diagnostic, const support::SourceManager &sources) {
  constexpr llvm::StringLiteral severities[] = {"error", "warning", "note"};
  llvm::json::OStream json(out);
  json.object([&] {
    json.attribute("severity", severities[static_cast<size_t>(diagnostic.severity())]);
    json.attribute("id", info(diagnostic.id).kebab);
    json.attribute("class", info(diagnostic.id).pythonClass);
    json.attribute("message", valid(diagnostic.message()));
    writePlace(json, diagnostic.range, sources);
    json.attributeArray("labels", [&] {
      for (const Label &label : diagnostic.labels)
        json.object([&] {
          json.attribute("text", valid(label.text));
          writePlace(json, label.range, sources);
        });
    });
    auto writeAll = [&](llvm::StringRef name, llvm::ArrayRef<std::string> texts) {
      json.attributeArray(name, [&] {
        for (const std::string &text : texts)
          json.value(valid(text));
      });
    };
    writeAll("notes", diagnostic.notes);
    writeAll("hints", diagnostic.hints);
    json.attributeArray("fixes", [&] {
      for (const Fix &fix : diagnostic.fixes)
        json.object([&] {
          json.attribute("title", valid(fix.title));
          writePlace(json, fix.range, sources);
          json.attribute("replacement", valid(fix.replacement));
        });
    });
  });
  out << '\n';
}

void renderJson(llvm::raw_ostream &out, const Engine &engine) {
  for (const Diagnostic &diagnostic : engine.diagnostics())
    renderJson(out, diagnostic, engine.sources());
}

} // namespace amaru::diag
