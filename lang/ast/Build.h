// Making nodes: one call per node, its fields in the order of Nodes.def (fields that are always empty left out).
//
//   ast::make<ast::BinOp>(tree, begin, end, left, ast::Operator::Add, right, opBegin)
#pragma once

#include "lang/ast/Ast.h"

namespace amaru::ast {

namespace detail {

/// Gathers the words, the `op` byte and the flags of a node from its fields, each by its type.
class FieldWriter {
public:
  explicit FieldWriter(Tree &tree) : tree(tree) {}

  void write(NodeId node) { words[count++] = node.index; }
  void write(Symbol symbol) { words[count++] = symbol.index; }
  void write(uint32_t number) { words[count++] = number; }
  void write(int number) { words[count++] = static_cast<uint32_t>(number); }
  void write(llvm::ArrayRef<NodeId> nodes) { words[count++] = tree.addList(nodes); }
  void write(llvm::ArrayRef<Symbol> symbols) { words[count++] = tree.addList(symbols); }
  void write(llvm::ArrayRef<CmpOp> ops) { words[count++] = tree.addList(ops); }
  void write(const StoredConstant &constant) {
    op = static_cast<uint8_t>(constant.kind);
    flags |= constant.storage;
    words[count++] = constant.word;
  }
  void write(Operator value) { op = static_cast<uint8_t>(value); }
  void write(UnaryOperator value) { op = static_cast<uint8_t>(value); }
  void write(BoolOperator value) { op = static_cast<uint8_t>(value); }
  void write(ExprContext value) { op = static_cast<uint8_t>(value); }
  void write(bool value) { op = value; }
  void write(ConstantPrefix prefix) { flags |= prefix == ConstantPrefix::U ? 4 : 0; }

  Tree &tree;
  uint32_t words[10];
  unsigned count = 0;
  uint8_t op = 0;
  uint8_t flags = 0;
};

} // namespace detail

template <typename T, typename... Fields>
NodeId make(Tree &tree, uint32_t begin, uint32_t end, const Fields &...fields) {
  detail::FieldWriter writer(tree);
  (writer.write(fields), ...);
  assert(writer.count == unsigned(T::Slots::Count) && "every field is given");
  return tree.add(T::nodeKind, begin, end, writer.op, writer.flags, llvm::ArrayRef(writer.words, writer.count));
}

/// Puts a function in the place of a module's first statement.
void replaceByFunction(Tree &tree, llvm::StringRef name, NodeId params, llvm::ArrayRef<NodeId> body);

} // namespace amaru::ast
