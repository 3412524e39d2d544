// The form of requests.
//
//   {"functions": [{"name", "module", "file", "source", "options": {"overflow", "boundscheck", "division", "annotations", "fastmath",
//                   "parallel", "kernel"}, "signatures": [[[TYPE…], TYPE or null]…], "names": {NAME: BINDING…},
//                   "defaults": {PARAMETER: BINDING…}}…],
//    "namespaces": [{"name", "source", "names"}…], "captured": [TYPE…], "arguments": [TYPE…],
//    "declared": [TYPE or null…], "stage"}
//
//   BINDING: ["module", NAME], ["attribute", MODULE, NAME], ["function", INDEX], ["namespace", INDEX],
//            ["array", INDEX], ["int" | "bool" | "str" | …, VALUE], ["unavailable", DESCRIPTION]; floats are written as by float.hex()
//
// A function's source is blank up to the line where it stands in its file, so that lines need no translation; that of
// the function `<lambda>` is the lambda's expression. Captured tuples are assigned below it (`SHAPE = (3, 4)`), and likewise in the source of a namespace.
#include "driver/Function.h"

namespace amaru::driver {

namespace json = llvm::json;
using types::Kind;
using types::TypeId;

namespace {

using Binding = FunctionRequest::Binding;

class Reader {
public:
  Reader(types::TypeTable &types, std::string &error) : types(types), error(error) {}

  bool read(const json::Object &object, FunctionRequest &request) {
    const json::Array *functions = object.getArray("functions");
    const json::Array *arguments = object.getArray("arguments");
    if (!functions || functions->empty() || !arguments)
      return fail("a request has functions and arguments");
    for (const json::Value &value : *functions)
      if (!readFunction(value, request))
        return false;
    if (const json::Array *namespaces = object.getArray("namespaces"))
      for (const json::Value &value : *namespaces)
        if (!readNamespace(value, request))
          return false;
    if (!readTypes(*arguments, request.arguments))
      return false;
    if (const json::Array *captured = object.getArray("captured"); captured && !readTypes(*captured, request.captured))
      return false;
    if (const json::Array *declared = object.getArray("declared"))
      for (const json::Value &value : *declared) {
        TypeId type = value.getAsNull() ? TypeId{} : readType(value);
        if (!type && !value.getAsNull())
          return false;
        request.declared.push_back(type);
      }
    request.declared.resize(request.arguments.size());
    request.stage = object.getString("stage").value_or("").str();
    return true;
  }

private:
  types::TypeTable &types;
  std::string &error;

  bool fail(llvm::StringRef text) {
    error = text.str();
    return false;
  }

  bool readTypes(const json::Array &values, llvm::SmallVectorImpl<TypeId> &list) {
    for (const json::Value &value : values) {
      list.push_back(readType(value));
      if (!list.back())
        return false;
    }
    return true;
  }

  TypeId readType(const json::Value &value) {
    if (auto name = value.getAsString()) {
      if (*name == "None")
        return types.get(Kind::None);
      if (*name == "str")
        return types.get(Kind::Str);
      if (*name == "nothing")
        return types.get(Kind::Never);
      TypeId type = types::scalarByName(types, *name);
      if (types.isNumber(type))
        return type;
    } else if (const json::Array *parts = value.getAsArray(); parts && !parts->empty()) {
      auto head = (*parts)[0].getAsString().value_or("");
      if (head == "tuple") {
        llvm::SmallVector<TypeId> elements;
        for (const json::Value &part : llvm::drop_begin(*parts)) {
          elements.push_back(readType(part));
          if (!elements.back())
            return {};
        }
        return types.tuple(elements);
      }
      const bool isDict = head == "dict";
      if ((head == "list" || head == "set" || isDict) && parts->size() == (isDict ? 3 : 2)) {
        TypeId first = readType((*parts)[1]), second = isDict ? readType((*parts)[2]) : first;
        if (!first || !second)
          return {};
        return isDict ? types.dict(first, second) : head == "set" ? types.set(first) : types.list(first);
      }
      if (head == "array" && parts->size() == 4) {
        TypeId element = readType((*parts)[1]);
        auto rank = (*parts)[2].getAsInteger();
        auto layout = (*parts)[3].getAsString().value_or("A");
        if (element && types.isNumber(element) && rank && *rank >= 0 && *rank <= 64)
          return types.array(types.asDType(element), unsigned(*rank),
                             layout == "C"   ? types::Layout::C
                             : layout == "F" ? types::Layout::F
                                             : types::Layout::Strided);
      }
    }
    std::string text;
    llvm::raw_string_ostream(text) << value;
    fail("no type: " + text);
    return {};
  }

  bool readBinding(llvm::StringRef name, const json::Value &value, std::vector<Binding> &bindings) {
    const json::Array *parts = value.getAsArray();
    auto kind = parts && parts->size() >= 2 ? (*parts)[0].getAsString() : std::nullopt;
    if (!kind)
      return fail("a binding has a kind and a value");
    const json::Value &second = (*parts)[1];
    Binding binding{};
    binding.name = name.str();
    binding.text = second.getAsString().value_or("").str();
    if (*kind == "module") {
      binding.kind = Binding::Kind::Module;
    } else if (*kind == "attribute" && parts->size() == 3) {
      binding.kind = Binding::Kind::Attribute;
      binding.module = binding.text;
      binding.text = (*parts)[2].getAsString().value_or("").str();
    } else if (*kind == "function" || *kind == "namespace" || *kind == "array") {
      binding.kind = *kind == "function" ? Binding::Kind::Function
                     : *kind == "array"  ? Binding::Kind::Array
                                         : Binding::Kind::Namespace;
      binding.index = unsigned(second.getAsInteger().value_or(0));
    } else if (*kind == "unavailable") {
      binding.kind = Binding::Kind::Unavailable;
    } else {
      binding.kind = Binding::Kind::Constant;
      binding.type = readType((*parts)[0]);
      if (!binding.type || !readConstant(binding, second))
        return fail(("the value of " + name + " cannot be read").str());
    }
    bindings.push_back(std::move(binding));
    return true;
  }

