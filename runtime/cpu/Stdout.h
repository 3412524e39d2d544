// The buffer in front of file 1.
#pragma once

#include <string_view>

namespace amaru::rt {

void writeStdout(std::string_view text);

/// Whether a write to file 1 has failed; the errno of the first failure, or 0.
int stdoutError();

/// Writes to file 2 at once.
void writeStderr(std::string_view text);

} // namespace amaru::rt
