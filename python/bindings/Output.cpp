#include "python/bindings/Output.h"

#include "runtime/abi/Runtime.h"

namespace amaru::python {

namespace {

/// What sys.stdout.write raised in this thread.
thread_local PyObject *pendingType, *pendingValue, *pendingTraceback;

void writeToPython(const char *text, int64_t bytes) {
  if (!Py_IsInitialized())
    return;
  PyGILState_STATE gil = PyGILState_Ensure();
  PyObject *out = PySys_GetObject("stdout");
  // There may be none (pythonw, a closed pipe): print() writes nothing then.
  if (out && out != Py_None && !pendingType) {
    Py_INCREF(out);
    PyObject *string = PyUnicode_DecodeUTF8(text, Py_ssize_t(bytes), "surrogatepass");
    PyObject *result = string ? PyObject_CallMethod(out, "write", "O", string) : nullptr;
    if (!result)
      PyErr_Fetch(&pendingType, &pendingValue, &pendingTraceback);
    Py_XDECREF(result);
    Py_XDECREF(string);
    Py_DECREF(out);
  }
  PyGILState_Release(gil);
}

} // namespace

void captureOutput() {
  static bool isCaptured = false;
  if (!isCaptured)
    amaru_rt_stdout_redirect(reinterpret_cast<void *>(writeToPython));
  isCaptured = true;
}

void flushOutput() { amaru_rt_stdout_flush(); }

bool raiseOutputError() {
  if (!pendingType)
    return false;
  PyErr_Restore(pendingType, pendingValue, pendingTraceback);
  pendingType = pendingValue = pendingTraceback = nullptr;
  return true;
}

} // namespace amaru::python
