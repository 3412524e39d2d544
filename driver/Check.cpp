// `amaru check FILE…`
#include "driver/Commands.h"

namespace amaru::driver {

int check(const Arguments &arguments) {
  if (arguments.files.empty())
    return usageError("check: which file?");
  int worst = 0;
  for (const std::string &file : arguments.files) {
    Compilation compilation(arguments.options);
    worst = std::max(worst, prepare(compilation, file));
  }
  return worst;
}

} // namespace amaru::driver
