// Ctrl-C. The handler only sets a flag, which long loops look at; whoever handled the signal before us is called next.
#include "runtime/cpu/Interrupt.h"

#include "runtime/cpu/Error.h"

#include <csignal>

volatile int32_t amaru_rt_interrupted = 0;

namespace {

struct sigaction previousAction;
bool installed = false;

void handleInterrupt(int signalNumber, siginfo_t *info, void *context) {
  int32_t before = __atomic_fetch_or(&amaru_rt_interrupted, amaru::rt::interruptBit, __ATOMIC_RELAXED);
  if (previousAction.sa_flags & SA_SIGINFO) {
    previousAction.sa_sigaction(signalNumber, info, context);
  } else if (previousAction.sa_handler != SIG_DFL && previousAction.sa_handler != SIG_IGN) {
    previousAction.sa_handler(signalNumber);
  } else if (before & amaru::rt::interruptBit) {
    // Nobody has looked at the flag since the last Ctrl-C: the program is stuck, so end it as if we were not here.
    signal(SIGINT, SIG_DFL);
    raise(SIGINT);
  }
}

} // namespace

extern "C" {

void amaru_rt_install_sigint(void) {
  struct sigaction current;
  sigaction(SIGINT, nullptr, &current);
  // An ignored Ctrl-C (as under nohup) stays ignored.
  bool isIgnored = !(current.sa_flags & SA_SIGINFO) && current.sa_handler == SIG_IGN;
  bool isOurs = (current.sa_flags & SA_SIGINFO) && current.sa_sigaction == handleInterrupt;
  if (isIgnored || isOurs)
    return;
  previousAction = current;
  struct sigaction action = {};
  action.sa_sigaction = handleInterrupt;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  installed = sigaction(SIGINT, &action, nullptr) == 0;
}

void amaru_rt_uninstall_sigint(void) {
  if (installed)
    sigaction(SIGINT, &previousAction, nullptr);
  installed = false;
}

bool amaru_rt_poll(void) {
  int32_t flag = __atomic_load_n(&amaru_rt_interrupted, __ATOMIC_RELAXED);
  if (flag & amaru::rt::interruptBit) {
    if (!amaru::rt::inParallel())
      __atomic_fetch_and(&amaru_rt_interrupted, ~amaru::rt::interruptBit, __ATOMIC_RELAXED);
    return amaru::rt::raiseError("KeyboardInterrupt", {});
  }
  return flag && amaru::rt::pollParallel();
}

} // extern "C"
