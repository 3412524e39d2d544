// The extension module amaru._amaru: what amaru/decorators.py and amaru/_compile.py use.
#include "python/bindings/Function.h"
#include "python/bindings/Library.h"
#include "python/bindings/Values.h"
#include "runtime/abi/Runtime.h"

#include <nanobind/nanobind.h>
#include <nanobind/stl/string.h>

namespace nb = nanobind;
using namespace amaru::python;

NB_MODULE(_amaru, m) {
  PyTypeObject *functionType = createFunctionType();
  if (!functionType)
    throw nb::python_error();
  m.attr("Function") = nb::handle(reinterpret_cast<PyObject *>(functionType));

  m.def(
      "jit",
      [functionType](nb::handle function, nb::list signatures, nb::dict options) {
        nb::object object = nb::steal(createFunction(functionType, function.ptr(), options.ptr()));
        if (!object.is_valid())
          throw nb::python_error();
        for (nb::handle signature : signatures)
          nb::module_::import_("amaru._compile").attr("compile_signature")(object, signature);
        return object;
      },
      nb::arg("function"), nb::arg("signatures"), nb::arg("options"));

  m.def("set_num_threads", [](int64_t count) { amaru_rt_set_num_threads(count); });
  m.def("get_num_threads", [] { return amaru_rt_num_threads(); });

  m.def("library_folder", [] { return libraryFolder(); }, "The folder of Amaru's libraries and of its stdlib.");

  m.def("ask_compiler", [](nb::bytes request) {
    std::string reply;
    bool answered;
    {
      nb::gil_scoped_release released;
      answered = askCompiler({request.c_str(), request.size()}, reply);
    }
    if (!answered)
      throw nb::import_error(("the compiler cannot be loaded: " + reply).c_str());
    return nb::bytes(reply.data(), reply.size());
  });

  m.def(
      "load",
      [](int descriptor, bool isPrivate) {
        auto *loaded = new LoadedFunction;
        std::string error;
        if (!loadFunction(descriptor, isPrivate, *loaded, error)) {
          delete loaded;
          throw std::runtime_error(error);
        }
        nb::object handle = nb::capsule(loaded, "amaru.loaded",
                                        [](void *pointer) noexcept { delete static_cast<LoadedFunction *>(pointer); });
        return nb::make_tuple(handle, loaded->info);
      },
      "Maps a compiled function; a private one has captured arrays of its own.", nb::arg("descriptor"),
      nb::arg("is_private"));

  m.def(
      "array_type",
      [](nb::handle array, const char *what) {
        PyObject *type = openNumpy() ? describeArray(array.ptr(), what) : nullptr;
        if (!type)
          throw nb::python_error();
        return nb::steal(type);
      },
      "The type of a NumPy array as requests write it; TypeError, which speaks of `what`, if there is none.");

  m.def("find_cached", [](nb::bytes request) { return findCachedFunction({request.c_str(), request.size()}); });

  m.def("publish", [](nb::bytes request, int descriptor, nb::list files, nb::list absent) {
    amaru::launch::Entry entry;
    for (nb::handle file : files)
      entry.files.push_back({nb::cast<std::string>(file[0]), nb::cast<std::string>(file[1])});
    for (nb::handle path : absent)
      entry.absent.push_back(nb::cast<std::string>(path));
    publishFunction({request.c_str(), request.size()}, descriptor, std::move(entry));
  });
}
