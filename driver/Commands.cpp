// The command line: options, help, and which command is meant.
#include "driver/Commands.h"
#include "driver/Gpu.h"

#include "launch/Launch.h"
#include "parser/ParseCommand.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/TargetParser/X86TargetParser.h"
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace amaru::driver {

namespace {

constexpr const char *helpText = R"(usage: amaru COMMAND [OPTIONS] …

  run FILE [ARGS…]               compile (or take from the cache) and run FILE as __main__
  build FILE -o OUT [--emit=K]   write an executable; K: exe, shared, static, object, header, llvm, asm, ptx
  check FILE…                    parse and type-check; all errors, nothing runs; - for stdin
  explain FILE                   types, checks and vector widths, line by line
  emit --stage=S FILE            show a stage; S: ast, types, amaru, loops, llvm, asm, ptx
  parse FILE… [--dump|--json]    syntax only
  repl                           interactive
  cache [stats|clear|path]       what is kept of compiled programs
  doctor                         versions, paths, and what of this machine is used
  --version, --help

options:
  --function='f(f64[:,:], int)'  emit, explain: one function, for these types
  --overflow=raise|wrap          what an int does that leaves 64 bits
  --unchecked                    no bounds checks
  --fastmath[=FLAGS]             what floats may do: fast (all), reassoc, nnan, ninf, nsz, arcp, contract, afn
  -O0 -O1 -O2 -O3                how much LLVM optimises; -O1 is the default
  --cpu=NAME                     compile for another CPU than this one
  --target=cpu|gpu|gpu-sim|sm_90 run: kernels on a GPU, or on the CPU as they would run there; build, emit: PTX
  --threads=N                    run, repl, parse: how many threads; without it one per core
  --stdin-filename=PATH          check -: the file that the text on stdin belongs to
  --error-format=text|json
)";

constexpr const char *planned[] = {"lsp"};

bool readLevel(llvm::StringRef option, target::Optimization &level) {
  using enum target::Optimization;
  constexpr target::Optimization levels[] = {None, Trimmed, O2, O3};
  if (option.size() != 3 || !option.starts_with("-O") || option[2] < '0' || option[2] > '3')
    return false;
  level = levels[option[2] - '0'];
  return true;
}

std::string readCpu(llvm::StringRef name, Options &options) {
  options.target.cpu = name.str();
#if defined(__x86_64__)
  // Asked of the table: a target machine would complain to stderr by itself.
  if (name != "native" && llvm::X86::parseArchX86(name) == llvm::X86::CK_None)
    return ("unknown CPU `" + name + "`").str();
#endif
  return "";
}

std::string readFastmath(llvm::StringRef names, Options &options) {
  std::optional<typed::FastMath> flags = typed::readFastMath(names);
  if (!flags)
    return ("--fastmath: `" + names + "` names no flags; there are fast, reassoc, nnan, ninf, nsz, arcp, contract, afn")
        .str();
  options.emit.fastmath = *flags;
  return "";
}

std::string readThreads(llvm::StringRef text, Arguments &arguments) {
  std::optional<int64_t> count = launch::readThreads(text.str().c_str());
  arguments.threads = count.value_or(0);
  return count ? "" : "--threads needs a number of at least 1";
}

/// Answers what is wrong with the option; empty when nothing is.
std::string readOption(llvm::StringRef option, Arguments &arguments) {
  auto [name, value] = option.split('=');
  Options &options = arguments.options;
  if (name == "--overflow" && (value == "raise" || value == "wrap"))
    options.emit.overflowWraps = value == "wrap";
  else if (option == "--unchecked")
    options.emit.boundsChecks = false;
  else if (name == "--fastmath")
    return readFastmath(option == name ? "fast" : value, options);
  else if (name == "--cpu" && !value.empty())
    return readCpu(value, options);
  else if (name == "--error-format" && (value == "text" || value == "json"))
    options.jsonErrors = value == "json";
  else if (name == "--stage")
    arguments.stage = value.str();
  else if (name == "--function" && !value.empty())
    arguments.function = value.str();
  else if (name == "--stdin-filename" && !value.empty())
    arguments.stdinName = value.str();
  else if (name == "--emit")
    arguments.emitKind = value.str();
  else if (name == "--threads")
    return readThreads(value, arguments);
  else if (name == "--target" && (value == "cpu" || value == "gpu" || value == "gpu-sim" || value.starts_with("sm_")))
    arguments.target = value.str();
  else if (name == "--target" || name == "--html")
    return (name + " is not in this version").str();
  else if (!readLevel(option, options.target.optimization))
    return ("unknown option " + option).str();
  return "";
}

int dispatch(llvm::StringRef name, const Arguments &arguments) {
  using Command = int (*)(const Arguments &);
  constexpr std::pair<llvm::StringLiteral, Command> commands[] = {
      {"build", build}, {"cache", cache}, {"check", check}, {"doctor", doctor}, {"emit", emit}, {"explain", explain},
  };
  if ((name == "build" || name == "emit") && arguments.error.empty() && isForGpu(arguments))
    return onCompilerThread([&] { return emitPtx(arguments); });
  if (arguments.error.empty() && arguments.target != "cpu")
    return usageError(name.str() + " --target=" + arguments.target + " is not in this version");
  if (arguments.error.empty() && arguments.threads != 0)
    return usageError(name.str() + " uses no threads: --threads is for run, repl and parse");
  for (auto [known, command] : commands)
    if (name == known)
      return arguments.error.empty() ? onCompilerThread([&, run = command] { return run(arguments); })
                                     : usageError(arguments.error);
  return usageError(("unknown command " + name).str());
}

int command(int argc, char **argv) {
  llvm::StringRef name = argc > 1 ? argv[1] : "--help";
  rememberCommandLine(argc, argv);
  if (name == "run")
    return isRunOnGpu(argc, argv) ? runOnGpu(argc, argv) : run(argc, argv);
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
  llvm::SmallVector<llvm::StringRef> words(argv + std::min(argc, 2), argv + argc);
  Arguments arguments = readArguments(words);
  if (name == "repl")
    return arguments.error.empty() ? repl(arguments) : usageError(arguments.error);
  return dispatch(name, arguments);
}

} // namespace

