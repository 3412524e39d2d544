// The compiler's thread, and what happens when the compiler itself fails on it: the user reads one message and finds a
// file that shows the fault; never a stack trace, never a signal.
#include "driver/Commands.h"

#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Signals.h"
#include "llvm/Support/raw_ostream.h"
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <unistd.h>

namespace amaru::driver {

namespace {

std::vector<std::string> commandLine;
/// Of fixed size: it is written when memory may have run out.
char reason[512] = "the compiler crashed";

[[noreturn]] void giveUp(const char *text) {
  std::snprintf(reason, sizeof(reason), "%s", text);
  // The recovery context takes it from here.
  std::abort();
}

void installHandlers() {
  llvm::install_fatal_error_handler([](void *, const char *text, bool) { giveUp(text); });
  llvm::install_bad_alloc_error_handler([](void *, const char *, bool) { giveUp("out of memory"); });
  std::set_new_handler([] { giveUp("out of memory"); });
  llvm::CrashRecoveryContext::Enable();
  // A stack that is used up can only be noticed on another one.
  struct sigaction action;
  sigaction(SIGSEGV, nullptr, &action);
  action.sa_flags |= SA_ONSTACK;
  sigaction(SIGSEGV, &action, nullptr);
}

void removeHandlers() {
  llvm::CrashRecoveryContext::Disable();
  llvm::remove_fatal_error_handler();
  llvm::remove_bad_alloc_error_handler();
  std::set_new_handler(nullptr);
  // The linker made LLVM catch SIGINT and others; the program that runs next wants them as they were.
  llvm::sys::unregisterHandlers();
}

void useSignalStack() {
  static char memory[64 << 10];
  stack_t stack{};
  stack.ss_sp = memory;
  stack.ss_size = sizeof(memory);
  sigaltstack(&stack, nullptr);
}

int overflowStack(int depth) {
  volatile char frame[4096];
  frame[0] = char(depth);
  return depth < 0 ? 0 : overflowStack(depth + 1) + frame[0];
}

/// Faults on request, for the tests of this file: $AMARU_CRASH names the kind.
void crashOnRequest() {
  llvm::StringRef kind = std::getenv("AMARU_CRASH") ? std::getenv("AMARU_CRASH") : "";
  if (kind == "abort")
    std::abort();
  if (kind == "fatal")
    llvm::report_fatal_error("a fatal error on request", /*gen_crash_diag=*/false);
  if (kind == "memory")
    llvm::report_bad_alloc_error("on request");
  if (kind == "stack")
    overflowStack(0);
}

/// A program that shows the fault, with the command line above it; empty if it cannot be written.
std::string writeReproducer(llvm::StringRef text) {
  llvm::SmallString<128> path;
  int descriptor;
  if (llvm::sys::fs::createTemporaryFile("amaru-crash", "py", descriptor, path))
    return "";
  llvm::raw_fd_ostream out(descriptor, /*shouldClose=*/true);
  out << "# amaru " << version << ": " << diag::escapeControl(text) << "\n#";
  for (const std::string &word : commandLine)
    out << " " << diag::escapeControl(word);
  out << "\n";
  for (const std::string &word : llvm::drop_begin(commandLine))
    if (auto source = llvm::MemoryBuffer::getFile(word); source && !llvm::StringRef(word).starts_with("-")) {
      out << (*source)->getBuffer();
      break;
    }
  return path.str().str();
}

} // namespace

void rememberCommandLine(int argc, char **argv) {
  commandLine.assign(argv, argv + argc);
  if (!commandLine.empty())
    commandLine[0] = "amaru";
}

int internalError(const std::string &text) {
  std::string path = writeReproducer(text);
  llvm::errs() << "amaru: internal compiler error: " << diag::escapeControl(text)
               << "\nthis is a fault of Amaru, not of your program; please report it";
  if (!path.empty())
    llvm::errs() << " with the file " << path;
  llvm::errs() << "\n";
  return 70;
}

int onCompilerThread(llvm::function_ref<int()> step) {
  constexpr unsigned stackBytes = 512u << 20;
  int result = 70;
  installHandlers();
  llvm::CrashRecoveryContext recovery;
  bool survived = recovery.RunSafelyOnThread(
      [&] {
        useSignalStack();
        crashOnRequest();
        result = step();
      },
      stackBytes);
  removeHandlers();
  if (survived)
    return result;
  internalError(reason);
  // Nothing that the compiler left behind can be trusted to be torn down.
  llvm::outs().flush();
  _exit(70);
}

} // namespace amaru::driver
