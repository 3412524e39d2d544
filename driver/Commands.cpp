// The command line: what `amaru` does once the compiler is loaded.
//
// Exit codes: the program's own for `run`; 1 for errors in the input; 2 for wrong usage; 70 for a fault of the compiler.
#include "driver/Compilation.h"
#include "launch/Launch.h"
#include "parser/ParseCommand.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/thread.h"
#include <climits>
#include <cstring>
#include <sys/mman.h>
#include <unistd.h>

namespace amaru::driver {

namespace {

constexpr const char *version = "0.1.0";

constexpr const char *helpText = R"(usage: amaru COMMAND [OPTIONS] …

  run FILE [ARGS…]               compile (or take from the cache) and run FILE as __main__
  check FILE…                    parse and type-check; all errors, nothing runs
  parse FILE… [--dump|--json]    syntax only
  emit --stage=S FILE            show a stage: ast, amaru, loops, llvm, asm
  build FILE -o OUT [--emit=K]   write machine code: object, shared, llvm, asm
  --version, --help

options: --overflow=raise|wrap  --unchecked  -O0…-O3  --cpu=NAME  --error-format=text|json
)";

constexpr const char *planned[] = {"explain", "repl", "cache", "doctor", "lsp"};

/// A command line taken apart.
struct Arguments {
  std::vector<std::string> files;
  std::string stage, output, emitKind = "shared";
  Options options;
  std::string error;
};

bool readOption(llvm::StringRef option, Arguments &arguments) {
  auto [name, value] = option.split('=');
  Options &options = arguments.options;
  if (name == "--overflow" && (value == "raise" || value == "wrap"))
    options.emit.overflowWraps = value == "wrap";
  else if (option == "--unchecked")
    options.emit.boundsChecks = false;
  else if (name == "--cpu" && !value.empty())
    options.target.cpu = value.str();
  else if (name == "--error-format" && (value == "text" || value == "json"))
    options.jsonErrors = value == "json";
  else if (name == "--stage")
    arguments.stage = value.str();
  else if (name == "--emit")
    arguments.emitKind = value.str();
  else if (option == "-O0")
    options.target.optimization = target::Optimization::None;
  else if (option == "-O1")
    options.target.optimization = target::Optimization::Trimmed;
  else if (option == "-O2")
    options.target.optimization = target::Optimization::O2;
  else if (option == "-O3")
    options.target.optimization = target::Optimization::O3;
  else if (name == "--target" && value == "cpu")
    return true;
  else if (name == "--target" || name == "--threads" || name == "--fastmath")
    arguments.error = (name + " is not in this version").str();
  else
    arguments.error = ("unknown option " + option).str();
  return arguments.error.empty();
}

Arguments readArguments(int argc, char **argv) {
  Arguments arguments;
  for (int i = 2; i < argc; ++i) {
    llvm::StringRef word = argv[i];
    if (word == "-o" && i + 1 < argc)
      arguments.output = argv[++i];
    else if (word.starts_with("-") && word.size() > 1) {
      if (!readOption(word, arguments))
        return arguments;
    } else
      arguments.files.push_back(word.str());
  }
  return arguments;
}

int usageError(const std::string &text) {
  llvm::errs() << "amaru: " << text << "\ntry `amaru --help`\n";
  return 2;
}

int internalError(const std::string &text) {
  llvm::errs() << "amaru: internal compiler error: " << text
               << "\nthis is a fault of Amaru, not of your program; please report it with the program\n";
  return 70;
}

/// Parses and checks; prints what was found.
bool prepare(Compilation &compilation, const std::string &file) {
  bool good = compilation.parse(file) && compilation.check();
  compilation.printDiagnostics();
  return good;
}

//===- run ------------------------------------------------------------------------------------------------------===//

/// The object in a file of its own that nobody else sees, for when the cache cannot be written.
int anonymousObject(llvm::StringRef bytes) {
  int descriptor = memfd_create("amaru", MFD_CLOEXEC);
  for (size_t done = 0; descriptor >= 0 && done < bytes.size();) {
    ssize_t written = write(descriptor, bytes.data() + done, bytes.size() - done);
    if (written <= 0)
      return -1;
    done += size_t(written);
  }
  return descriptor;
}

/// Links an object into the bytes of a shared object.
std::unique_ptr<llvm::MemoryBuffer> link(llvm::ArrayRef<char> object, std::string &error) {
  llvm::SmallString<128> path;
  if (std::error_code failed = llvm::sys::fs::createTemporaryFile("amaru", "so", path)) {
    error = failed.message();
    return nullptr;
  }
  bool linked = target::linkShared(object, path, error);
  auto buffer = llvm::MemoryBuffer::getFile(path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  llvm::sys::fs::remove(path);
  if (!linked || !buffer)
    return nullptr;
  // The mapping outlives the name.
  return std::move(*buffer);
}

struct Built {
  int exitCode = 0;
  int object = -1;
};

Built build(const launch::RunRequest &request, Options options) {
  Compilation compilation(std::move(options));
  if (!prepare(compilation, request.file))
    return {1, -1};
  llvm::SmallVector<char, 0> object;
  std::string error;
  if (!compilation.compile(target::OutputKind::Object, object, error))
    return {internalError(error), -1};
  auto shared = link(object, error);
  if (!shared)
    return {internalError(error), -1};
  char directory[PATH_MAX];
  launch::Key key{"run", request.file, getcwd(directory, sizeof(directory)) ? directory : "", request.options};
  if (!launch::publish(key, compilation.inputs(), shared->getBufferStart(), shared->getBufferSize(), error))
    llvm::errs() << "amaru: warning: the compiled program is not kept: " << error << "\n";
  return {0, anonymousObject(shared->getBuffer())};
}

/// Runs a step of the compiler on a thread with a large stack: programs may nest deeply.
template <typename Step> void onLargeStack(Step step) {
  constexpr unsigned stackBytes = 512u << 20;
  llvm::thread worker(std::optional<unsigned>(stackBytes), step);
  worker.join();
}

int run(int argc, char **argv) {
  launch::RunRequest request;
  if (!launch::parseRun(argc, argv, request))
    return usageError("run: which file?");
  Arguments arguments;
  llvm::SmallVector<llvm::StringRef> words;
  llvm::StringRef(request.options).split(words, '\n', -1, /*KeepEmpty=*/false);
  for (llvm::StringRef word : words)
    if (!readOption(word, arguments))
      return usageError(arguments.error);
  Built built;
  onLargeStack([&] { built = build(request, arguments.options); });
  if (built.exitCode)
    return built.exitCode;
  if (built.object < 0)
    return internalError("the compiled program cannot be kept in memory");
  return launch::runObject(built.object, int(request.argv.size()) - 1, request.argv.data());
}

//===- check, emit, build -----------------------------------------------------------------------------------------===//

int check(const Arguments &arguments) {
  if (arguments.files.empty())
    return usageError("check: which file?");
  bool good = true;
  for (const std::string &file : arguments.files) {
    Compilation compilation(arguments.options);
    good &= prepare(compilation, file);
  }
  return good ? 0 : 1;
}

int write(llvm::StringRef bytes, const std::string &path) {
  if (path.empty() || path == "-") {
    llvm::outs() << bytes;
    return 0;
  }
  std::error_code failed;
  llvm::raw_fd_ostream out(path, failed);
  if (failed) {
    llvm::errs() << "amaru: cannot write " << path << ": " << failed.message() << "\n";
    return 1;
  }
  out << bytes;
  return 0;
}

int emit(const Arguments &arguments) {
  if (arguments.files.size() != 1)
    return usageError("emit: one file is needed");
  const std::string &stage = arguments.stage;
  Compilation compilation(arguments.options);
  if (!prepare(compilation, arguments.files[0]))
    return 1;
  std::string text, error;
  llvm::raw_string_ostream out(text);
  if (stage == "amaru" || stage == "loops" || stage == "llvm-dialect") {
    mlir::ModuleOp module = compilation.lower(stage == "amaru"   ? codegen::CpuStage::Amaru
                                              : stage == "loops" ? codegen::CpuStage::Loops
                                                                 : codegen::CpuStage::Llvm);
    if (!module)
      return internalError("a pass failed");
    module.print(out);
  } else if (stage == "llvm") {
    llvm::Module *module = compilation.llvmModule(error);
    if (!module)
      return internalError(error);
    module->print(out, nullptr);
  } else if (stage == "asm") {
    llvm::SmallVector<char, 0> assembly;
    if (!compilation.compile(target::OutputKind::Assembly, assembly, error))
      return internalError(error);
    text.assign(assembly.begin(), assembly.end());
  } else {
    return usageError("emit: --stage is one of amaru, loops, llvm, asm");
  }
  return write(text, arguments.output);
}

int buildFile(const Arguments &arguments) {
  if (arguments.files.size() != 1 || arguments.output.empty())
    return usageError("build: one file and `-o OUT` are needed");
  const std::string &kind = arguments.emitKind;
  if (kind != "object" && kind != "shared" && kind != "asm" && kind != "llvm")
    return usageError("build: --emit=" + kind + " is not in this version");
  Compilation compilation(arguments.options);
  if (!prepare(compilation, arguments.files[0]))
    return 1;
  std::string error;
  if (kind == "llvm") {
    llvm::Module *module = compilation.llvmModule(error);
    if (!module)
      return internalError(error);
    std::string text;
    llvm::raw_string_ostream out(text);
    module->print(out, nullptr);
    return write(text, arguments.output);
  }
  llvm::SmallVector<char, 0> output;
  auto outputKind = kind == "asm" ? target::OutputKind::Assembly : target::OutputKind::Object;
  if (!compilation.compile(outputKind, output, error))
    return internalError(error);
  if (kind != "shared")
    return write({output.data(), output.size()}, arguments.output);
  if (!target::linkShared(llvm::ArrayRef<char>(output), arguments.output, error)) {
    llvm::errs() << "amaru: cannot link " << arguments.output << ": " << error << "\n";
    return 1;
  }
  return 0;
}

int command(int argc, char **argv) {
  llvm::StringRef name = argc > 1 ? argv[1] : "--help";
  if (name == "run")
    return run(argc, argv);
  if (name == "parse")
    return parser::parseMain(argc - 1, argv + 1);
  if (name == "--help" || name == "-h" || name == "help") {
    llvm::outs() << helpText;
    return argc > 1 ? 0 : 2;
  }
  if (name == "--version") {
    llvm::outs() << "amaru " << version << "\n";
    return 0;
  }
  if (llvm::is_contained(planned, name))
    return usageError((name + " is not in this version").str());
  Arguments arguments = readArguments(argc, argv);
  if (!arguments.error.empty())
    return usageError(arguments.error);
  int result = 2;
  onLargeStack([&] {
    result = name == "check"   ? check(arguments)
             : name == "emit"  ? emit(arguments)
             : name == "build" ? buildFile(arguments)
                               : usageError(("unknown command " + name).str());
  });
  return result;
}

} // namespace
} // namespace amaru::driver

extern "C" __attribute__((visibility("default"))) int amaru_compiler_main(int argc, char **argv) {
  return amaru::driver::command(argc, argv);
}
