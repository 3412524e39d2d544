// print() in compiled code, written to Python's sys.stdout.
#pragma once

#define PY_SSIZE_T_CLEAN
#include <Python.h>

namespace amaru::python {

/// From now on the runtime's text goes to sys.stdout, in the order in which Python's own does. Code that prints runs
/// without the GIL: the runtime holds a lock of its own while it hands over text.
void captureOutput();

/// Hands over what the runtime still holds. Called without the GIL, after each call of code that prints.
void flushOutput();

/// Raises what sys.stdout.write raised meanwhile. True if it did.
bool raiseOutputError();

} // namespace amaru::python
