// The pending exception of compiled code, as Python's.
#pragma once

#define PY_SSIZE_T_CLEAN
#include <Python.h>

namespace amaru::python {

/// Raises in Python what is pending in the runtime, with a frame for each of the user's lines, and clears it. `globals`
/// are those of the function that was called. Needs the GIL.
void raisePending(PyObject *globals);

} // namespace amaru::python
