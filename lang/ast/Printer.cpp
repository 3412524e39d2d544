// Both printers walk with a stack of their own: trees may be deeper than the machine's stack allows.
#include "lang/ast/Printer.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

#include <charconv>
#include <cmath>

namespace amaru::ast {

std::string shortestDouble(double value) {
  if (std::isinf(value))
    return value < 0 ? "-1e999" : "1e999";
  char buffer[40];
  auto result = std::to_chars(buffer, buffer + sizeof buffer, value);
  std::string text(buffer, result.ptr);
  if (text.find_first_of(".en") == std::string::npos)
    text += ".0";
  return text;
}

namespace {

/// What is still to be printed: a node, words, or what is left of a list of nodes.
struct Item {
  NodeId node;
  llvm::StringRef text;
  unsigned indent = 0;
  bool startsLine = false;
  llvm::ArrayRef<NodeId> list = {};
  bool isInside = false;
};

/// Prints items until none is left. A node's printer gives its parts in order: words at once while no node came before
/// them, and all others by way of the stack. So the memory is that of the depth, whatever the breadth.
class Walker {
public:
  Walker(llvm::raw_ostream &out, llvm::StringRef separator) : out(out), separator(separator) {}

  /// `printElement` gives an element of a list, which may be a null node.
  template <typename PrintNode, typename PrintElement>
  void run(NodeId root, PrintNode printNode, PrintElement printElement) {
    stack.push_back({root, {}, 0, false});
    while (!stack.empty()) {
      Item item = stack.back();
      stack.pop_back();
      if (item.startsLine)
        out << '\n', out.indent(item.indent);
      out << item.text;
      if (!item.list.empty()) {
        if (item.list.size() > 1)
          stack.push_back({{}, {}, item.indent, false, item.list.drop_front(), true});
        out << (item.isInside ? separator : "");
        base = stack.size();
        printElement(item.list.front(), item.indent);
      } else if (item.node) {
        base = stack.size();
        printNode(item);
      } else {
        continue;
      }
      std::reverse(stack.begin() + base, stack.end());
    }
  }

  void text(llvm::StringRef words) {
    if (stack.size() == base)
      out << words;
    else
      stack.push_back({{}, words, 0, false});
  }
  void node(NodeId id, unsigned indent) { stack.push_back({id, {}, indent, false}); }
  void nodeOnLine(NodeId id, unsigned indent) { stack.push_back({id, {}, indent, true}); }
  void list(llvm::ArrayRef<NodeId> nodes, unsigned indent) {
    text("[");
    if (!nodes.empty())
      stack.push_back({{}, {}, indent, false, nodes, false});
    text("]");
  }
  /// Words that are made here rather than constants; kept until the end where they have to wait.
  void owned(llvm::StringRef words) { text(stack.size() == base ? words : words.copy(arena)); }

