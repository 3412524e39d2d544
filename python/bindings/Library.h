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

/// A loaded object: the machine code of one function.
struct LoadedFunction {
  using Entry = int32_t (*)(void *arguments, void *results);
  Entry entry = nullptr;
  void *library = nullptr;
  /// How the entry is called, as JSON.
  const char *info = nullptr;
  /// A copy of its own, which is unmapped with it.
  bool isPrivate = false;
  ~LoadedFunction();

  /// Another entry, by its name.
  Entry find(const std::string &symbol) const;
};

/// Maps the shared object of a descriptor. False with `error` set.
///
/// A private one has variables of its own, so that two functions with the same code can hold different arrays.
bool loadFunction(int descriptor, bool isPrivate, LoadedFunction &function, std::string &error);

/// The cached object of a request; -1 if there is none.
int findCachedFunction(std::string_view request);
/// Keeps an object; failures are silent, for a cache is never needed.
void publishFunction(std::string_view request, int descriptor, launch::Entry entry);

} // namespace amaru::python
