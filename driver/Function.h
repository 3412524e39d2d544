// Compiling one function for the types of its arguments: what a decorated function asks for when it is called.
//
// A request names the functions that are reached, each as a text of its own with what its free names are bound to; the
// reply is a shared object that describes itself. Both are JSON, so that the caller (the Python extension) needs no
// header of the compiler; driver/FunctionRequest.cpp lists their keys.
#pragma once

#include "driver/Compilation.h"

#include "llvm/Support/JSON.h"

namespace amaru::driver {

/// One request, read.
struct FunctionRequest {
  /// What a free name of a function, or an attribute of a module, is bound to.
  struct Binding {
    enum class Kind : uint8_t {
      /// A module of the stdlib, by its name in `text`.
      Module,
      /// The attribute `text` of the stdlib's module `module`.
      Attribute,
      /// Another function of the request.
      Function,
      /// A module of the user's, with the bindings of its attributes.
      Namespace,
      /// A number, a bool or a str that does not change.
      Constant,
      /// The captured array number `index`.
      Array,
      /// Something that cannot be compiled, described in `text`; an error where it is read.
      Unavailable
    } kind;
    std::string name;
    std::string module, text;
    unsigned index = 0;
    types::TypeId type;
    typed::Literal constant;
  };
  struct Function {
    std::string name, module, file, source;
    typed::JitOptions options;
    bool ignoresAnnotations = false;
    std::vector<typed::Signature> signatures;
    std::vector<Binding> bindings;
    /// The values of the defaults that are no literals, by parameter.
    std::vector<Binding> defaults;
  };
  struct Namespace {
    std::string name, source;
    std::vector<Binding> bindings;
  };

  /// The first one is compiled, the others are what it reaches.
  std::vector<Function> functions;
  std::vector<Namespace> namespaces;
  /// The types of the captured arrays.
  llvm::SmallVector<types::TypeId> captured;
  /// The types of the arguments, in the order of the parameters, and those that annotations declare (or none).
  llvm::SmallVector<types::TypeId> arguments, declared;
  /// A stage to show; empty for machine code.
  std::string stage;
};

/// Reads a request; types go into `types`. False, with `error` set, if it is not in that form.
bool readFunctionRequest(llvm::StringRef text, types::TypeTable &types, FunctionRequest &request, std::string &error);

/// A type as requests and replies write it: `"f64"`, `["array", "f64", 2, "C"]`, `["tuple", "int", "float"]`.
llvm::json::Value typeToJson(const types::TypeTable &types, types::TypeId type);

} // namespace amaru::driver
