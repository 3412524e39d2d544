// The command line of `amaru parse`: reads each file, parses it, prints what was asked for. Files are parsed by several
// threads; what they print comes in the order in which the files were named.
#include "parser/ParseCommand.h"

#include "lang/ast/Printer.h"
#include "parser/Parser.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/thread.h"

#include <algorithm>
#include <condition_variable>
#include <ctime>
#include <mutex>

namespace amaru::parser {

namespace {

struct CommandLine {
  bool dump = false, json = false, quiet = false, stats = false, jsonErrors = false;
  unsigned threads = std::max(1u, llvm::thread::hardware_concurrency());
  std::vector<std::string> files;
  /// Several files, or a list of files: each tree in JSON is wrapped with the file's name.
  bool isBatch = false;
};

enum ExitCode { Right = 0, Wrong = 1, Unusable = 2 };

constexpr llvm::StringLiteral usage = "FILE|@LIST... [--dump | --json] [--quiet] [--stats] [--threads=N] "
                                      "[--error-format=text|json]\n";

/// The files that a text names, one a line.
bool readList(llvm::StringRef path, CommandLine &out) {
  auto buffer = llvm::MemoryBuffer::getFileOrSTDIN(path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!buffer) {
    llvm::errs() << "cannot read the list `" << diag::escapeControl(path) << "`: " << buffer.getError().message()
                 << '\n';
    return false;
  }
  llvm::SmallVector<llvm::StringRef> lines;
  (*buffer)->getBuffer().split(lines, '\n', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  for (llvm::StringRef line : lines)
    out.files.push_back(line.rtrim('\r').str());
  return true;
}

bool readCommandLine(int argc, char **argv, CommandLine &out) {
  for (int i = 1; i < argc; ++i) {
    llvm::StringRef arg = argv[i];
    if (arg.size() > 1 && arg.starts_with("@")) {
      out.isBatch = true;
      if (!readList(arg.drop_front(), out))
        return false;
    } else if (!arg.starts_with("-") || arg == "-") {
      out.files.push_back(arg.str());
    } else if (arg == "--dump") {
      out.dump = true;
    } else if (arg == "--json") {
      out.json = true;
    } else if (arg == "--quiet") {
      out.quiet = true;
    } else if (arg == "--stats") {
      out.stats = true;
    } else if (arg == "--error-format=json") {
      out.jsonErrors = true;
    } else if (arg.consume_front("--threads=")) {
      if (arg.getAsInteger(10, out.threads) || out.threads == 0) {
        llvm::errs() << argv[0] << ": --threads needs a number of at least 1\n";
        return false;
      }
    } else if (arg != "--error-format=text") {
      llvm::errs() << argv[0] << ": unknown option `" << diag::escapeControl(arg) << "`\n";
      return false;
    }
  }
  out.isBatch |= out.files.size() > 1;
  if (out.files.empty())
    llvm::errs() << "usage: " << argv[0] << ' ' << usage;
  return !out.files.empty();
}

/// The bytes of a file; none after a message.
std::optional<std::string> load(llvm::StringRef path, diag::Engine &diagnostics) {
  llvm::sys::fs::file_status status;
  bool isStdin = path == "-";
  auto error = isStdin ? std::error_code() : llvm::sys::fs::status(path, status);
  if (!error && !isStdin && llvm::sys::fs::is_directory(status))
    error = std::make_error_code(std::errc::is_a_directory);
  if (error) {
    diagnostics.report(diag::Id::CannotRead).arg(path).arg(error.message());
    return std::nullopt;
  }
  if (!isStdin && status.getSize() > support::SourceManager::maxBytes) {
    diagnostics.report(diag::Id::FileTooLarge).arg(path);
    return std::nullopt;
  }
  auto buffer = llvm::MemoryBuffer::getFileOrSTDIN(path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!buffer) {
    diagnostics.report(diag::Id::CannotRead).arg(path).arg(buffer.getError().message());
    return std::nullopt;
  }
  return (*buffer)->getBuffer().str();
}

/// What parsing cost: time is that of the processor, so that a busy machine does not count, and begins with the bytes
/// of the file in memory.
struct Stats {
  uint64_t files = 0, bytes = 0, nodes = 0, treeBytes = 0;
  double seconds = 0;

  void add(const Stats &other) {
    files += other.files, bytes += other.bytes, nodes += other.nodes, treeBytes += other.treeBytes;
    seconds += other.seconds;
  }
  void print(llvm::raw_ostream &out) const {
    out << llvm::format("%llu files, %llu bytes, %llu nodes, %.1f bytes of tree per byte, %.2f ms, %.1f MB/s\n",
                        static_cast<unsigned long long>(files), static_cast<unsigned long long>(bytes),
                        static_cast<unsigned long long>(nodes), double(treeBytes) / std::max<uint64_t>(1, bytes),
                        seconds * 1e3, bytes / std::max(seconds, 1e-9) / 1e6);
  }
};

double threadSeconds() {
  timespec time;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec + time.tv_nsec * 1e-9;
}

/// What came of a file.
struct Outcome {
  ExitCode exit = Right;
  Stats stats;
};

void printTree(llvm::raw_ostream &out, llvm::StringRef path, const CommandLine &command, const ast::Tree &tree,
               const support::SourceBuffer &source) {
  if (command.json)
    ast::printJson(out, tree, source);
  else if (command.dump)
    ast::printDump(out, tree);
  else if (!command.quiet)
    out << diag::escapeControl(path) << ": ok\n";
}

Outcome parseFile(llvm::StringRef path, const CommandLine &command, llvm::raw_ostream &out, llvm::raw_ostream &err) {
  support::SourceManager sources;
  diag::Engine diagnostics(sources);
  const support::SourceBuffer *source = nullptr;
  std::optional<ast::Tree> tree;
  Outcome outcome;
  if (auto bytes = load(path, diagnostics)) {
    double start = threadSeconds();
    source = readSource(sources, path == "-" ? "<stdin>" : path.str(), std::move(*bytes), diagnostics);
    if (source) {
      tree = parse(*source, diagnostics, {/*supersetSyntax=*/path.ends_with(".amaru")});
      outcome.stats = {1, source->size(), tree->nodeCount(), tree->bytes(), threadSeconds() - start};
    }
  }
  command.jsonErrors ? diag::renderJson(err, diagnostics) : diag::renderText(err, diagnostics);
  outcome.exit = !source ? Unusable : diagnostics.hasErrors() ? Wrong : Right;
  // The line of one of several files: its name, its exit code, and its tree.
  bool isWrapped = command.json && command.isBatch;
  if (isWrapped)
    out << "{\"file\":" << llvm::json::Value(llvm::json::fixUTF8(path)) << ",\"exit\":" << outcome.exit << ",\"tree\":";
  if (outcome.exit == Right)
    printTree(out, path, command, *tree, *source);
  else if (isWrapped)
    out << "null";
  if (isWrapped)
    out << '}';
  if (command.json && (isWrapped || outcome.exit == Right))
    out << '\n';
  return outcome;
}

/// Parses the files by several threads and prints in order. A thread waits when it is far ahead of what was printed, so
/// that memory stays bounded. A thread that is alone prints as it goes: the text of a tree may be much larger than it.
class Batch {
public:
  explicit Batch(const CommandLine &command) : command(command), pages(command.files.size()) {}

  ExitCode run() {
    // Rules nest deeply, each on a piece of the stack.
    constexpr std::optional<unsigned> stackBytes = 64 << 20;
    std::vector<llvm::thread> workers;
    if (size_t count = std::min<size_t>(command.threads, pages.size()); count == 1)
      workers.emplace_back(stackBytes, [this] { workAlone(); });
    else
      for (size_t i = 0; i < count; ++i)
        workers.emplace_back(stackBytes, [this] { work(); });
    if (workers.size() > 1)
      while (printed < pages.size())
        print(take());
    for (llvm::thread &worker : workers)
      worker.join();
    if (command.stats)
      total.print(llvm::outs());
    return worst;
  }

private:
  /// What a file has printed, until it is its turn.
  struct Page {
    bool isReady = false;
    Outcome outcome;
    std::string out, err;
  };

  void workAlone() {
    for (const std::string &file : command.files) {
      std::string errors;
      llvm::raw_string_ostream err(errors);
      count(parseFile(file, command, llvm::outs(), err));
      llvm::outs().flush();
      llvm::errs() << errors;
    }
  }

  void work() {
    constexpr size_t maxAhead = 64;
    std::unique_lock lock(mutex);
    while (true) {
      changed.wait(lock, [&] { return next >= pages.size() || next < printed + maxAhead; });
      if (next >= pages.size())
        return;
      size_t index = next++;
      lock.unlock();
      Page page{/*isReady=*/true};
      llvm::raw_string_ostream out(page.out), err(page.err);
      page.outcome = parseFile(command.files[index], command, out, err);
      lock.lock();
      pages[index] = std::move(page);
      changed.notify_all();
    }
  }

  /// The page that is printed next, when it is there.
  Page take() {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return pages[printed].isReady; });
    changed.notify_all();
    return std::move(pages[printed++]);
  }

  void print(const Page &page) {
    llvm::outs() << page.out;
    llvm::outs().flush();
    llvm::errs() << page.err;
    count(page.outcome);
  }

  void count(const Outcome &outcome) {
    worst = std::max(worst, outcome.exit);
    total.add(outcome.stats);
  }

  const CommandLine &command;
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<Page> pages;
  size_t next = 0, printed = 0;
  ExitCode worst = Right;
  Stats total;
};

} // namespace

int parseMain(int argc, char **argv) {
  CommandLine command;
  return readCommandLine(argc, argv, command) ? Batch(command).run() : Unusable;
}

} // namespace amaru::parser
