// `amaru explain FILE`: each line of the program, and below it the types of the variables it assigns, what became of its
// checks, and the vector width of its loops. The program is compiled as `run` does, with listeners at three places:
// the tables of the analysis, the passes that remove checks, and LLVM's vectoriser.
#include "driver/Explain.h"

#include "driver/Commands.h"
#include "mlir-dialects/Amaru/Transforms/Explain.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/IR/DiagnosticHandler.h"
#include "llvm/IR/DiagnosticInfo.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <map>
#include <set>

namespace amaru::driver {

namespace {

using ast::NodeId;
using support::SourceRange;

/// Values in their order, each once.
template <typename Value> struct Distinct {
  std::vector<Value> values;
  void add(const Value &value) {
    if (!llvm::is_contained(values, value))
      values.push_back(value);
  }
};

/// Variable -> its types, in the order in which they were found.
using Variables = llvm::MapVector<llvm::StringRef, Distinct<types::TypeId>>;

bool isOfUser(const typed::Instance &instance, const typed::Module &module) {
  return instance.function->module == &module && !instance.hasErrors;
}

std::string typeName(const types::TypeTable &types, types::TypeId type) {
  return types.kind(type) == types::Kind::None ? "None" : types.name(type);
}

std::string signatureOf(const typed::Instance &instance, const types::TypeTable &types) {
  llvm::SmallVector<std::string> params;
  for (auto [i, type] : llvm::enumerate(instance.params))
    params.push_back(instance.function->params[i].name.str() + ": " + typeName(types, type));
  return "(" + llvm::join(params, ", ") + ") -> " + typeName(types, instance.result);
}

/// Calls back with each variable that the instance assigns, where, and its type there.
void forEachAssignment(const typed::Instance &instance,
                       llvm::function_ref<void(SourceRange, llvm::StringRef, types::TypeId)> callback) {
  const ast::Tree &tree = instance.function->module->tree;
  llvm::SmallVector<uint32_t> nodes;
  for (const auto &entry : instance.exprs)
    nodes.push_back(entry.first);
  // By place: the table is hashed.
  llvm::sort(nodes, [&](uint32_t a, uint32_t b) {
    return std::pair(tree.range({a}).begin, a) < std::pair(tree.range({b}).begin, b);
  });
  for (uint32_t node : nodes) {
    auto augmented = tree.dyn<ast::AugAssign>({node});
    auto name = tree.dyn<ast::Name>(augmented ? augmented->target() : NodeId{node});
    if (name && (augmented || name->ctx() == ast::ExprContext::Store) && instance.type({node}))
      callback(name->range(), name->id(), instance.type({node}));
  }
}

std::string joinTypes(const types::TypeTable &types, const Distinct<types::TypeId> &found) {
  llvm::SmallVector<std::string> names;
  for (types::TypeId type : found.values)
    names.push_back(typeName(types, type));
  return llvm::join(names, " or ");
}

/// Of LLVM's many words the part that a person can use.
std::string reasonInWords(llvm::StringRef message) {
  message.consume_front("loop not vectorized: ");
  message.consume_front("Cannot vectorize: ");
  if (message.contains("reorder floating-point"))
    return "the float sum keeps Python's order";
  if (message.contains("could not determine number of loop iterations"))
    return "the number of iterations is not known before it runs";
  if (message.contains("control flow"))
    return "a check or a branch may leave the loop early";
  if (message.contains("call instruction cannot be vectorized"))
    return "it calls a function";
  if (message.contains("not beneficial"))
    return "vectors would not be faster here";
  return message.split(';').first.str();
}

class Explanation {
public:
  Explanation(const typed::Module &module, const emit::Options &options) : module(&module), options(options) {}

  /// Notes of a line, in their order, each once.
  void add(uint32_t line, const std::string &note) { notes[line].add(note); }

  void addCheck(mlir::Location location, llvm::StringRef check, ir::CheckFate fate, llvm::StringRef reason) {
    auto range = location->findInstanceOf<mlir::FileLineColRange>();
    if (!range || range.getFilename() != module->path)
      return;
    std::string what = "check `" + textAt(range) + "`" + meaning(check).str();
    // Passes that run later know more; of several instances the worst is told.
    Check &found = checks[{range.getStartLine(), range.getStartColumn(), what}];
    if (fate >= found.fate)
      found = {fate, reason.str()};
  }

