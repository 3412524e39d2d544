// The lines that a person types, or that come through a pipe.
#pragma once

#include <memory>
#include <string>

namespace amaru::driver {

enum class Read { Line, End, Interrupted };

class LineReader {
public:
  virtual ~LineReader() = default;
  /// Reads a line, with its end. `Interrupted` after Ctrl-C, `End` after Ctrl-D and at the end of a file.
  virtual Read read(const char *prompt, std::string &line) = 0;
};

/// At a terminal lines can be edited, and are remembered from session to session; otherwise they are just read.
std::unique_ptr<LineReader> createLineReader();

} // namespace amaru::driver