  bool readConstant(Binding &binding, const json::Value &value) {
    if (types.kind(binding.type) == Kind::None)
      return true;
    if (types.kind(binding.type) == Kind::Str) {
      if (!value.getAsString())
        return false;
      binding.constant = binding.text;
    } else if (types.isBool(binding.type)) {
      if (!value.getAsBoolean())
        return false;
      binding.constant = *value.getAsBoolean();
    } else if (types.isFloat(binding.type)) {
      // As float.hex() writes it; strtod also reads its `inf` and `nan`.
      char *end = nullptr;
      binding.constant = std::strtod(binding.text.c_str(), &end);
      return !binding.text.empty() && *end == '\0';
    } else if (auto integer = value.getAsInteger()) {
      binding.constant = *integer;
    } else if (auto unsignedInteger = value.getAsUINT64()) {
      binding.constant = int64_t(*unsignedInteger);
    } else {
      return false;
    }
    return true;
  }

  bool readBindings(const json::Object &object, llvm::StringRef key, std::vector<Binding> &bindings) {
    const json::Object *names = object.getObject(key);
    if (!names)
      return true;
    // In alphabetical order: a JSON object has none of its own, and output is to depend on the input alone.
    llvm::SmallVector<const json::Object::value_type *> sorted;
    for (const auto &entry : *names)
      sorted.push_back(&entry);
    llvm::sort(sorted, [](auto *a, auto *b) { return a->first < b->first; });
    for (const auto *entry : sorted)
      if (!readBinding(entry->first, entry->second, bindings))
        return false;
    return true;
  }

  bool readFunction(const json::Value &value, FunctionRequest &request) {
    const json::Object *object = value.getAsObject();
    if (!object)
      return fail("a function is an object");
    FunctionRequest::Function &function = request.functions.emplace_back();
    auto text = [&](llvm::StringRef key) { return object->getString(key).value_or("").str(); };
    function.name = text("name");
    function.module = text("module");
    function.file = text("file");
    function.source = text("source");
    function.options.isJit = true;
    if (const json::Object *options = object->getObject("options")) {
      function.options.overflowWraps = options->getString("overflow").value_or("raise") == "wrap";
      function.ignoresAnnotations = !options->getBoolean("annotations").value_or(true);
      function.options.dividesAsNumpy = options->getString("division").value_or("python") == "numpy";
      function.options.boundscheck = options->getBoolean("boundscheck").value_or(true);
      function.options.fastmath =
          typed::readFastMath(options->getString("fastmath").value_or("")).value_or(typed::FastMath::None);
      function.options.parallel = options->getBoolean("parallel").value_or(false);
      function.options.elementwise = options->getBoolean("elementwise").value_or(false);
      function.options.isKernel = options->getBoolean("kernel").value_or(false);
    }
    if (const json::Array *signatures = object->getArray("signatures"))
      for (const json::Value &value : *signatures)
        if (!readSignature(value, function.signatures.emplace_back()))
          return false;
    return readBindings(*object, "names", function.bindings) && readBindings(*object, "defaults", function.defaults);
  }

  /// `[[types of the arguments], type of the result or null]`
  bool readSignature(const json::Value &value, typed::Signature &signature) {
    const json::Array *parts = value.getAsArray();
    const json::Array *params = parts && parts->size() == 2 ? (*parts)[0].getAsArray() : nullptr;
    if (!params)
      return fail("a signature has arguments and a result");
    if (!(*parts)[1].getAsNull())
      signature.result = readType((*parts)[1]);
    return readTypes(*params, signature.params) && (signature.result || (*parts)[1].getAsNull());
  }

  bool readNamespace(const json::Value &value, FunctionRequest &request) {
    const json::Object *object = value.getAsObject();
    if (!object)
      return fail("a namespace is an object");
    FunctionRequest::Namespace &space = request.namespaces.emplace_back();
    space.name = object->getString("name").value_or("").str();
    space.source = object->getString("source").value_or("").str();
    return readBindings(*object, "names", space.bindings);
  }
};

} // namespace

bool readFunctionRequest(llvm::StringRef text, types::TypeTable &types, FunctionRequest &request, std::string &error) {
  llvm::Expected<json::Value> value = json::parse(text);
  if (!value) {
    error = llvm::toString(value.takeError());
    return false;
  }
  const json::Object *object = value->getAsObject();
  if (!object) {
    error = "a request is an object";
    return false;
  }
  return Reader(types, error).read(*object, request);
}

json::Value typeToJson(const types::TypeTable &types, TypeId id) {
  const types::Type &type = types[id];
  if (type.kind == Kind::Array) {
    const char *layout = type.layout == types::Layout::C ? "C" : type.layout == types::Layout::F ? "F" : "A";
    return json::Array{"array", types.name(type.elements[0]), int64_t(type.rank), layout};
  }
  if (type.kind == Kind::Tuple || types.isContainer(id)) {
    json::Array parts{type.kind == Kind::Tuple ? "tuple" : types.pythonName(id)};
    for (TypeId element : type.elements)
      parts.push_back(types.kind(element) == Kind::Never ? json::Value("nothing") : typeToJson(types, element));
    return parts;
  }
  // A function that always raises has no result either.
  return type.kind == Kind::None || type.kind == Kind::Never ? "None" : types.name(id);
}

} // namespace amaru::driver