  void addLanes(mlir::Location location, unsigned lanes, llvm::StringRef reason) {
    auto range = location->findInstanceOf<mlir::FileLineColRange>();
    if (!range || range.getFilename() != module->path)
      return;
    Loop &loop = loops[range.getStartLine()];
    loop.lanes = std::max(loop.lanes, lanes);
    if (lanes == 0)
      loop.reasons.add("its iterations cannot run side by side: " + reason.str());
  }

  void addRemark(const llvm::DiagnosticInfoOptimizationBase &remark) {
    std::string words = remark.getMsg();
    llvm::StringRef message = words;
    llvm::DiagnosticLocation location = remark.getLocation();
    if (remark.getPassName() != "loop-vectorize" || !location.isValid() || !isOwnPath(location))
      return;
    Loop &loop = loops[loopAround(location.getLine())];
    if (message.consume_front("vectorized loop (vectorization width: "))
      message.consumeInteger(10, loop.width);
    // The strips of a long loop, and every loop around another.
    else if (!message.contains("innermost") && remark.getKind() != llvm::DK_OptimizationRemarkMissed)
      loop.reasons.add(reasonInWords(message));
  }

  void addTypes(const typed::Program &program) {
    std::map<uint32_t, Variables> byLine;
    for (const typed::Instance &instance : program.instances) {
      if (!isOfUser(instance, *module))
        continue;
      if (!instance.function->isTopLevel)
        add(lineOf(instance.function->node), "compiled for " + signatureOf(instance, program.types));
      addOptions(*instance.function);
      forEachAssignment(instance, [&](SourceRange range, llvm::StringRef name, types::TypeId type) {
        byLine[module->source->lineNumber(range.begin)][name].add(type);
      });
      for (const auto &[node, info] : instance.exprs)
        if (program.types.isArray(info.type) && !module->tree.is<ast::Name>({node}))
          arrayLines.insert(lineOf({node}));
    }
    for (auto &[line, variables] : byLine)
      for (auto &[name, found] : variables)
        add(line, name.str() + ": " + joinTypes(program.types, found));
  }

  /// What differs from Python because the author asked for it.
  void addOptions(const typed::Function &function) {
    uint32_t line = function.isTopLevel ? 1 : lineOf(function.node);
    if (!options.boundsChecks || !function.options.boundscheck)
      add(line, "asked for: no index is checked against the bounds");
    if (options.overflowWraps || function.options.overflowWraps)
      add(line, "asked for: an int that leaves 64 bits wraps around");
    if (typed::FastMath allowed = options.fastmath | function.options.fastmath; allowed != typed::FastMath::None)
      add(line, "asked for: fastmath, " + typed::fastMathNames(allowed));
  }

  /// Says what came of each check and each loop, and of each function whether it is compiled at all.
  void finish() {
    const ast::Tree &tree = module->tree;
    for (const auto &[key, check] : checks)
      add(std::get<0>(key), std::get<2>(key) + ": " + fateInWords(check.fate, check.reason));
    for (uint32_t i = 1; i < tree.nodeCount(); ++i) {
      if (tree.is<ast::For>({i}) || tree.is<ast::While>({i}))
        addLoop(lineOf({i}));
      if (tree.is<ast::FunctionDef>({i}) && !notes.count(lineOf({i})))
        add(lineOf({i}), "not compiled: nothing calls it");
    }
    for (auto &[line, loop] : loops)
      if (loop.width && !loop.isSaid)
        add(line, "array expression: " + widthInWords(loop.width));
  }

