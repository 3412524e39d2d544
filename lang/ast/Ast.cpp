// Storage of trees, and the tables made from Nodes.def.
#include "lang/ast/Ast.h"

namespace amaru::ast {

namespace {

// One array of fields per kind, then one row per kind.
#define AMARU_SLOT_OF_Node(name) Slots::name
#define AMARU_SLOT_OF_OptNode(name) Slots::name
#define AMARU_SLOT_OF_NodeList(name) Slots::name
#define AMARU_SLOT_OF_Identifier(name) Slots::name
#define AMARU_SLOT_OF_OptIdentifier(name) Slots::name
#define AMARU_SLOT_OF_IdentifierList(name) Slots::name
#define AMARU_SLOT_OF_Int(name) Slots::name
#define AMARU_SLOT_OF_Flag(name) 0
#define AMARU_SLOT_OF_Mark(name) 0
#define AMARU_SLOT_OF_Constant(name) Slots::name
#define AMARU_SLOT_OF_ConstantKind(name) 0
#define AMARU_SLOT_OF_Text(name) Slots::name
#define AMARU_SLOT_OF_Operator(name) 0
#define AMARU_SLOT_OF_UnaryOperator(name) 0
#define AMARU_SLOT_OF_BoolOperator(name) 0
#define AMARU_SLOT_OF_CmpOpList(name) Slots::name
#define AMARU_SLOT_OF_ExprContext(name) 0
#define AMARU_SLOT_OF_NoText(name) 0
#define AMARU_SLOT_OF_NoList(name) 0
#define AMARU_SLOT_OF_Position(name) Slots::name

// The last row of each array is a stop, so that none is empty.
#define AMARU_FIELD(kind, name) {#name, FieldKind::kind, AMARU_SLOT_OF_##kind(name)},
#define AMARU_NODE(name, asdl, category, fields)                                                                       \
  struct name##Table {                                                                                                 \
    using Slots = name##Slots;                                                                                         \
    static constexpr Field rows[] = {fields{"", FieldKind::NoText, 0}};                                                \
  };
#include "lang/ast/Nodes.def"

const NodeInfo infos[] = {
    {"None", Category::None, 0, {}},
#define AMARU_FIELD(kind, name)
#define AMARU_NODE(name, asdl, category, fields)                                                                       \
  {asdl, Category::category, name##Slots::Count, llvm::ArrayRef(name##Table::rows).drop_back()},
#include "lang/ast/Nodes.def"
};

constexpr llvm::StringLiteral operatorNames[] = {"Add",    "Sub",    "Mult",  "MatMult", "Div",    "Mod",     "Pow",
                                                 "LShift", "RShift", "BitOr", "BitXor",  "BitAnd", "FloorDiv"};
constexpr llvm::StringLiteral operatorSpellings[] = {"+",  "-",  "*", "@", "/", "%", "**",
                                                     "<<", ">>", "|", "^", "&", "//"};
constexpr llvm::StringLiteral unaryOperatorNames[] = {"Invert", "Not", "UAdd", "USub"};
constexpr llvm::StringLiteral boolOperatorNames[] = {"And", "Or"};
constexpr llvm::StringLiteral cmpOpNames[] = {"Eq", "NotEq", "Lt", "LtE", "Gt", "GtE", "Is", "IsNot", "In", "NotIn"};
constexpr llvm::StringLiteral contextNames[] = {"Load", "Store", "Del"};

} // namespace

const NodeInfo &nodeInfo(Kind kind) { return infos[static_cast<size_t>(kind)]; }
Category category(Kind kind) { return nodeInfo(kind).category; }
llvm::StringRef name(Kind kind) { return nodeInfo(kind).name; }
llvm::StringRef name(Operator op) { return operatorNames[static_cast<size_t>(op)]; }
llvm::StringRef name(UnaryOperator op) { return unaryOperatorNames[static_cast<size_t>(op)]; }
llvm::StringRef name(BoolOperator op) { return boolOperatorNames[static_cast<size_t>(op)]; }
llvm::StringRef name(CmpOp op) { return cmpOpNames[static_cast<size_t>(op)]; }
llvm::StringRef name(ExprContext context) { return contextNames[static_cast<size_t>(context)]; }
llvm::StringRef spelling(Operator op) { return operatorSpellings[static_cast<size_t>(op)]; }

NodeId Tree::add(Kind kind, uint32_t begin, uint32_t end, uint8_t op, uint8_t flags, llvm::ArrayRef<uint32_t> words) {
  uint32_t data = 0;
  if (words.size() == 1)
    data = words[0];
  else if (!words.empty())
    data = appendWords(words.data(), words.size());
  // A node of which nothing could be read is empty: it ends before the text that did not fit it.
  nodes.push_back({kind, op, flags, begin, std::max(begin, end), data});
  return {static_cast<uint32_t>(nodes.size() - 1)};
}

/// Copies by hand: the runs are a few words long.
uint32_t Tree::appendWords(const uint32_t *items, size_t count) {
  size_t at = extra.size();
  extra.resize_for_overwrite(at + count);
  uint32_t *to = extra.data() + at;
  for (size_t i = 0; i < count; ++i)
    to[i] = items[i];
  return static_cast<uint32_t>(at);
}

uint32_t Tree::addWords(const uint32_t *items, size_t count) {
  if (count == 0)
    return 0;
  auto word = static_cast<uint32_t>(extra.size());
  extra.push_back(static_cast<uint32_t>(count));
  appendWords(items, count);
  return word;
}

StoredConstant Tree::store(const ConstantValue &value) {
  switch (value.kind) {
  case ConstantKind::None:
  case ConstantKind::True:
  case ConstantKind::False:
  case ConstantKind::Ellipsis:
    return {value.kind, StoredConstant::Word, 0};
  case ConstantKind::Int:
    if (!value.fitsInt64)
      return {value.kind, StoredConstant::Digits, pool.intern(value.text).index};
    if (value.intValue <= UINT32_MAX)
      return {value.kind, StoredConstant::Word, static_cast<uint32_t>(value.intValue)};
    wideInts.push_back(value.intValue);
    return {value.kind, StoredConstant::Wide, static_cast<uint32_t>(wideInts.size() - 1)};
  case ConstantKind::Float:
  case ConstantKind::Complex:
    doubles.push_back(value.floatValue);
    return {value.kind, StoredConstant::Wide, static_cast<uint32_t>(doubles.size() - 1)};
  case ConstantKind::Str:
  case ConstantKind::Bytes:
    return {value.kind, StoredConstant::Word, pool.intern(value.text).index};
  }
  return {};
}

ConstantValue Tree::constant(NodeId id) const {
  const Node &node = nodes[id.index];
  assert((node.kind == Kind::Constant || node.kind == Kind::MatchSingleton) && "a node with a value");
  ConstantValue value;
  value.kind = static_cast<ConstantKind>(node.op);
  auto storage = static_cast<StoredConstant::Storage>(node.flags & 3);
  switch (value.kind) {
  case ConstantKind::Int:
    value.fitsInt64 = storage != StoredConstant::Digits;
    if (value.fitsInt64)
      value.intValue = storage == StoredConstant::Word ? node.data : wideInts[node.data];
    else
      value.text = pool.text({node.data});
    break;
  case ConstantKind::Float:
  case ConstantKind::Complex:
    value.floatValue = doubles[node.data];
    break;
  case ConstantKind::Str:
  case ConstantKind::Bytes:
    value.text = pool.text({node.data});
    break;
  default:
    break;
  }
  return value;
}

size_t Tree::bytes() const {
  return nodes.size() * sizeof(Node) + extra.size() * sizeof(uint32_t) + wideInts.size() * sizeof(int64_t) +
         doubles.size() * sizeof(double) + pool.bytes();
}

void Tree::reserve(size_t sourceBytes) {
  nodes.reserve(sourceBytes / 5 + 16);
  extra.reserve(sourceBytes / 4 + 16);
}

} // namespace amaru::ast
