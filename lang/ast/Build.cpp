#include "lang/ast/Build.h"

namespace amaru::ast {

void replaceByFunction(Tree &tree, llvm::StringRef name, NodeId params, llvm::ArrayRef<NodeId> body) {
  NodeId root = tree.root();
  llvm::SmallVector<NodeId> statements(tree.as<Module>(root).body());
  support::SourceRange range = tree.range(statements[0]);
  llvm::ArrayRef<NodeId> none;
  statements[0] = make<FunctionDef>(tree, range.begin, range.end, tree.strings().intern(name), params, body, none,
                                    NodeId{}, none, range.begin, range.begin);
  range = tree.range(root);
  tree.setRoot(make<Module>(tree, range.begin, range.end, llvm::ArrayRef<NodeId>(statements)));
}

} // namespace amaru::ast