  llvm::raw_ostream &out;

private:
  llvm::StringRef separator;
  std::vector<Item> stack;
  size_t base = 0;
  llvm::BumpPtrAllocator arena;
};

bool isSurrogate(llvm::StringRef text, size_t at) {
  return at + 2 < text.size() && static_cast<unsigned char>(text[at]) == 0xED &&
         static_cast<unsigned char>(text[at + 1]) >= 0xA0;
}

uint32_t surrogateAt(llvm::StringRef text, size_t at) {
  return 0xD000 | (text[at + 1] & 0x3F) << 6 | (text[at + 2] & 0x3F);
}

std::string jsonString(llvm::StringRef text) {
  std::string result = "\"";
  for (size_t i = 0; i < text.size(); ++i) {
    auto c = static_cast<unsigned char>(text[i]);
    if (c == '"' || c == '\\') {
      result += '\\', result += char(c);
    } else if (c < 0x20 || c == 0x7F) {
      result += "\\u00" + llvm::utohexstr(c, true, 2);
    } else if (isSurrogate(text, i)) {
      result += "\\u" + llvm::utohexstr(surrogateAt(text, i), true);
      i += 2;
    } else {
      result += char(c);
    }
  }
  return result += '"';
}

std::string latin1AsUtf8(llvm::StringRef bytes) {
  std::string result;
  for (char byte : bytes) {
    auto c = static_cast<unsigned char>(byte);
    if (c < 0x80)
      result += byte;
    else
      result += char(0xC0 | c >> 6), result += char(0x80 | (c & 0x3F));
  }
  return result;
}

std::string jsonConstant(const ConstantValue &value) {
  switch (value.kind) {
  case ConstantKind::None:
    return "null";
  case ConstantKind::True:
    return "true";
  case ConstantKind::False:
    return "false";
  case ConstantKind::Ellipsis:
    return "{\"_ellipsis\":true}";
  case ConstantKind::Int:
    return value.fitsInt64 ? std::to_string(value.intValue) : value.text.str();
  case ConstantKind::Float:
    return shortestDouble(value.floatValue);
  case ConstantKind::Complex:
    return "{\"_complex\":" + shortestDouble(value.floatValue) + "}";
  case ConstantKind::Str:
    return jsonString(value.text);
  case ConstantKind::Bytes:
    return "{\"_bytes\":" + jsonString(latin1AsUtf8(value.text)) + "}";
  }
  return {};
}

/// A Python string or bytes literal in single quotes.
std::string pythonString(llvm::StringRef text, bool isBytes) {
  std::string result = isBytes ? "b'" : "'";
  for (size_t i = 0; i < text.size(); ++i) {
    auto c = static_cast<unsigned char>(text[i]);
    if (c == '\'' || c == '\\') {
      result += '\\', result += char(c);
    } else if (c == '\n') {
      result += "\\n";
    } else if (c < 0x20 || c == 0x7F || (isBytes && c >= 0x80)) {
      result += "\\x" + llvm::utohexstr(c, true, 2);
    } else if (!isBytes && isSurrogate(text, i)) {
      result += "\\u" + llvm::utohexstr(surrogateAt(text, i), true);
      i += 2;
    } else {
      result += char(c);
    }
  }
  return result += '\'';
}

std::string pythonConstant(const ConstantValue &value) {
  switch (value.kind) {
  case ConstantKind::None:
    return "None";
  case ConstantKind::True:
    return "True";
  case ConstantKind::False:
    return "False";
  case ConstantKind::Ellipsis:
    return "Ellipsis";
  case ConstantKind::Int:
    return value.fitsInt64 ? std::to_string(value.intValue) : value.text.str();
  case ConstantKind::Float:
    return shortestDouble(value.floatValue);
  case ConstantKind::Complex:
    return shortestDouble(value.floatValue) + "j";
  case ConstantKind::Str:
    return pythonString(value.text, /*isBytes=*/false);
  case ConstantKind::Bytes:
    return pythonString(value.text, /*isBytes=*/true);
  }
  return {};
}

llvm::StringRef operatorName(FieldKind kind, uint8_t op) {
  switch (kind) {
  case FieldKind::Operator:
    return name(static_cast<Operator>(op));
  case FieldKind::UnaryOperator:
    return name(static_cast<UnaryOperator>(op));
  case FieldKind::BoolOperator:
    return name(static_cast<BoolOperator>(op));
  default:
    return name(static_cast<ExprContext>(op));
  }
}

class JsonPrinter {
public:
  JsonPrinter(llvm::raw_ostream &out, const Tree &tree, const support::SourceBuffer &source)
      : tree(tree), source(source), walker(out, ",") {}

  void run() {
    walker.run(
        tree.root(), [this](const Item &item) { printNode(item.node); },
        [this](NodeId element, unsigned) { printOptional(element); });
  }

private:
  void printNode(NodeId id) {
    const NodeInfo &info = nodeInfo(tree.kind(id));
    walker.text("{\"_type\":\"");
    walker.text(info.name);
    walker.text("\"");
    if (info.category != Category::Mod && info.category != Category::Part)
      printPlace(id);
    for (const Field &field : info.fields)
      if (field.kind != FieldKind::Position && (field.kind != FieldKind::Mark || tree.op(id)))
        printField(id, info, field);
    walker.text("}");
  }

  void printPlace(NodeId id) {
    SourceRange range = tree.range(id);
    uint32_t first = source.lineNumber(range.begin), last = source.lineNumber(range.end);
    walker.owned(",\"lineno\":" + std::to_string(first) + ",\"col_offset\":" +
                 std::to_string(range.begin - source.lineStart(first)) + ",\"end_lineno\":" + std::to_string(last) +
                 ",\"end_col_offset\":" + std::to_string(range.end - source.lineStart(last)));
  }

  void printField(NodeId id, const NodeInfo &info, const Field &field) {
    walker.text(",\"");
    walker.text(field.name);
    walker.text("\":");
    auto word = [&] { return tree.word(id, field.slot, info.slotCount); };
    switch (field.kind) {
    case FieldKind::Node:
    case FieldKind::OptNode:
      printOptional({word()});
      break;
    case FieldKind::NodeList:
      walker.list(tree.list<NodeId>(word()), 0);
      break;
    case FieldKind::Identifier:
    case FieldKind::OptIdentifier:
    case FieldKind::Text:
      word() ? walker.owned(jsonString(tree.strings().text({word()}))) : walker.text("null");
      break;
    case FieldKind::IdentifierList:
      printList(tree.list<Symbol>(word()),
                [&](Symbol symbol) { walker.owned(jsonString(tree.strings().text(symbol))); });
      break;
    case FieldKind::Int:
      walker.owned(std::to_string(static_cast<int>(word())));
      break;
    case FieldKind::Flag:
    case FieldKind::Mark:
      walker.text(tree.op(id) ? "1" : "0");
      break;
    case FieldKind::Constant:
      walker.owned(jsonConstant(tree.constant(id)));
      break;
    case FieldKind::ConstantKind:
      walker.text(tree.flags(id) & 4 ? "\"u\"" : "null");
      break;
    case FieldKind::Operator:
    case FieldKind::UnaryOperator:
    case FieldKind::BoolOperator:
    case FieldKind::ExprContext:
      printOperator(operatorName(field.kind, tree.op(id)));
      break;
    case FieldKind::CmpOpList:
      printList(tree.list<CmpOp>(word()), [&](CmpOp op) { printOperator(name(op)); });
      break;
    case FieldKind::NoText:
      walker.text("null");
      break;
    case FieldKind::NoList:
      walker.text("[]");
      break;
    case FieldKind::Position:
      break;
    }
  }

