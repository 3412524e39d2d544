// The syntax tree as it lies in memory: an array of 16-byte nodes and an array of words for what does not fit.
//
// A node's fields are words, one per field that needs one (see Nodes.def). A node with a single word holds it itself;
// one with more points to a run of words in `extra`. A list is a word that points to its length and its items. Flags,
// operators and contexts lie in the node's `op` byte. Read trees through the views of Ast.h.
#pragma once

#include "lang/support/SourceBuffer.h"
#include "lang/support/StringPool.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"

#include <cassert>
#include <cstdint>
#include <optional>
#include <vector>

namespace amaru::ast {

using support::SourceRange;
using support::Symbol;

enum class Kind : uint8_t {
  None,
#define AMARU_NODE(name, asdl, category, fields) name,
#define AMARU_FIELD(kind, name)
#include "lang/ast/Nodes.def"
};

/// Mod, Part (no place in CPython's tree) and PlacedPart (with a place) are the kinds outside the usual four.
enum class Category : uint8_t { None, Mod, Stmt, Expr, Part, PlacedPart, Pattern, TypeParam };

Category category(Kind kind);
/// The name in CPython's `ast`.
llvm::StringRef name(Kind kind);

/// A node of a tree; 0 is none.
struct NodeId {
  uint32_t index = 0;
  explicit operator bool() const { return index != 0; }
  bool operator==(const NodeId &) const = default;
};

enum class Operator : uint8_t {
  Add,
  Sub,
  Mult,
  MatMult,
  Div,
  Mod,
  Pow,
  LShift,
  RShift,
  BitOr,
  BitXor,
  BitAnd,
  FloorDiv
};
enum class UnaryOperator : uint8_t { Invert, Not, UAdd, USub };
enum class BoolOperator : uint8_t { And, Or };
enum class CmpOp : uint32_t { Eq, NotEq, Lt, LtE, Gt, GtE, Is, IsNot, In, NotIn };
enum class ExprContext : uint8_t { Load, Store, Del };

llvm::StringRef name(Operator op);
llvm::StringRef name(UnaryOperator op);
llvm::StringRef name(BoolOperator op);
llvm::StringRef name(CmpOp op);
llvm::StringRef name(ExprContext context);
/// As it is written: `+`, `//`.
llvm::StringRef spelling(Operator op);

/// The value of a literal.
struct ConstantValue {
  enum class Kind : uint8_t { None, True, False, Ellipsis, Int, Float, Complex, Str, Bytes };
  Kind kind = Kind::None;
  /// An Int that lies in 0 … 2^63-1; larger ones have their decimal digits in `text`.
  bool fitsInt64 = false;
  int64_t intValue = 0;
  /// A Float; the imaginary part of a Complex (its real part is 0).
  double floatValue = 0;
  /// Str: UTF-8, lone surrogates kept as in WTF-8. Bytes: the bytes. Int: see `fitsInt64`.
  llvm::StringRef text;
};
using ConstantKind = ConstantValue::Kind;

/// A literal as a tree keeps it. Made by `Tree::store`.
struct StoredConstant {
  ConstantKind kind = ConstantKind::None;
  enum Storage : uint8_t { Word, Wide, Digits } storage = Word;
  uint32_t word = 0;
};

/// The prefix that a string literal keeps in the tree.
enum class ConstantPrefix : uint8_t { None, U };

/// The names of a Global, a Nonlocal or a MatchClass.
class IdentifierList {
public:
  IdentifierList(const support::StringPool &pool, llvm::ArrayRef<Symbol> symbols) : pool(pool), list(symbols) {}

  size_t size() const { return list.size(); }
  bool empty() const { return list.empty(); }
  llvm::StringRef operator[](size_t index) const { return pool.text(list[index]); }
  llvm::ArrayRef<Symbol> symbols() const { return list; }

  class iterator {
  public:
    iterator(const IdentifierList &names, size_t index) : names(names), index(index) {}
    llvm::StringRef operator*() const { return names[index]; }
    iterator &operator++() { return ++index, *this; }
    bool operator!=(const iterator &other) const { return index != other.index; }

