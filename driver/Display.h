// Showing a value: what the REPL prints.
#pragma once

#include "lang/types/Types.h"

namespace amaru::driver {

/// Writes a value and a line's end as Python's repr does, from the slots in which an entry point leaves its results;
/// frees them.
void display(const types::TypeTable &types, types::TypeId type, int64_t *slots);

} // namespace amaru::driver
