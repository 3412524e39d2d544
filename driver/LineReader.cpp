// Editing is libedit's, which LLVM loads anyway. Its way of reading characters is replaced by one that Ctrl-C ends.
#include "driver/LineReader.h"

#include "runtime/abi/Runtime.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <cerrno>
#include <clocale>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <cwchar>
#include <histedit.h>
#include <poll.h>
#include <unistd.h>

namespace amaru::driver {

namespace {

/// Whether a read ended because of Ctrl-C.
bool wasInterrupted() {
  if (!amaru_rt_poll())
    return false;
  amaru_rt_error_clear();
  return true;
}

class PlainReader : public LineReader {
public:
  Read read(const char *prompt, std::string &line) override {
    if (isatty(0)) {
      std::fputs(prompt, stdout);
      std::fflush(stdout);
    }
    char *text = nullptr;
    size_t capacity = 0;
    ssize_t size = getline(&text, &capacity, stdin);
    line.assign(text ? text : "", size > 0 ? size_t(size) : 0);
    std::free(text);
    if (size < 0 && wasInterrupted()) {
      std::clearerr(stdin);
      return Read::Interrupted;
    }
    if (size > 0 && line.back() != '\n')
      line += '\n';
    return size < 0 ? Read::End : Read::Line;
  }
};

//===- Editing --------------------------------------------------------------------------------------------------===//

constexpr int historyLines = 1000;
/// Ctrl-D.
constexpr char endOfText = 4;

/// `AMARU_HISTORY`, else the place that the XDG rules give it; empty if there is no home.
std::string historyPath() {
  if (const char *chosen = std::getenv("AMARU_HISTORY"))
    return chosen;
  llvm::SmallString<128> path;
  if (const char *state = std::getenv("XDG_STATE_HOME"); state && *state)
    path = state;
  else if (const char *home = std::getenv("HOME"); home && *home)
    llvm::sys::path::append(path, home, ".local", "state");
  else
    return "";
  llvm::sys::path::append(path, "amaru");
  if (llvm::sys::fs::create_directories(path))
    return "";
  llvm::sys::path::append(path, "history");
  return path.str().str();
}

class EditedReader : public LineReader {
public:
  EditedReader() : editor(el_init("amaru", stdin, stdout, stderr)), past(history_init()), path(historyPath()) {
    history(past, &event, H_SETSIZE, historyLines);
    history(past, &event, H_SETUNIQUE, 1);
    if (!path.empty())
      history(past, &event, H_LOAD, path.c_str());
    el_set(editor, EL_CLIENTDATA, this);
    el_set(editor, EL_PROMPT, givePrompt);
    el_set(editor, EL_GETCFN, readCharacter);
    el_set(editor, EL_EDITOR, "emacs");
    el_set(editor, EL_HIST, history, past);
    // Looks back for what is typed so far, as other shells do.
    el_set(editor, EL_BIND, "^R", "em-inc-search-prev", nullptr);
    // The user's own wishes, from ~/.editrc.
    el_source(editor, nullptr);
  }

  ~EditedReader() override {
    if (!path.empty())
      history(past, &event, H_SAVE, path.c_str());
    history_end(past);
    el_end(editor);
  }

  Read read(const char *text, std::string &line) override {
    prompt = text;
    // The window may have another size by now.
    el_resize(editor);
    int count = 0;
    const char *typed = el_gets(editor, &count);
    line.clear();
    if (!typed || count <= 0)
      return count < 0 && wasInterrupted() ? Read::Interrupted : Read::End;
    line.assign(typed, size_t(count));
    if (line.back() != '\n')
      line += '\n';
    if (line.find_first_not_of(" \t\n") != std::string::npos)
      history(past, &event, H_ENTER, line.c_str());
    return Read::Line;
  }

private:
  EditLine *editor;
  History *past;
  HistEvent event;
  std::string path;
  std::string prompt;

  static EditedReader &of(EditLine *editor) {
    void *self = nullptr;
    el_get(editor, EL_CLIENTDATA, &self);
    return *static_cast<EditedReader *>(self);
  }

  static char *givePrompt(EditLine *editor) { return of(editor).prompt.data(); }

  /// Waits for a key. False after Ctrl-C, also after one that came before.
  static bool waitForKey() {
    sigset_t interrupt, before;
    sigemptyset(&interrupt);
    sigaddset(&interrupt, SIGINT);
    // Between the look at the flag and the wait no signal comes: it would be noticed with the next key.
    pthread_sigmask(SIG_BLOCK, &interrupt, &before);
    pollfd key{0, POLLIN, 0};
    int ready = 0;
    while (!amaru_rt_interrupted && ready <= 0) {
      ready = ppoll(&key, 1, nullptr, &before);
      if (ready < 0 && errno != EINTR)
        break;
    }
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    return !amaru_rt_interrupted;
  }

  /// One character; 0 at the end, -1 after Ctrl-C.
  static int readCharacter(EditLine *, wchar_t *character) {
    std::mbstate_t state{};
    while (true) {
      char byte;
      if (!waitForKey())
        return -1;
      ssize_t size = ::read(0, &byte, 1);
      if (size < 0 && errno == EINTR)
        continue;
      if (size <= 0)
        return int(size);
      // What the terminal has put in the place of a Ctrl-D that came before this line was being edited.
      if (byte == 0)
        byte = endOfText;
      size_t used = std::mbrtowc(character, &byte, 1, &state);
      if (used == size_t(-1)) {
        // No character of this locale: it is shown as one that nobody takes for text.
        *character = L'?';
        return 1;
      }
      if (used != size_t(-2))
        return 1;
    }
  }
};

} // namespace

std::unique_ptr<LineReader> createLineReader() {
  const char *terminal = std::getenv("TERM");
  bool canEdit = isatty(0) && isatty(1) && terminal && *terminal && std::strcmp(terminal, "dumb") != 0;
  if (!canEdit)
    return std::make_unique<PlainReader>();
  std::setlocale(LC_CTYPE, "");
  return std::make_unique<EditedReader>();
}

} // namespace amaru::driver
