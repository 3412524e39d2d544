// Arguments: what a call passes, and how Python binds it to parameters.
#include "lang/sema/Checker.h"

namespace amaru::sema {

using typed::BoundArg;
using typed::Param;

//===- What a call passes ---------------------------------------------------------------------------------------===//

bool Checker::collectArguments(NodeId call, typed::CallInfo &info, llvm::SmallVectorImpl<Argument> &arguments) {
  auto node = tree.as<ast::Call>(call);
  bool fits = true;
  auto operand = [&](NodeId value) {
    info.operands.push_back(value);
    return unsigned(info.operands.size() - 1);
  };
  for (NodeId arg : node.args()) {
    if (auto starred = tree.dyn<ast::Starred>(arg)) {
      fits &= collectStarred(call, starred->value(), operand(starred->value()), arguments);
      continue;
    }
    ExprInfo value = checkArgument(arg);
    fits &= !isNever(value.type);
    arguments.push_back({{operand(arg), arg, -1}, value, {}});
  }
  for (NodeId keyword : node.keywords()) {
    auto kw = tree.as<ast::Keyword>(keyword);
    if (kw.arg().empty()) {
      fits &= collectKeywords(kw.value(), info, arguments);
      continue;
    }
    ExprInfo value = check(kw.value());
    fits &= !isNever(value.type);
    arguments.push_back({{operand(kw.value()), kw.value(), -1}, value, kw.arg().str()});
  }
  return fits;
}

bool Checker::collectStarred(NodeId call, NodeId value, unsigned operand, llvm::SmallVectorImpl<Argument> &arguments) {
  TypeId type = check(value).type;
  if (isNever(type))
    return false;
  const types::Type t = types[type];
  if (t.kind == Kind::Tuple) {
    for (auto [i, element] : llvm::enumerate(t.elements))
      arguments.push_back({{operand, value, int(i)}, {element, {}}, {}});
    return true;
  }
  if (t.kind == Kind::Array || t.kind == Kind::Range || t.kind == Kind::Str)
    report(diag::Id::Unsupported, value)
        .arg("`*` of a value of type " + name(type))
        .note("how many arguments it makes is known at run time only")
        .hint("unpack a tuple, or pass the value whole");
  else
    report(diag::Id::StarOfNonIterable, value).arg(calleeName(call)).arg(types.pythonName(type));
  return false;
}

bool Checker::collectKeywords(NodeId value, typed::CallInfo &info, llvm::SmallVectorImpl<Argument> &arguments) {
  // `**{"a": 1}`: the keywords are known where they are written.
  if (auto dict = tree.dyn<ast::Dict>(value)) {
    for (auto [key, item] : llvm::zip(dict->keys(), dict->values())) {
      auto constant = key ? tree.dyn<ast::Constant>(key) : std::nullopt;
      if (!constant || constant->value().kind != ast::ConstantKind::Str) {
        report(diag::Id::Unsupported, key ? key : item).arg("a keyword that is no string literal");
        return false;
      }
      ExprInfo checked = check(item);
      if (isNever(checked.type))
        return false;
      info.operands.push_back(item);
      arguments.push_back({{unsigned(info.operands.size() - 1), item, -1}, checked, constant->value().text.str()});
    }
    return true;
  }
  TypeId type = check(value).type;
  const types::Type t = types[type];
  if (t.kind == Kind::Keywords) {
    info.operands.push_back(value);
    for (auto [i, element] : llvm::enumerate(t.elements))
      arguments.push_back({{unsigned(info.operands.size() - 1), value, int(i)}, {element, {}}, t.names[i]});
    return true;
  }
  if (!isNever(type))
    report(diag::Id::Unsupported, value)
        .arg("`**` of a value of type " + name(type))
        .hint("`**` takes a dictionary literal or a parameter `**kwargs`");
  return false;
}

std::string Checker::calleeName(NodeId call) {
  auto node = tree.dyn<ast::Call>(call);
  NodeId func = node ? node->func() : call;
  if (auto name = tree.dyn<ast::Name>(func))
    return name->id().str();
  if (auto attribute = tree.dyn<ast::Attribute>(func))
    return attribute->attr().str();
  return "function";
}

//===- Binding --------------------------------------------------------------------------------------------------===//

namespace {

/// `'a'`, `'a' and 'b'`, `'a', 'b', and 'c'`.
std::string quoted(llvm::ArrayRef<std::string> names) {
  std::string text;
  for (auto [i, name] : llvm::enumerate(names)) {
    const bool isLast = i + 1 == names.size();
    if (i > 0)
      text += names.size() == 2 ? " and " : isLast ? ", and " : ", ";
    text += "'" + name + "'";
  }
  return text;
}

std::string plural(size_t count, llvm::StringRef noun) {
  return std::to_string(count) + " " + noun.str() + (count == 1 ? "" : "s");
}

} // namespace

void Checker::reportMissing(NodeId site, const typed::Function &callee, llvm::ArrayRef<std::string> names,
                            llvm::StringRef sort) {
  report(diag::Id::MissingArgument, site)
      .arg(callee.qualifiedName)
      .arg(int64_t(names.size()))
      .arg(sort.str() + (names.size() == 1 ? " argument" : " arguments"))
      .arg(quoted(names));
}

void Checker::reportTooMany(NodeId site, const typed::Function &callee, size_t given, size_t keywordOnlyGiven) {
  size_t most = 0, defaults = 0;
  for (const Param &param : callee.params)
    if (param.kind == Param::Kind::Positional || param.kind == Param::Kind::PositionalOnly) {
      ++most;
      defaults += bool(param.defaultValue);
    }
  std::string takes = defaults
                          ? "from " + std::to_string(most - defaults) + " to " + plural(most, "positional argument")
                          : plural(most, "positional argument");
  std::string were = std::to_string(given);
  if (keywordOnlyGiven)
    were = plural(given, "positional argument") + " (and " + plural(keywordOnlyGiven, "keyword-only argument") + ")";
  were += given == 1 && !keywordOnlyGiven ? " was given" : " were given";
  report(diag::Id::TooManyArguments, site).arg(callee.qualifiedName).arg(takes).arg(were);
}

bool Checker::bindArguments(NodeId site, typed::Function &callee, llvm::ArrayRef<Argument> arguments,
                            typed::CallInfo &info) {
  llvm::SmallVector<const Argument *> positional;
  llvm::SmallVector<const Argument *> keywords;
  for (const Argument &argument : arguments)
    (argument.keyword.empty() ? positional : keywords).push_back(&argument);
  auto takeKeyword = [&](llvm::StringRef name) -> const Argument * {
    auto found = llvm::find_if(keywords, [&](const Argument *a) { return a->keyword == name; });
    if (found == keywords.end())
      return nullptr;
    const Argument *argument = *found;
    keywords.erase(found);
    return argument;
  };

  for (auto [i, keyword] : llvm::enumerate(keywords))
    for (const Argument *other : llvm::ArrayRef(keywords).drop_front(i + 1))
      if (other->keyword == keyword->keyword) {
        report(diag::Id::MultipleKeywordValues, site).arg(callee.qualifiedName).arg(keyword->keyword);
        return false;
      }

  info.args.clear();
  size_t next = 0, keywordOnlyGiven = 0;
  std::vector<std::string> missing, missingKeywords, positionalByKeyword;
  std::optional<size_t> varKeywords;
  bool hasVarArgs = false;
  for (auto [index, param] : llvm::enumerate(callee.params)) {
    BoundArg bound;
    const bool isPositional = param.kind == Param::Kind::Positional || param.kind == Param::Kind::PositionalOnly;
    if (param.kind == Param::Kind::VarArgs) {
      hasVarArgs = true;
      bound.kind = BoundArg::Kind::Pack;
      while (next < positional.size())
        bound.pack.push_back(positional[next++]->source);
    } else if (param.kind == Param::Kind::VarKeywords) {
      bound.kind = BoundArg::Kind::Pack;
      varKeywords = index;
    } else if (isPositional && next < positional.size()) {
      bound.source = positional[next++]->source;
      if (param.kind == Param::Kind::Positional && takeKeyword(param.name)) {
        report(diag::Id::MultipleValues, site).arg(callee.qualifiedName).arg(param.name);
        return false;
      }
    } else if (const Argument *keyword =
                   param.kind == Param::Kind::PositionalOnly ? nullptr : takeKeyword(param.name)) {
      bound.source = keyword->source;
      keywordOnlyGiven += param.kind == Param::Kind::KeywordOnly;
    } else if (param.defaultValue) {
      bindDefault(site, callee, index, bound);
    } else {
      (param.kind == Param::Kind::KeywordOnly ? missingKeywords : missing).push_back(param.name.str());
    }
    info.args.push_back(std::move(bound));
  }
  if (varKeywords) {
    for (const Argument *keyword : keywords)
      info.args[*varKeywords].pack.push_back(keyword->source);
    info.keywordNames.clear();
    for (const Argument *keyword : keywords)
      info.keywordNames.push_back(keyword->keyword);
    keywords.clear();
  }
  for (const Argument *keyword : keywords) {
    bool isPositionalOnly = llvm::any_of(callee.params, [&](const Param &param) {
      return param.kind == Param::Kind::PositionalOnly && param.name == keyword->keyword;
    });
    if (isPositionalOnly) {
      positionalByKeyword.push_back(keyword->keyword);
      continue;
    }
    reportUnexpectedKeyword(site, callee, keyword->keyword);
    return false;
  }
  if (!positionalByKeyword.empty()) {
    std::string list;
    for (const std::string &keyword : positionalByKeyword)
      list += (list.empty() ? "" : ", ") + keyword;
    report(diag::Id::PositionalOnlyByKeyword, site).arg(callee.qualifiedName).arg(list);
    return false;
  }
  if (next < positional.size() && !hasVarArgs) {
    reportTooMany(site, callee, positional.size(), keywordOnlyGiven);
    return false;
  }
  if (!missing.empty() || !missingKeywords.empty()) {
    reportMissing(site, callee, missing.empty() ? missingKeywords : missing,
                  missing.empty() ? "required keyword-only" : "required positional");
    return false;
  }
  return true;
}

void Checker::reportUnexpectedKeyword(NodeId site, const typed::Function &callee, llvm::StringRef keyword) {
  auto builder = report(diag::Id::UnexpectedKeyword, site);
  builder.arg(callee.qualifiedName).arg(keyword);
  llvm::SmallVector<llvm::StringRef> names;
  for (const Param &param : callee.params)
    if (param.kind == Param::Kind::Positional || param.kind == Param::Kind::KeywordOnly)
      names.push_back(param.name);
  if (std::optional<llvm::StringRef> near = nearest(keyword, names))
    builder.hint("did you mean `" + near->str() + "`?");
}

void Checker::bindDefault(NodeId site, typed::Function &callee, unsigned param, BoundArg &bound) {
  if (callee.params[param].boundDefault.type) {
    bound.kind = BoundArg::Kind::Default;
    bound.defaultValue = callee.params[param].boundDefault;
    return;
  }
  if (!callee.params[param].unavailableDefault.empty()) {
    report(diag::Id::Unsupported, site).arg(callee.params[param].unavailableDefault);
    bound.kind = BoundArg::Kind::Default;
    bound.defaultValue = error();
    return;
  }
  if (auto value = sema.constantDefault(*callee.module, callee.params[param].defaultValue)) {
    bound.kind = BoundArg::Kind::Default;
    bound.defaultValue = *value;
    return;
  }
  if (callee.params[param].slot) {
    bound.kind = BoundArg::Kind::GlobalDefault;
    bound.slot = callee.params[param].slot;
    return;
  }
  bound.kind = BoundArg::Kind::CapturedDefault;
  for (auto [i, captured] : llvm::enumerate(callee.capturedDefaults))
    if (captured == param)
      bound.captured = callee.captures.size() + i;
}

} // namespace amaru::sema