  void print(llvm::raw_ostream &out, bool skipsBlank) const {
    uint32_t first = 1, last = module->source->lineCount();
    while (last > 0 && module->source->line(last).trim().empty())
      --last;
    // The text of a function alone is blank above it.
    while (skipsBlank && first < last && module->source->line(first).trim().empty())
      ++first;
    for (uint32_t line = first; line <= last; ++line) {
      out << llvm::format_decimal(line, 5) << " | " << diag::escapeControl(module->source->line(line)) << "\n";
      if (auto found = notes.find(line); found != notes.end())
        for (const std::string &note : found->second.values)
          out << "            " << note << "\n";
    }
  }

private:
  using Notes = Distinct<std::string>;
  struct Check {
    ir::CheckFate fate = ir::CheckFate::Proved;
    std::string reason;
  };
  struct Loop {
    unsigned width = 0;
    /// Iterations side by side, of a loop that holds loops.
    unsigned lanes = 0;
    Notes reasons;
    bool isSaid = false;
  };
  const typed::Module *module;
  emit::Options options;
  std::map<uint32_t, Notes> notes;
  std::map<uint32_t, Loop> loops;
  /// Line, column and description -> what became of it.
  std::map<std::tuple<uint32_t, uint32_t, std::string>, Check> checks;
  /// Lines with array expressions, which are loops of their own.
  std::set<uint32_t> arrayLines;

  /// The line of the innermost loop that the line is part of; the line itself if it is a loop without `for`.
  uint32_t loopAround(uint32_t line) const {
    const ast::Tree &tree = module->tree;
    uint32_t best = line;
    NodeId innermost;
    for (uint32_t i = 1; i < tree.nodeCount(); ++i) {
      if (!tree.is<ast::For>({i}) && !tree.is<ast::While>({i}))
        continue;
      uint32_t first = lineOf({i}), last = module->source->lineNumber(tree.range({i}).end);
      bool isInside = first <= line && line <= last && (first == line || !arrayLines.count(line));
      if (isInside && (!innermost || tree.range({i}).size() < tree.range(innermost).size()))
        innermost = {i}, best = first;
    }
    return best;
  }

  bool isOwnPath(const llvm::DiagnosticLocation &location) const {
    llvm::SmallString<256> own(module->path), theirs(location.getAbsolutePath());
    llvm::sys::fs::make_absolute(own);
    llvm::sys::fs::make_absolute(theirs);
    llvm::sys::path::remove_dots(own, /*remove_dot_dot=*/true);
    llvm::sys::path::remove_dots(theirs, /*remove_dot_dot=*/true);
    return own == theirs;
  }

  uint32_t lineOf(NodeId node) const { return module->source->lineNumber(module->tree.range(node).begin); }

  std::string textAt(mlir::FileLineColRange range) const {
    const support::SourceBuffer &source = *module->source;
    uint32_t begin = source.lineStart(range.getStartLine()) + range.getStartColumn() - 1;
    uint32_t end = source.lineStart(range.getEndLine()) + range.getEndColumn() - 1;
    llvm::StringRef text = source.text().slice(begin, end);
    return diag::escapeControl(text.split('\n').first);
  }

  static llvm::StringRef meaning(llvm::StringRef check) {
    if (check == "check_index")
      return " (index)";
    if (check == "add" || check == "sub" || check == "mul" || check == "neg" || check == "abs" || check == "shl")
      return " (overflow)";
    return "";
  }

  static std::string fateInWords(ir::CheckFate fate, llvm::StringRef reason) {
    switch (fate) {
    case ir::CheckFate::Proved:
      return reason.empty() ? "proved, gone" : ("proved, gone: " + reason).str();
    case ir::CheckFate::SignProved:
      return "only the upper bound is compared";
    case ir::CheckFate::Versioned:
      return ("out of the loop: " + reason).str();
    case ir::CheckFate::Kept:
      return ("kept: " + reason).str();
    }
    llvm_unreachable("all fates are listed");
  }

  static std::string widthInWords(unsigned width) {
    return width > 1 ? "vectors of " + std::to_string(width) + " elements" : "interleaved, no vectors";
  }

  /// Whether a loop around this line runs its iterations side by side, which makes all inside of it vectors.
  bool isInLanes(uint32_t line) const {
    const ast::Tree &tree = module->tree;
    for (uint32_t i = 1; i < tree.nodeCount(); ++i) {
      if (!tree.is<ast::For>({i}))
        continue;
      auto found = loops.find(lineOf({i}));
      uint32_t last = module->source->lineNumber(tree.range({i}).end);
      if (found != loops.end() && found->second.lanes && found->first < line && line <= last)
        return true;
    }
    return false;
  }

