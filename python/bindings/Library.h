// The compiler's library, opened when it is first needed, and the shared objects it makes.
#pragma once

#include "launch/Cache.h"

#include <string>
#include <string_view>
#include <vector>

namespace amaru::python {

/// The folder of libamaru-rt.so and libamaru-compiler.so.
const std::string &libraryFolder();

/// Answers a request (driver/FunctionRequest.cpp). False, with the reason in `reply`, if there is no compiler.
bool askCompiler(std::string_view request, std::string &reply);

/// A loaded object that compiles one function.
struct LoadedFunction {
  using Entry = int32_t (*)(void *arguments, void *results);
  Entry entry = nullptr;
  void *library = nullptr;
  /// How the entry is called, as JSON.
  const char *info = nullptr;
};

/// Maps the shared object of a descriptor and closes that. False with `error` set.
bool loadFunction(int descriptor, LoadedFunction &function, std::string &error);
/// The entry that sets captured values, by its number.
LoadedFunction::Entry findInitializer(const LoadedFunction &function, unsigned index);

/// The cached object of a request; -1 if there is none.
int findCachedFunction(std::string_view request);
/// Keeps an object; failures are silent, for a cache is never needed.
void publishFunction(std::string_view request, int descriptor, launch::Entry entry);

} // namespace amaru::python
