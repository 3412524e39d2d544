// Exceptions with a traceback of real frames, so that a debugger and `traceback` see the user's lines.
#include "python/bindings/Errors.h"

#include "runtime/abi/Runtime.h"

#include <frameobject.h>
#include <string>

namespace amaru::python {

namespace {

/// A code object without code that stands at a place in the source, with its columns where they are known.
PyObject *makeCode(const amaru_rt_site &site) {
  auto *empty = reinterpret_cast<PyObject *>(PyCode_NewEmpty(site.file, site.function, site.line));
  if (!empty || site.column < 0)
    return empty;
  // One entry of CPython's location table (Objects/locations.md): long form, for one code unit.
  std::string table;
  auto varint = [&](unsigned value) {
    for (; value >= 64; value >>= 6)
      table.push_back(char(64 | (value & 63)));
    table.push_back(char(value));
  };
  table.push_back(char(0x80 | 14 << 3));
  // The line's distance from the code's first, signed: none.
  varint(0);
  varint(unsigned(site.endLine > site.line ? site.endLine - site.line : 0));
  varint(unsigned(site.column) + 1);
  varint(unsigned(site.endColumn) + 1);
  PyObject *replace = PyObject_GetAttrString(empty, "replace");
  PyObject *arguments = PyTuple_New(0);
  PyObject *keywords = Py_BuildValue("{s:y#}", "co_linetable", table.data(), Py_ssize_t(table.size()));
  PyObject *code = replace && arguments && keywords ? PyObject_Call(replace, arguments, keywords) : nullptr;
  Py_XDECREF(replace);
  Py_XDECREF(arguments);
  Py_XDECREF(keywords);
  if (!code) {
    PyErr_Clear();
    return empty;
  }
  Py_DECREF(empty);
  return code;
}

/// The frame of a site in front of `next`; `next` itself when it cannot be made. Takes over `next`.
PyObject *prepend(const amaru_rt_site &site, PyObject *globals, PyObject *next) {
  PyObject *code = makeCode(site);
  PyFrameObject *frame =
      code ? PyFrame_New(PyThreadState_Get(), reinterpret_cast<PyCodeObject *>(code), globals, nullptr) : nullptr;
  PyObject *entry = frame ? PyObject_CallFunction(reinterpret_cast<PyObject *>(&PyTraceBack_Type), "OOii",
                                                  next ? next : Py_None, frame, 0, int(site.line))
                          : nullptr;
  Py_XDECREF(code);
  Py_XDECREF(frame);
  if (!entry) {
    PyErr_Clear();
    return next;
  }
  Py_XDECREF(next);
  return entry;
}

PyObject *makeTraceback(PyObject *globals) {
  PyObject *traceback = nullptr;
  // As many of a recursion's frames as CPython's own limit would leave.
  constexpr int64_t mostFrames = 1000;
  int64_t frames = 0, count = amaru_rt_error_frame_count();
  for (int64_t i = 0; i < count; ++i) {
    auto *site = static_cast<const amaru_rt_site *>(amaru_rt_error_frame(i));
    int64_t repeats = amaru_rt_error_frame_repeats(i);
    for (int64_t k = 0; k < repeats && frames < mostFrames; ++k, ++frames)
      traceback = prepend(*site, globals, traceback);
  }
  return traceback;
}

/// A borrowed reference that is an exception class; null for anything else.
PyObject *asExceptionClass(PyObject *object) { return object && PyExceptionClass_Check(object) ? object : nullptr; }

/// `module.Name`, as a new reference; null, with nothing raised, where there is no such class.
PyObject *importClass(const std::string &name) {
  size_t dot = name.rfind('.');
  PyObject *module = dot == std::string::npos ? nullptr : PyImport_ImportModule(name.substr(0, dot).c_str());
  PyObject *found = module ? PyObject_GetAttrString(module, name.c_str() + dot + 1) : nullptr;
  Py_XDECREF(module);
  PyErr_Clear();
  if (asExceptionClass(found))
    return found;
  Py_XDECREF(found);
  return nullptr;
}

/// The Python class of a runtime's class text (runtime/cpu/Error.h), as a new reference: a built-in one, one of a module,
/// or the next base that is one of these.
PyObject *findClass(std::string_view text) {
  while (!text.empty()) {
    std::string name(text.substr(0, text.find('<')));
    text.remove_prefix(std::min(name.size() + 1, text.size()));
    if (PyObject *found = asExceptionClass(PyDict_GetItemString(PyEval_GetBuiltins(), name.c_str())))
      return Py_NewRef(found);
    if (PyObject *imported = importClass(name))
      return imported;
  }
  return nullptr;
}

} // namespace

void raisePending(PyObject *globals) {
  auto *className = static_cast<const char *>(amaru_rt_error_class());
  if (!className) {
    PyErr_SetString(PyExc_SystemError, "amaru: compiled code failed without an exception");
    return;
  }
  std::string name = className;
  PyObject *type = findClass(name);
  PyObject *message = PyUnicode_DecodeUTF8(static_cast<const char *>(amaru_rt_error_message()),
                                           Py_ssize_t(amaru_rt_error_message_bytes()), "surrogatepass");
  PyObject *traceback = makeTraceback(globals);
  amaru_rt_error_clear();
  PyObject *exception = nullptr;
  // The interpreter saw Ctrl-C as well; its handler decides what it means, and sees it only once.
  if (name == "KeyboardInterrupt" && PyErr_CheckSignals() < 0) {
    PyObject *oldTraceback;
    Py_CLEAR(type);
    PyErr_Fetch(&type, &exception, &oldTraceback);
    PyErr_NormalizeException(&type, &exception, &oldTraceback);
    Py_CLEAR(type);
    Py_XDECREF(oldTraceback);
  } else if (type && message) {
    exception = PyUnicode_GET_LENGTH(message) ? PyObject_CallOneArg(type, message) : PyObject_CallNoArgs(type);
  } else if (message) {
    exception = PyObject_CallFunction(PyExc_RuntimeError, "s", name.c_str());
  }
  Py_XDECREF(message);
  Py_XDECREF(type);
  if (exception) {
    if (traceback)
      PyException_SetTraceback(exception, traceback);
    PyErr_SetObject(reinterpret_cast<PyObject *>(Py_TYPE(exception)), exception);
    // PyErr_SetObject takes the traceback from the exception.
    Py_DECREF(exception);
  }
  Py_XDECREF(traceback);
}

} // namespace amaru::python