  void addLoop(uint32_t line) {
    if (isInLanes(line))
      return add(line, "loop: in the vectors of the loop around it");
    auto found = loops.find(line);
    if (found == loops.end())
      return add(line, "loop: nothing to vectorise (it holds other loops, or it was unrolled or removed)");
    Loop &loop = found->second;
    loop.isSaid = true;
    if (loop.lanes)
      add(line, "loop: " + std::to_string(loop.lanes) + " iterations side by side, in vectors");
    else if (loop.width)
      add(line, "loop: " + widthInWords(loop.width));
    else if (loop.reasons.values.empty())
      add(line, "loop: not vectorised, it holds another loop");
    else
      add(line, "loop: not vectorised: " + llvm::join(loop.reasons.values, "; "));
  }
};

/// Hears what the vectoriser says.
struct RemarkHandler : llvm::DiagnosticHandler {
  explicit RemarkHandler(Explanation &explanation) : explanation(explanation) {}
  Explanation &explanation;

  bool handleDiagnostics(const llvm::DiagnosticInfo &info) override {
    if (auto *remark = llvm::dyn_cast<llvm::DiagnosticInfoOptimizationBase>(&info))
      explanation.addRemark(*remark);
    return true;
  }
  bool isAnalysisRemarkEnabled(llvm::StringRef pass) const override { return pass == "loop-vectorize"; }
  bool isMissedOptRemarkEnabled(llvm::StringRef pass) const override { return pass == "loop-vectorize"; }
  bool isPassedOptRemarkEnabled(llvm::StringRef pass) const override { return pass == "loop-vectorize"; }
  bool isAnyRemarkEnabled() const override { return true; }
};

} // namespace

void printTypes(llvm::raw_ostream &out, Compilation &compilation) {
  const typed::Program &program = compilation.typedProgram();
  for (const typed::Instance &instance : program.instances) {
    if (!isOfUser(instance, compilation.mainModule()))
      continue;
    out << instance.function->name << (instance.function->isTopLevel ? "" : signatureOf(instance, program.types))
        << "\n";
    Variables variables;
    forEachAssignment(instance,
                      [&](SourceRange, llvm::StringRef name, types::TypeId type) { variables[name].add(type); });
    for (auto &[name, found] : variables)
      out << "    " << name << ": " << joinTypes(program.types, found) << "\n";
  }
}

std::string explainModule(const typed::Module &module, const typed::Program &program, const emit::Options &options,
                          Backend &backend, std::string &error) {
  Explanation explanation(module, options);
  ir::ExplainSink sink;
  sink.check = [&](mlir::Location location, llvm::StringRef check, ir::CheckFate fate, llvm::StringRef reason) {
    explanation.addCheck(location, check, fate, reason);
  };
  sink.lanes = [&](mlir::Location location, unsigned lanes, llvm::StringRef reason) {
    explanation.addLanes(location, lanes, reason);
  };
  backend.listen(sink, std::make_unique<RemarkHandler>(explanation));
  explanation.addTypes(program);
  if (!backend.llvmModule(error) || !backend.optimize(error))
    return "";
  explanation.finish();
  std::string text;
  llvm::raw_string_ostream out(text);
  explanation.print(out, /*skipsBlank=*/&module != program.main);
  return text;
}

int explain(const Arguments &arguments) {
  if (arguments.files.size() != 1)
    return usageError("explain: one file is needed");
  const std::string &file = arguments.files[0];
  bool isWhole = arguments.function.empty();
  Compilation compilation(arguments.options);
  if (int failed = prepare(compilation, file, isWhole ? "__main__" : moduleNameOf(file)))
    return failed;
  if (!isWhole) {
    typed::Instance *instance = compilation.instantiate(arguments.function);
    compilation.printDiagnostics();
    if (!instance)
      return 1;
    compilation.setEntries({{instance->function->name, instance}});
  }
  std::string error;
  std::string text = explainModule(compilation.mainModule(), compilation.typedProgram(), arguments.options.emit,
                                   compilation.backend(), error);
  return error.empty() ? writeOutput(text, arguments.output) : internalError(error);
}

} // namespace amaru::driver
