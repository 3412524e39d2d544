#include "test/fuzz/Properties.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  amaru::fuzz::checkFile({reinterpret_cast<const char *>(data), size});
  return 0;
}
