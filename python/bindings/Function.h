// `amaru.Function`: a decorated function, with the machine code of each combination of argument types seen so far.
#pragma once

#define PY_SSIZE_T_CLEAN
#include <Python.h>

namespace amaru::python {

/// Makes the type. Null with a Python error set.
PyTypeObject *createFunctionType();

/// A new amaru.Function. Null with a Python error set.
PyObject *createFunction(PyTypeObject *type, PyObject *function, PyObject *options);

} // namespace amaru::python
