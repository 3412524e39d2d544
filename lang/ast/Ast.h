// Typed views of tree nodes, made from Nodes.def.
//
//   if (auto sum = tree.dyn<ast::BinOp>(id))
//     visit(sum->left(), sum->op(), sum->right());
//
// Views are named as in CPython's `ast`, in CamelCase (`comprehension` is Comprehension, `withitem` WithItem); fields
// have CPython's names. Nodes are NodeId, lists ArrayRef<NodeId>, identifiers StringRef; beside an identifier `x()`
// stands `xSymbol()`, its number in `tree.strings()`.
#pragma once

#include "lang/ast/Tree.h"

#include "llvm/ADT/STLFunctionalExtras.h"

namespace amaru::ast {

/// What all views share.
class View {
public:
  View(const Tree &tree, NodeId id) : tree(&tree), nodeId(id) {}
  NodeId node() const { return nodeId; }
  SourceRange range() const { return tree->range(nodeId); }

protected:
  /// A range that starts at `begin` in the node's file.
  SourceRange rangeFrom(uint32_t begin, uint32_t end) const { return {begin, end, tree->fileId()}; }

  const Tree *tree;
  NodeId nodeId;
};

// The words of each kind of node, by name.
#define AMARU_SLOT_Node(name) name,
#define AMARU_SLOT_OptNode(name) name,
#define AMARU_SLOT_NodeList(name) name,
#define AMARU_SLOT_Identifier(name) name,
#define AMARU_SLOT_OptIdentifier(name) name,
#define AMARU_SLOT_IdentifierList(name) name,
#define AMARU_SLOT_Int(name) name,
#define AMARU_SLOT_Flag(name)
#define AMARU_SLOT_Mark(name)
#define AMARU_SLOT_Constant(name) name,
#define AMARU_SLOT_ConstantKind(name)
#define AMARU_SLOT_Text(name) name,
#define AMARU_SLOT_Operator(name)
#define AMARU_SLOT_UnaryOperator(name)
#define AMARU_SLOT_BoolOperator(name)
#define AMARU_SLOT_CmpOpList(name) name,
#define AMARU_SLOT_ExprContext(name)
#define AMARU_SLOT_NoText(name)
#define AMARU_SLOT_NoList(name)
#define AMARU_SLOT_Position(name) name,
#define AMARU_FIELD(kind, name) AMARU_SLOT_##kind(name)
#define AMARU_NODE(name, asdl, category, fields)                                                                       \
  struct name##Slots {                                                                                                 \
    enum Slot : unsigned { fields Count };                                                                             \
  };
#include "lang/ast/Nodes.def"

#define AMARU_GET_Node(name)                                                                                           \
  NodeId name() const { return {tree->word(nodeId, Slots::name, Slots::Count)}; }
#define AMARU_GET_OptNode(name) AMARU_GET_Node(name)
#define AMARU_GET_NodeList(name)                                                                                       \
  llvm::ArrayRef<NodeId> name() const { return tree->list<NodeId>(tree->word(nodeId, Slots::name, Slots::Count)); }
