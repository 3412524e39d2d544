// The command line. A program whose compiled form is in the cache is mapped and run here; everything else is the
// compiler's, which is loaded only then.
#include "launch/Cache.h"
#include "launch/Launch.h"

#include <climits>
#include <cstdlib>
#include <unistd.h>

using namespace amaru::launch;

int main(int argc, char **argv) {
  RunRequest request;
  if (parseRun(argc, argv, request)) {
    char directory[PATH_MAX];
    Key key{"run", request.file, getcwd(directory, sizeof(directory)) ? directory : "", request.options};
    if (std::optional<int> object = findCached(key))
      return runObject(*object, request);
  }
  return runCompiler(argc, argv);
}
