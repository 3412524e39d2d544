// The arrays of a launch in the device's memory.
#pragma once

#include "runtime/gpu/Driver.h"

namespace amaru::rt::gpu {

/// What an array covers of the host's memory, and whether the kernel may write there.
struct Span {
  uintptr_t begin, end;
  bool isWritten;
};

/// Copies of the host's memory on the device, for one launch. Arrays that overlap are parts of one copy, so that they do
/// so on the device as well.
class Copies {
public:
  explicit Copies(const Driver &driver) : driver(driver) {}
  Copies(const Copies &) = delete;
  ~Copies();

  /// Notes an array, before `send`.
  void add(Span span);
  /// Allocates and copies to the device. `kernel` is named where there is no room.
  void send(const char *kernel);
  /// Where an address of an array that was noted is on the device.
  Address find(uintptr_t host) const;
  /// Copies back what the kernel may have written, and frees all.
  void fetch(const char *kernel);

private:
  struct Copy {
    Span span;
    Address address;
  };
  const Driver &driver;
  Copy *copies = nullptr;
  size_t count = 0, capacity = 0;

  void merge();
};

} // namespace amaru::rt::gpu
