// The path of a call: a word for each argument, compared with those of the latest instance; the guards of captured
// names; arguments into slots; the entry point; the result. Everything else happens once per combination of types, and
// most of that in amaru/_compile.py.
#include "python/bindings/Function.h"

#include "python/bindings/Errors.h"
#include "python/bindings/Library.h"
#include "python/bindings/Output.h"
#include "python/bindings/Values.h"
#include "runtime/abi/Runtime.h"

#include <structmember.h>

#include <algorithm>
#include <cstring>
#include <memory>

namespace amaru::python {

namespace {

/// A captured name, and the value that the machine code was made for.
struct Guard {
  /// A namespace, or a closure's cell (then `key` is null).
  PyObject *holder;
  PyObject *key;
  /// Null for a name that was not there.
  PyObject *expected;
};

/// The captured names of one namespace.
struct GuardedHolder {
  PyObject *holder;
#if PY_VERSION_HEX < 0x030C0000
  /// The namespace's version when its names were last compared.
  uint64_t version = 0;
#endif
  std::vector<Guard> guards;
};

/// A captured array, as the machine code sees it.
struct CapturedArray {
  Word word;
  Type type;
  bool isWritten;
  std::vector<uint64_t> slots;
};

/// Machine code for one combination of types.
struct Instance {
  std::vector<Word> key;
  LoadedFunction::Entry entry;
  std::vector<Type> params;
  std::vector<bool> writes;
  Type result;
  unsigned argumentSlots = 0, resultSlots = 0;
  bool prints = false, isParallel = false, isLong = false, hasArrayArgument = false, writesAny = false;
  bool returnsArray = false;
  std::vector<GuardedHolder> guards;
  /// Parameter types, result type, argument types: as JSON has them.
  PyObject *description = nullptr;
  /// Keeps the machine code mapped.
  PyObject *code = nullptr;
  std::vector<CapturedArray> captured;
  std::vector<std::unique_ptr<BorrowedOwner>> capturedOwners;
  int64_t largestCaptured = 0;
  /// The calls that are in it now.
  unsigned running = 0;
};

struct FunctionObject {
  PyObject_HEAD vectorcallfunc vectorcall;
  PyObject *wrapped;
  PyObject *options;
  PyObject *dict;
  PyObject *weakReferences;
  /// Binds arguments as Python does; made when a call first needs it.
  PyObject *binder;
  Py_ssize_t parameterCount;
  /// Positional arguments alone do not make a call.
  bool isPlain;
  bool releasesGil;
  Instance *latest;
  std::vector<Instance *> *instances;
  /// Instances whose captured values have changed; a call may still be in them.
  std::vector<Instance *> *retired;
};

FunctionObject *asFunction(PyObject *self) { return reinterpret_cast<FunctionObject *>(self); }

PyObject *compileModule() {
  static PyObject *module = nullptr;
  if (!module)
    module = PyImport_ImportModule("amaru._compile");
  return module;
}

//===- Instances ------------------------------------------------------------------------------------------------===//

bool holdsSlowly(GuardedHolder &holder) {
  if (PyCell_Check(holder.holder)) {
    for (const Guard &guard : holder.guards)
      if (PyCell_GET(guard.holder) != guard.expected)
        return false;
    return true;
  }
#if PY_VERSION_HEX < 0x030C0000
  uint64_t version = reinterpret_cast<PyDictObject *>(holder.holder)->ma_version_tag;
#endif
  for (const Guard &guard : holder.guards)
    if (PyDict_GetItemWithError(guard.holder, guard.key) != guard.expected)
      return false;
#if PY_VERSION_HEX < 0x030C0000
  holder.version = version;
#endif
  return true;
}

/// Whether the captured arrays still have the places, extents and types that they had: `a.shape = …` changes them.
bool sameArrays(const Instance &instance) {
  for (size_t i = 0; i < instance.captured.size(); ++i) {
    const CapturedArray &captured = instance.captured[i];
    PyObject *array = instance.capturedOwners[i]->object;
    if (arrayWord(array) != captured.word)
      return false;
    CallState state;
    std::vector<uint64_t> slots(captured.slots.size());
    uint64_t *slot = slots.data();
    writeArray(array, captured.type, slot, state);
    if (!std::equal(slots.begin() + 1, slots.end(), captured.slots.begin() + 1))
      return false;
  }
  return true;
}

inline bool holds(Instance &instance) {
  for (GuardedHolder &holder : instance.guards) {
#if PY_VERSION_HEX < 0x030C0000
    if (!PyCell_Check(holder.holder) &&
        reinterpret_cast<PyDictObject *>(holder.holder)->ma_version_tag == holder.version)
      continue;
#endif
    if (!holdsSlowly(holder))
      return false;
  }
  return instance.captured.empty() || sameArrays(instance);
}

inline bool isFor(const Instance &instance, const Key &key) {
  if (instance.key.size() != key.count)
    return false;
  for (unsigned i = 0; i < key.count; ++i)
    if (instance.key[i] != key.words[i])
      return false;
  return true;
}

void destroy(Instance *instance) {
  for (GuardedHolder &holder : instance->guards)
    for (Guard &guard : holder.guards) {
      Py_XDECREF(guard.holder);
      Py_XDECREF(guard.key);
      Py_XDECREF(guard.expected);
    }
  for (const auto &owner : instance->capturedOwners)
    Py_DECREF(owner->object);
  Py_XDECREF(instance->description);
  Py_XDECREF(instance->code);
  delete instance;
}

/// Takes an instance out of use. It goes once no call is in it, and so do those retired before.
void retire(FunctionObject *self, Instance *instance) {
  self->retired->push_back(instance);
  std::vector<Instance *> kept, gone;
  for (Instance *retired : *self->retired)
    (retired->running ? kept : gone).push_back(retired);
  self->retired->swap(kept);
  for (Instance *retired : gone)
    destroy(retired);
}

/// The instance for a key whose captured values hold. One whose values have changed is retired.
Instance *find(FunctionObject *self, const Key &key) {
  for (size_t i = 0; i < self->instances->size(); ++i) {
    Instance *instance = (*self->instances)[i];
    if (!isFor(*instance, key))
      continue;
    if (holds(*instance))
      return self->latest = instance;
    self->instances->erase(self->instances->begin() + ptrdiff_t(i));
    if (self->latest == instance)
      self->latest = nullptr;
    retire(self, instance);
    return nullptr;
  }
  return nullptr;
}

PyObject *keyBytes(const Key &key) {
  return PyBytes_FromStringAndSize(reinterpret_cast<const char *>(key.words), Py_ssize_t(key.count * sizeof(Word)));
}

/// An error in the user's program is shown where the function is called, without the frames in which it was found.
void hideFrames(PyObject *module) {
  PyObject *type, *value, *traceback;
  PyErr_Fetch(&type, &value, &traceback);
  PyObject *hidden = PyObject_GetAttrString(module, "ERRORS_WITHOUT_FRAMES");
  if (hidden && PyErr_GivenExceptionMatches(type, hidden)) {
    PyErr_NormalizeException(&type, &value, &traceback);
    PyException_SetTraceback(value, Py_None);
    Py_CLEAR(traceback);
  }
  Py_XDECREF(hidden);
  PyErr_Restore(type, value, traceback);
}

/// Compiles for a key. Null with a Python error set.
Instance *compile(FunctionObject *self, const Key &key) {
  PyObject *module = compileModule();
  if (!module)
    return nullptr;
  PyObject *types = PyList_New(0);
  const Word *word = key.words, *end = key.words + key.count;
  while (types && word < end) {
    PyObject *type = describe(word);
    if (!type || PyList_Append(types, type) < 0)
      Py_CLEAR(types);
    Py_XDECREF(type);
  }
  PyObject *bytes = keyBytes(key);
  PyObject *done = types && bytes ? PyObject_CallMethod(module, "compile_for", "OOO", self, bytes, types) : nullptr;
  Py_XDECREF(types);
  Py_XDECREF(bytes);
  if (!done) {
    hideFrames(module);
    return nullptr;
  }
  Py_DECREF(done);
  Instance *instance = find(self, key);
  if (!instance)
    PyErr_Format(PyExc_RuntimeError, "%S(): the values that it captures change while it is compiled", self->wrapped);
  return instance;
}

//===- Calls ----------------------------------------------------------------------------------------------------===//

const char *functionName(FunctionObject *self) {
  const char *name = PyUnicode_AsUTF8(reinterpret_cast<PyFunctionObject *>(self->wrapped)->func_qualname);
  return name ? name : "?";
}

/// Whether each array that is written may be.
bool mayWrite(const Instance &instance, PyObject *const *args) {
  bool may = true;
  for (size_t i = 0; i < instance.params.size(); ++i)
    may &= !instance.writes[i] || instance.params[i].kind != Type::Kind::Array || isWriteable(args[i]);
  for (size_t i = 0; i < instance.captured.size(); ++i)
    may &= !instance.captured[i].isWritten || isWriteable(instance.capturedOwners[i]->object);
  if (!may)
    PyErr_SetString(PyExc_ValueError, "assignment destination is read-only");
  return may;
}

[[gnu::noinline]] PyObject *fail(FunctionObject *self) {
  raisePending(PyFunction_GET_GLOBALS(self->wrapped));
  return nullptr;
}

/// The entry point without the GIL.
int32_t enterWithoutGil(const Instance &instance, uint64_t *arguments, uint64_t *results) {
  PyThreadState *thread = PyEval_SaveThread();
  int32_t raised = instance.entry(arguments, results);
  if (instance.prints)
    flushOutput();
  PyEval_RestoreThread(thread);
  return raised;
}

/// Counts a call for as long as it lasts.
class Running {
public:
  explicit Running(Instance &instance) : instance(instance) { ++instance.running; }
  ~Running() { --instance.running; }

private:
  Instance &instance;
};

PyObject *call(FunctionObject *self, Instance &instance, PyObject *const *args) {
  Running running(instance);
  constexpr unsigned slotsAtHand = 64;
  uint64_t nearArguments[slotsAtHand], nearResults[slotsAtHand];
  std::unique_ptr<uint64_t[]> farArguments, farResults;
  uint64_t *arguments = nearArguments, *results = nearResults;
  if (instance.argumentSlots > slotsAtHand)
    arguments = (farArguments = std::make_unique<uint64_t[]>(instance.argumentSlots)).get();
  if (instance.resultSlots > slotsAtHand)
    results = (farResults = std::make_unique<uint64_t[]>(instance.resultSlots)).get();
  if (instance.writesAny && !mayWrite(instance, args))
    return nullptr;

  CallState state;
  state.needsOwners = instance.returnsArray;
  state.captured = &instance.capturedOwners;
  state.largest = instance.largestCaptured;
  uint64_t *slot = arguments;
  const Type *param = instance.params.data();
  for (size_t i = 0, count = instance.params.size(); i < count; ++i)
    if (!writeQuickly(args[i], param[i], slot, state))
      return nullptr;
  if (amaru_rt_interrupted && amaru_rt_poll())
    // Ctrl-C that came while no compiled code ran was Python's alone.
    amaru_rt_error_clear();

  bool releases = state.largest > manyElements || instance.prints || instance.isParallel || self->releasesGil ||
                  (instance.isLong && (!instance.hasArrayArgument || state.largestInt > manyElements));
  int32_t raised = releases ? enterWithoutGil(instance, arguments, results) : instance.entry(arguments, results);
  if (raised)
    return fail(self);
  if (instance.result.kind == Type::Kind::None && !instance.prints)
    return Py_NewRef(Py_None);
  const uint64_t *result = results;
  PyObject *value = readSlots(instance.result, result, state);
  if (instance.prints && raiseOutputError())
    Py_CLEAR(value);
  return value;
}

/// The key of arguments of the common kinds. False if one is of another.
inline bool quickKey(PyObject *const *args, Py_ssize_t count, Key &key) {
  if (count > Py_ssize_t(Key::capacity))
    return false;
  for (Py_ssize_t i = 0; i < count; ++i) {
    PyTypeObject *type = Py_TYPE(args[i]);
    Word word;
    if (type == arrayType)
      word = arrayWord(args[i]);
    else if (type == &PyFloat_Type)
      word = wordOf(Class::Float);
    else if (type == &PyLong_Type)
      word = wordOf(Class::Int);
    else if (type == &PyBool_Type)
      word = wordOf(Class::Bool);
    else
      return false;
    if (!word)
      return false;
    key.words[i] = word;
  }
  key.count = unsigned(count);
  return true;
}

/// A call with a word or more for each argument, and objects that stand in for some of them.
PyObject *callSlowly(FunctionObject *self, PyObject *const *args, Py_ssize_t count) {
  Key key;
  std::vector<PyObject *> actual(args, args + count), replacements;
  PyObject *names = nullptr, *value = nullptr;
  bool isClassified = true;
  for (Py_ssize_t i = 0; isClassified && i < count; ++i) {
    PyObject *replacement = nullptr;
    // The name of the parameter is only needed for a message.
    const char *parameter = "?";
    auto *code = reinterpret_cast<PyCodeObject *>(PyFunction_GET_CODE(self->wrapped));
    if (!names)
      names = PyCode_GetVarnames(code);
    if (names && i < PyTuple_GET_SIZE(names))
      parameter = PyUnicode_AsUTF8(PyTuple_GET_ITEM(names, i));
    isClassified = classify(args[i], key, replacement, functionName(self), parameter);
    if (replacement) {
      actual[size_t(i)] = replacement;
      replacements.push_back(replacement);
    }
  }
  Py_XDECREF(names);
  if (isClassified) {
    Instance *instance = find(self, key);
    if (!instance)
      instance = compile(self, key);
    if (instance)
      value = call(self, *instance, actual.data());
  }
  for (PyObject *replacement : replacements)
    Py_DECREF(replacement);
  return value;
}

PyObject *callBound(FunctionObject *self, PyObject *const *args, Py_ssize_t count) {
  Key key;
  if (!quickKey(args, count, key))
    return callSlowly(self, args, count);
  Instance *instance = self->latest;
  if (!instance || !isFor(*instance, key) || !holds(*instance)) {
    instance = find(self, key);
    if (!instance)
      instance = compile(self, key);
    if (!instance)
      return nullptr;
  }
  return call(self, *instance, args);
}

/// Binds keywords and defaults first.
[[gnu::noinline]] PyObject *callUnbound(FunctionObject *self, PyObject *const *args, size_t flags, PyObject *keywords) {
  if (!self->binder) {
    PyObject *module = compileModule();
    self->binder = module ? PyObject_CallMethod(module, "binder", "O", self->wrapped) : nullptr;
    if (!self->binder)
      return nullptr;
  }
  PyObject *bound = PyObject_Vectorcall(self->binder, args, flags, keywords);
  if (!bound)
    return nullptr;
  PyObject *value = callBound(self, reinterpret_cast<PyTupleObject *>(bound)->ob_item, PyTuple_GET_SIZE(bound));
  Py_DECREF(bound);
  return value;
}

PyObject *vectorcall(PyObject *object, PyObject *const *args, size_t flags, PyObject *keywords) {
  FunctionObject *self = asFunction(object);
  Py_ssize_t count = PyVectorcall_NARGS(flags);
  if (count != self->parameterCount || keywords || !self->isPlain)
    return callUnbound(self, args, flags, keywords);
  return callBound(self, args, count);
}

//===- Methods --------------------------------------------------------------------------------------------------===//

bool readKey(PyObject *bytes, Key &key) {
  char *data;
  Py_ssize_t size;
  if (PyBytes_AsStringAndSize(bytes, &data, &size) < 0)
    return false;
  if (size > Py_ssize_t(sizeof(key.words))) {
    PyErr_SetString(PyExc_ValueError, "the key is too long");
    return false;
  }
  std::memcpy(key.words, data, size_t(size));
  key.count = unsigned(size_t(size) / sizeof(Word));
  return true;
}

PyObject *hasMethod(PyObject *self, PyObject *bytes) {
  Key key;
  if (!readKey(bytes, key))
    return nullptr;
  return PyBool_FromLong(find(asFunction(self), key) != nullptr);
}

PyObject *keyMethod(PyObject *, PyObject *types) {
  Key key;
  for (Py_ssize_t i = 0; i < PyList_Size(types); ++i) {
    Type type;
    if (!readType(PyList_GET_ITEM(types, i), type) || !appendKey(type, key))
      return nullptr;
  }
  return PyErr_Occurred() ? nullptr : keyBytes(key);
}

bool readGuards(PyObject *list, Instance &instance) {
  for (Py_ssize_t i = 0; i < PyList_Size(list); ++i) {
    PyObject *entry = PyList_GET_ITEM(list, i);
    PyObject *holder = PyTuple_GET_ITEM(entry, 0), *key = PyTuple_GET_ITEM(entry, 1);
    Guard guard{Py_NewRef(holder), key == Py_None ? nullptr : Py_NewRef(key),
                PyTuple_GET_SIZE(entry) > 2 ? Py_NewRef(PyTuple_GET_ITEM(entry, 2)) : nullptr};
    GuardedHolder *found = nullptr;
    for (GuardedHolder &known : instance.guards)
      if (known.holder == holder)
        found = &known;
    if (!found) {
      instance.guards.push_back({});
      found = &instance.guards.back();
      found->holder = holder;
    }
    found->guards.push_back(guard);
  }
  return !PyErr_Occurred();
}

/// Reads what an object says of itself into an instance.
bool readInfo(PyObject *info, PyObject *arguments, Instance &instance) {
  auto item = [&](const char *name) { return PyDict_GetItemString(info, name); };
  auto flag = [&](const char *name) { return item(name) && PyObject_IsTrue(item(name)) == 1; };
  PyObject *params = item("params"), *writes = item("writes"), *result = item("result");
  if (!params || !writes || !result) {
    PyErr_SetString(PyExc_SystemError, "amaru: a compiled function does not say how it is called");
    return false;
  }
  for (Py_ssize_t i = 0; i < PyList_Size(params); ++i) {
    Type type;
    if (!readType(PyList_GET_ITEM(params, i), type))
      return false;
    instance.argumentSlots += type.slots();
    instance.hasArrayArgument |= type.hasArray();
    instance.writes.push_back(PyObject_IsTrue(PyList_GET_ITEM(writes, i)) == 1);
    instance.writesAny |= instance.writes.back();
    instance.params.push_back(std::move(type));
  }
  if (!readType(result, instance.result))
    return false;
  instance.resultSlots = instance.result.slots();
  instance.returnsArray = instance.result.hasArray();
  instance.prints = flag("prints");
  instance.isParallel = flag("parallel");
  instance.isLong = flag("long");
  instance.description = PyTuple_Pack(3, params, result, arguments);
  return instance.description && ((!instance.hasArrayArgument && !instance.returnsArray) || openNumpy());
}

/// Hands the captured arrays to the code's own copy. False with a Python error set.
bool bindArrays(PyObject *info, PyObject *arrays, const LoadedFunction &loaded, Instance &instance) {
  PyObject *types = PyDict_GetItemString(info, "captured"), *writes = PyDict_GetItemString(info, "writes_captured");
  std::vector<uint64_t> arguments;
  for (Py_ssize_t i = 0; i < PyList_GET_SIZE(arrays); ++i) {
    PyObject *array = PyList_GET_ITEM(arrays, i);
    CapturedArray captured{arrayWord(array), {}, PyObject_IsTrue(PyList_GetItem(writes, i)) == 1, {}};
    if (!readType(PyList_GetItem(types, i), captured.type))
      return false;
    captured.slots.resize(captured.type.slots());
    CallState state;
    uint64_t *slot = captured.slots.data();
    writeArray(array, captured.type, slot, state);
    auto owner = std::make_unique<BorrowedOwner>(keepBorrowed(Py_NewRef(array)));
    captured.slots[0] = reinterpret_cast<uint64_t>(owner.get());
    arguments.insert(arguments.end(), captured.slots.begin(), captured.slots.end());
    instance.largestCaptured = std::max(instance.largestCaptured, state.largest);
    instance.hasArrayArgument = true;
    instance.writesAny |= captured.isWritten;
    instance.captured.push_back(std::move(captured));
    instance.capturedOwners.push_back(std::move(owner));
  }
  auto capture = loaded.find("amaru_capture");
  return arguments.empty() || (capture && capture(arguments.data(), nullptr) == 0);
}

/// _install(key, handle, info, guards, arguments, arrays)
PyObject *installMethod(PyObject *object, PyObject *args) {
  PyObject *keyObject, *capsule, *info, *guards, *arguments, *arrays;
  if (!PyArg_ParseTuple(args, "SOO!O!OO!", &keyObject, &capsule, &PyDict_Type, &info, &PyList_Type, &guards, &arguments,
                        &PyList_Type, &arrays))
    return nullptr;
  auto *loaded = static_cast<LoadedFunction *>(PyCapsule_GetPointer(capsule, "amaru.loaded"));
  Key key;
  if (!loaded || !readKey(keyObject, key))
    return nullptr;
  std::unique_ptr<Instance, void (*)(Instance *)> instance(new Instance, destroy);
  instance->key.assign(key.words, key.words + key.count);
  instance->entry = loaded->entry;
  instance->code = Py_NewRef(capsule);
  if (!readInfo(info, arguments, *instance) || !readGuards(guards, *instance) ||
      !bindArrays(info, arrays, *loaded, *instance))
    return nullptr;
  if (instance->prints)
    captureOutput();
  // Loops look at a flag that our handler sets; Python's own is called after it.
  amaru_rt_install_sigint();
  PyObject *initializers = PyDict_GetItemString(info, "initializers");
  for (long i = 0, count = initializers ? PyLong_AsLong(initializers) : 0; i < count; ++i)
    if (auto initialize = loaded->find("amaru_init_" + std::to_string(i)); initialize && initialize(nullptr, nullptr))
      return fail(asFunction(object));
  asFunction(object)->instances->push_back(instance.release());
  Py_RETURN_NONE;
}

PyObject *instancesMethod(PyObject *object, PyObject *) {
  FunctionObject *self = asFunction(object);
  PyObject *list = PyList_New(0);
  for (Instance *instance : *self->instances)
    if (list && instance != self->latest && PyList_Append(list, instance->description) < 0)
      Py_CLEAR(list);
  // The latest is the last.
  if (list && self->latest && PyList_Append(list, self->latest->description) < 0)
    Py_CLEAR(list);
  return list;
}

PyObject *inspectMethod(PyObject *self, PyObject *args, PyObject *keywords) {
  static const char *names[] = {"stage", "signature", nullptr};
  PyObject *stage, *signature = Py_None;
  if (!PyArg_ParseTupleAndKeywords(args, keywords, "U|O:inspect", const_cast<char **>(names), &stage, &signature))
    return nullptr;
  PyObject *module = compileModule();
  return module ? PyObject_CallMethod(module, "inspect", "OOO", self, stage, signature) : nullptr;
}

PyObject *reduceMethod(PyObject *self, PyObject *) {
  // As for Python's functions: found again by name.
  return PyObject_GetAttrString(asFunction(self)->wrapped, "__qualname__");
}

PyMethodDef methods[] = {{"inspect", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(inspectMethod)),
                          METH_VARARGS | METH_KEYWORDS,
                          "inspect(stage, signature=None)\n--\n\nThe code of a stage (amaru, loops, llvm-dialect, "
                          "llvm, asm) for a signature "
                          "such as 'f64(f64[:])',\nor for the types of the latest call."},
                         {"_has", hasMethod, METH_O, nullptr},
                         {"_key", keyMethod, METH_O, nullptr},
                         {"_install", installMethod, METH_VARARGS, nullptr},
                         {"_instances", instancesMethod, METH_NOARGS, nullptr},
                         {"__reduce__", reduceMethod, METH_NOARGS, nullptr},
                         {nullptr, nullptr, 0, nullptr}};

PyObject *signaturesGetter(PyObject *self, void *) {
  PyObject *module = compileModule();
  return module ? PyObject_CallMethod(module, "signatures", "O", self) : nullptr;
}

PyGetSetDef getters[] = {{"signatures", signaturesGetter, nullptr,
                          "The signatures compiled so far, the one called last at the end.", nullptr},
                         {"__dict__", PyObject_GenericGetDict, PyObject_GenericSetDict, nullptr, nullptr},
                         {nullptr, nullptr, nullptr, nullptr, nullptr}};

PyMemberDef members[] = {
    {"__wrapped__", T_OBJECT, offsetof(FunctionObject, wrapped), READONLY, "The function as written."},
    {"options", T_OBJECT, offsetof(FunctionObject, options), READONLY, "The options of the decorator."},
    {"__dictoffset__", T_PYSSIZET, offsetof(FunctionObject, dict), READONLY, nullptr},
    {"__weaklistoffset__", T_PYSSIZET, offsetof(FunctionObject, weakReferences), READONLY, nullptr},
    {"__vectorcalloffset__", T_PYSSIZET, offsetof(FunctionObject, vectorcall), READONLY, nullptr},
    {nullptr, 0, 0, 0, nullptr}};

//===- The type -------------------------------------------------------------------------------------------------===//

int traverse(PyObject *object, visitproc visit, void *arg) {
  FunctionObject *self = asFunction(object);
  Py_VISIT(Py_TYPE(object));
  Py_VISIT(self->wrapped);
  Py_VISIT(self->options);
  Py_VISIT(self->dict);
  Py_VISIT(self->binder);
  for (auto *list : {self->instances, self->retired})
    if (list)
      for (Instance *instance : *list) {
        for (GuardedHolder &holder : instance->guards)
          for (Guard &guard : holder.guards) {
            Py_VISIT(guard.holder);
            Py_VISIT(guard.expected);
          }
        for (const auto &owner : instance->capturedOwners)
          Py_VISIT(owner->object);
      }
  return 0;
}

int clear(PyObject *object) {
  FunctionObject *self = asFunction(object);
  self->latest = nullptr;
  for (auto *list : {self->instances, self->retired})
    if (list) {
      std::vector<Instance *> old;
      old.swap(*list);
      for (Instance *instance : old)
        destroy(instance);
    }
  Py_CLEAR(self->dict);
  Py_CLEAR(self->binder);
  return 0;
}

void dealloc(PyObject *object) {
  FunctionObject *self = asFunction(object);
  PyTypeObject *type = Py_TYPE(object);
  PyObject_GC_UnTrack(object);
  if (self->weakReferences)
    PyObject_ClearWeakRefs(object);
  clear(object);
  delete self->instances;
  delete self->retired;
  Py_CLEAR(self->wrapped);
  Py_CLEAR(self->options);
  type->tp_free(object);
  Py_DECREF(type);
}

PyObject *repr(PyObject *self) {
  return PyUnicode_FromFormat("<amaru.Function %U>",
                              reinterpret_cast<PyFunctionObject *>(asFunction(self)->wrapped)->func_qualname);
}

/// In a class it is a method.
PyObject *describeGet(PyObject *self, PyObject *instance, PyObject *) {
  return instance && instance != Py_None ? PyMethod_New(self, instance) : Py_NewRef(self);
}

PyType_Slot slots[] = {{Py_tp_dealloc, reinterpret_cast<void *>(dealloc)},
                       {Py_tp_traverse, reinterpret_cast<void *>(traverse)},
                       {Py_tp_clear, reinterpret_cast<void *>(clear)},
                       {Py_tp_call, reinterpret_cast<void *>(PyVectorcall_Call)},
                       {Py_tp_repr, reinterpret_cast<void *>(repr)},
                       {Py_tp_descr_get, reinterpret_cast<void *>(describeGet)},
                       {Py_tp_getattro, reinterpret_cast<void *>(PyObject_GenericGetAttr)},
                       {Py_tp_methods, methods},
                       {Py_tp_getset, getters},
                       {Py_tp_members, members},
                       {Py_tp_doc, const_cast<char *>("A function that is compiled for the types it is called with.")},
                       {0, nullptr}};

PyType_Spec spec = {"amaru.Function", sizeof(FunctionObject), 0,
                    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_HAVE_VECTORCALL |
                        Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_METHOD_DESCRIPTOR,
                    slots};

} // namespace