#define AMARU_GET_Identifier(name)                                                                                     \
  Symbol name##Symbol() const { return {tree->word(nodeId, Slots::name, Slots::Count)}; }                              \
  llvm::StringRef name() const { return tree->strings().text(name##Symbol()); }
#define AMARU_GET_OptIdentifier(name) AMARU_GET_Identifier(name)
#define AMARU_GET_Text(name) AMARU_GET_Identifier(name)
#define AMARU_GET_IdentifierList(name)                                                                                 \
  IdentifierList name() const {                                                                                        \
    return {tree->strings(), tree->list<Symbol>(tree->word(nodeId, Slots::name, Slots::Count))};                       \
  }
#define AMARU_GET_Int(name)                                                                                            \
  int name() const { return static_cast<int>(tree->word(nodeId, Slots::name, Slots::Count)); }
#define AMARU_GET_Flag(name)                                                                                           \
  bool name() const { return tree->op(nodeId); }
#define AMARU_GET_Mark(name) AMARU_GET_Flag(name)
#define AMARU_GET_Constant(name)                                                                                       \
  ConstantValue name() const { return tree->constant(nodeId); }
#define AMARU_GET_ConstantKind(name)                                                                                   \
  llvm::StringRef name() const { return tree->flags(nodeId) & 4 ? "u" : ""; }
#define AMARU_GET_Operator(name)                                                                                       \
  Operator name() const { return static_cast<Operator>(tree->op(nodeId)); }                                            \
  SourceRange opRange() const {                                                                                        \
    return rangeFrom(opBegin(), opBegin() + static_cast<uint32_t>(spelling(name()).size()));                           \
  }
#define AMARU_GET_UnaryOperator(name)                                                                                  \
  UnaryOperator name() const { return static_cast<UnaryOperator>(tree->op(nodeId)); }                                  \
  SourceRange opRange() const {                                                                                        \
    return rangeFrom(range().begin, range().begin + (name() == UnaryOperator::Not ? 3 : 1));                           \
  }
#define AMARU_GET_BoolOperator(name)                                                                                   \
  BoolOperator name() const { return static_cast<BoolOperator>(tree->op(nodeId)); }
#define AMARU_GET_CmpOpList(name)                                                                                      \
  llvm::ArrayRef<CmpOp> name() const { return tree->list<CmpOp>(tree->word(nodeId, Slots::name, Slots::Count)); }
#define AMARU_GET_ExprContext(name)                                                                                    \
  ExprContext name() const { return static_cast<ExprContext>(tree->op(nodeId)); }
#define AMARU_GET_NoText(name)                                                                                         \
  llvm::StringRef name() const { return {}; }
#define AMARU_GET_NoList(name)                                                                                         \
  llvm::ArrayRef<NodeId> name() const { return {}; }
#define AMARU_GET_Position(name)                                                                                       \
  uint32_t name() const { return tree->word(nodeId, Slots::name, Slots::Count); }
#define AMARU_FIELD(kind, name) AMARU_GET_##kind(name)
#define AMARU_NODE(Name, asdl, category, fields)                                                                       \
  class Name : public View {                                                                                           \
  public:                                                                                                              \
    using Slots = Name##Slots;                                                                                         \
    static constexpr Kind nodeKind = Kind::Name;                                                                       \
    Name(const Tree &tree, NodeId id) : View(tree, id) { assert(tree.kind(id) == nodeKind && "a view of its kind"); }  \
    fields                                                                                                             \
  };
#include "lang/ast/Nodes.def"

/// The name after `def` or `class`.
template <typename Def> SourceRange nameRange(const Def &def) {
  return {def.nameBegin(), def.nameEnd(), def.range().file};
}

/// How a field is stored; the kinds of Nodes.def.
enum class FieldKind : uint8_t {
  Node,
  OptNode,
  NodeList,
  Identifier,
  OptIdentifier,
  IdentifierList,
  Int,
  Flag,
  Mark,
  Constant,
  ConstantKind,
  Text,
  Operator,
  UnaryOperator,
  BoolOperator,
  CmpOpList,
  ExprContext,
  NoText,
  NoList,
  Position
};

/// A field of a kind of node: what generic walkers and printers go by.
struct Field {
  llvm::StringLiteral name;
  FieldKind kind;
  /// Its word; meaningless for fields in the `op` byte.
  uint8_t slot;
};
struct NodeInfo {
  llvm::StringLiteral name;
  Category category;
  uint8_t slotCount;
  llvm::ArrayRef<Field> fields;
};
const NodeInfo &nodeInfo(Kind kind);

/// Calls back with each child that is there, in the order of the fields.
template <typename Callback> void forEachChild(const Tree &tree, NodeId id, Callback &&callback) {
  const NodeInfo &info = nodeInfo(tree.kind(id));
  for (const Field &field : info.fields) {
    if (field.kind == FieldKind::NodeList) {
      for (NodeId child : tree.list<NodeId>(tree.word(id, field.slot, info.slotCount)))
        if (child)
          callback(child);
    } else if (field.kind == FieldKind::Node || field.kind == FieldKind::OptNode) {
      if (NodeId child{tree.word(id, field.slot, info.slotCount)})
        callback(child);
    }
  }
}

} // namespace amaru::ast