  private:
    const IdentifierList &names;
    size_t index;
  };
  iterator begin() const { return {*this, 0}; }
  iterator end() const { return {*this, size()}; }

private:
  const support::StringPool &pool;
  llvm::ArrayRef<Symbol> list;
};

class Tree {
public:
  explicit Tree(support::FileId file = {}) : file(file), nodes(1), extra(1, 0) {}

  NodeId root() const { return rootId; }
  void setRoot(NodeId id) { rootId = id; }
  size_t nodeCount() const { return nodes.size(); }
  support::FileId fileId() const { return file; }

  Kind kind(NodeId id) const { return nodes[id.index].kind; }
  SourceRange range(NodeId id) const {
    const Node &node = nodes[id.index];
    return {node.begin, node.end, file};
  }

  template <typename T> bool is(NodeId id) const { return kind(id) == T::nodeKind; }
  template <typename T> T as(NodeId id) const { return T(*this, id); }
  template <typename T> std::optional<T> dyn(NodeId id) const {
    return is<T>(id) ? std::optional<T>(T(*this, id)) : std::nullopt;
  }

  /// The value of a Constant or a MatchSingleton.
  ConstantValue constant(NodeId id) const;

  // What the views are made of.
  uint8_t op(NodeId id) const { return nodes[id.index].op; }
  uint8_t flags(NodeId id) const { return nodes[id.index].flags; }
  uint32_t word(NodeId id, unsigned slot, unsigned slotCount) const {
    const Node &node = nodes[id.index];
    return slotCount == 1 ? node.data : extra[node.data + slot];
  }
  template <typename T> llvm::ArrayRef<T> list(uint32_t word) const {
    static_assert(sizeof(T) == sizeof(uint32_t));
    return {reinterpret_cast<const T *>(&extra[word] + 1), extra[word]};
  }
  const support::StringPool &strings() const { return pool; }

  // Building.
  support::StringPool &strings() { return pool; }
  NodeId add(Kind kind, uint32_t begin, uint32_t end, uint8_t op, uint8_t flags, llvm::ArrayRef<uint32_t> words);
  template <typename T> uint32_t addList(llvm::ArrayRef<T> items) {
    static_assert(sizeof(T) == sizeof(uint32_t));
    return addWords(reinterpret_cast<const uint32_t *>(items.data()), items.size());
  }
  StoredConstant store(const ConstantValue &value);
  void setContext(NodeId id, ExprContext context) { nodes[id.index].op = static_cast<uint8_t>(context); }
  void setRange(NodeId id, uint32_t begin, uint32_t end) { nodes[id.index].begin = begin, nodes[id.index].end = end; }
  /// Replaces one word of a node.
  void setWord(NodeId id, unsigned slot, unsigned slotCount, uint32_t word) {
    (slotCount == 1 ? nodes[id.index].data : extra[nodes[id.index].data + slot]) = word;
  }

  /// A point to return to when a trial fails.
  struct Mark {
    size_t nodes, extra;
  };
  Mark mark() const { return {nodes.size(), extra.size()}; }
  void rewind(Mark mark) { nodes.resize(mark.nodes), extra.resize(mark.extra); }

  /// The memory that the tree takes, its strings included.
  size_t bytes() const;
  void reserve(size_t sourceBytes);

private:
  struct Node {
    Kind kind = Kind::None;
    uint8_t op = 0;
    uint8_t flags = 0;
    uint32_t begin = 0;
    uint32_t end = 0;
    uint32_t data = 0;
  };
  static_assert(sizeof(Node) == 16);

  uint32_t addWords(const uint32_t *items, size_t count);
  uint32_t appendWords(const uint32_t *items, size_t count);

  support::FileId file;
  NodeId rootId;
  std::vector<Node> nodes;
  /// The first word is the empty list.
  llvm::SmallVector<uint32_t, 0> extra;
  std::vector<int64_t> wideInts;
  std::vector<double> doubles;
  support::StringPool pool;
};

} // namespace amaru::ast