Arguments readArguments(llvm::ArrayRef<llvm::StringRef> words) {
  Arguments arguments;
  for (size_t i = 0; i < words.size() && arguments.error.empty(); ++i) {
    llvm::StringRef word = words[i];
    if ((word == "-o" || word == "--function") && i + 1 < words.size())
      (word == "-o" ? arguments.output : arguments.function) = words[++i].str();
    else if (word.starts_with("-") && word.size() > 1)
      arguments.error = readOption(word, arguments);
    else
      arguments.files.push_back(word.str());
  }
  return arguments;
}

int usageError(const std::string &text) {
  llvm::errs() << "amaru: " << text << "\ntry `amaru --help`\n";
  return 2;
}

int failure(const std::string &text) {
  llvm::errs() << "amaru: " << text << "\n";
  return 1;
}

bool canOpen(const std::string &file) {
  int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat status;
  int error = descriptor < 0 ? errno : fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode) ? EISDIR : 0;
  if (descriptor >= 0)
    close(descriptor);
  if (error == 0)
    return true;
  llvm::SmallString<256> path(file);
  llvm::sys::path::native(path);
  if (!llvm::sys::path::is_absolute(path))
    llvm::sys::fs::make_absolute(path);
  llvm::errs() << "amaru: can't open file '" << diag::escapeControl(path) << "': [Errno " << error << "] "
               << std::strerror(error) << "\n";
  return false;
}

int prepare(Compilation &compilation, const std::string &file, llvm::StringRef moduleName) {
  if (!canOpen(file))
    return 2;
  bool good = compilation.parse(file, moduleName) && compilation.check();
  compilation.printDiagnostics();
  return good ? 0 : 1;
}

std::string moduleNameOf(llvm::StringRef file) { return llvm::sys::path::stem(file).str(); }

int writeOutput(llvm::StringRef bytes, const std::string &path) {
  if (path.empty() || path == "-") {
    llvm::outs() << bytes;
    return 0;
  }
  std::error_code failed;
  llvm::raw_fd_ostream out(path, failed);
  if (!failed) {
    out << bytes;
    out.close();
    failed = out.error();
    out.clear_error();
  }
  return failed ? failure("cannot write " + path + ": " + failed.message()) : 0;
}

} // namespace amaru::driver

extern "C" __attribute__((visibility("default"))) int amaru_compiler_main(int argc, char **argv) {
  return amaru::driver::command(argc, argv);
}