  void printOptional(NodeId id) { id ? walker.node(id, 0) : walker.text("null"); }

  void printOperator(llvm::StringRef operatorName) {
    walker.text("{\"_type\":\"");
    walker.text(operatorName);
    walker.text("\"}");
  }

  template <typename T, typename Print> void printList(llvm::ArrayRef<T> items, Print print) {
    walker.text("[");
    for (size_t i = 0; i < items.size(); ++i) {
      if (i)
        walker.text(",");
      print(items[i]);
    }
    walker.text("]");
  }

  const Tree &tree;
  const support::SourceBuffer &source;
  Walker walker;
};

class DumpPrinter {
public:
  DumpPrinter(llvm::raw_ostream &out, const Tree &tree) : tree(tree), walker(out, ", ") {}

  void run() {
    walker.run(
        tree.root(), [this](const Item &item) { printNode(item); },
        [this](NodeId element, unsigned indent) { printElement(element, indent); });
    walker.out << '\n';
  }

private:
  void printNode(const Item &item) {
    const NodeInfo &info = nodeInfo(tree.kind(item.node));
    walker.text(info.name);
    walker.text("(");
    bool isFirst = true;
    for (const Field &field : info.fields) {
      if (isAbsent(item.node, info, field))
        continue;
      walker.text(isFirst ? "" : ", ");
      isFirst = false;
      walker.text(field.name);
      walker.text("=");
      printField(item, info, field);
    }
    walker.text(")");
  }

  /// `ast.dump` leaves out what is empty.
  bool isAbsent(NodeId id, const NodeInfo &info, const Field &field) {
    switch (field.kind) {
    case FieldKind::OptNode:
    case FieldKind::OptIdentifier:
    case FieldKind::NodeList:
      return tree.word(id, field.slot, info.slotCount) == 0;
    case FieldKind::Mark:
      return !tree.op(id);
    case FieldKind::ConstantKind:
      return !(tree.flags(id) & 4);
    case FieldKind::NoText:
    case FieldKind::NoList:
    case FieldKind::Position:
      return true;
    default:
      return false;
    }
  }

  void printField(const Item &item, const NodeInfo &info, const Field &field) {
    NodeId id = item.node;
    auto word = [&] { return tree.word(id, field.slot, info.slotCount); };
    switch (field.kind) {
    case FieldKind::Node:
    case FieldKind::OptNode:
      walker.node({word()}, item.indent);
      break;
    case FieldKind::NodeList:
      walker.list(tree.list<NodeId>(word()), item.indent);
      break;
    case FieldKind::Identifier:
    case FieldKind::OptIdentifier:
    case FieldKind::Text:
      walker.owned(pythonString(tree.strings().text({word()}), /*isBytes=*/false));
      break;
    case FieldKind::IdentifierList:
      printList(tree.list<Symbol>(word()),
                [&](Symbol symbol) { walker.owned(pythonString(tree.strings().text(symbol), /*isBytes=*/false)); });
      break;
    case FieldKind::Int:
      walker.owned(std::to_string(static_cast<int>(word())));
      break;
    case FieldKind::Flag:
    case FieldKind::Mark:
      walker.text(tree.op(id) ? "1" : "0");
      break;
    case FieldKind::Constant:
      walker.owned(pythonConstant(tree.constant(id)));
      break;
    case FieldKind::ConstantKind:
      walker.text("'u'");
      break;
    case FieldKind::CmpOpList:
      printList(tree.list<CmpOp>(word()), [&](CmpOp op) { walker.owned(name(op).str() + "()"); });
      break;
    default:
      walker.owned(operatorName(field.kind, tree.op(id)).str() + "()");
    }
  }

  void printElement(NodeId id, unsigned indent) {
    if (!id)
      return walker.text("None");
    Kind kind = tree.kind(id);
    bool isOnLine = category(kind) == Category::Stmt || kind == Kind::ExceptHandler || kind == Kind::MatchCase;
    isOnLine ? walker.nodeOnLine(id, indent + 2) : walker.node(id, indent);
  }

  template <typename T, typename Print> void printList(llvm::ArrayRef<T> items, Print print) {
    walker.text("[");
    for (size_t i = 0; i < items.size(); ++i) {
      if (i)
        walker.text(", ");
      print(items[i]);
    }
    walker.text("]");
  }

  const Tree &tree;
  Walker walker;
};

} // namespace

void printDump(llvm::raw_ostream &out, const Tree &tree) { DumpPrinter(out, tree).run(); }

void printJson(llvm::raw_ostream &out, const Tree &tree, const support::SourceBuffer &source) {
  JsonPrinter(out, tree, source).run();
}

} // namespace amaru::ast
