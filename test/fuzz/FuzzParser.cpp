#include "test/fuzz/Properties.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  amaru::support::SourceManager sources;
  if (auto *source = amaru::fuzz::asText(sources, {reinterpret_cast<const char *>(data), size}))
    amaru::fuzz::checkTree(*source);
  return 0;
}