PyTypeObject *createFunctionType() { return reinterpret_cast<PyTypeObject *>(PyType_FromSpec(&spec)); }

PyObject *createFunction(PyTypeObject *type, PyObject *function, PyObject *options) {
  if (!PyFunction_Check(function)) {
    PyErr_Format(PyExc_TypeError, "jit: %R is not a Python function", function);
    return nullptr;
  }
  FunctionObject *self = asFunction(type->tp_alloc(type, 0));
  if (!self)
    return nullptr;
  auto *code = reinterpret_cast<PyCodeObject *>(PyFunction_GET_CODE(function));
  self->vectorcall = vectorcall;
  self->wrapped = Py_NewRef(function);
  self->options = Py_NewRef(options);
  self->parameterCount = code->co_argcount;
  self->isPlain = !(code->co_flags & (CO_VARARGS | CO_VARKEYWORDS)) && code->co_kwonlyargcount == 0;
  self->instances = new std::vector<Instance *>;
  self->retired = new std::vector<Instance *>;
  PyObject *releases = PyDict_GetItemString(options, "nogil");
  self->releasesGil = releases && PyObject_IsTrue(releases) == 1;
  // What functools.wraps would copy.
  PyObject *object = reinterpret_cast<PyObject *>(self);
  for (const char *name : {"__module__", "__name__", "__qualname__", "__doc__", "__annotations__", "__type_params__"}) {
    PyObject *value = PyObject_GetAttrString(function, name);
    if (value ? PyObject_SetAttrString(object, name, value) < 0 : !PyErr_ExceptionMatches(PyExc_AttributeError)) {
      Py_XDECREF(value);
      Py_DECREF(object);
      return nullptr;
    }
    PyErr_Clear();
    Py_XDECREF(value);
  }
  return object;
}

} // namespace amaru::python
