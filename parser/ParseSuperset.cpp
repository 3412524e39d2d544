// Amaru's own statements. Their words are keywords only where Python has a syntax error, so that any Python file is an
// Amaru file with the same tree:
//
//   parallel for i in range(n): …     two names in a row
//   struct Point: …                   two names in a row
//   unchecked: …    wrapping: …       an annotation without a type, at the end of the line
#include "parser/ParserImpl.h"

namespace amaru::parser {

bool Parser::atStruct() const { return atSoft("struct") && lookAhead().kind == K::Name; }

bool Parser::atSuperset() const {
  if (!at(K::Name))
    return false;
  if (lookAhead().kind == K::For)
    return atSoft("parallel");
  if (lookAhead().kind == K::Colon && lookAhead(2).kind == K::Newline)
    return atSoft("unchecked") || atSoft("wrapping");
  return atStruct();
}

NodeId Parser::parseSuperset(llvm::ArrayRef<NodeId> decorators) {
  uint32_t from = begin();
  if (atStruct())
    return parseClass(from, decorators, /*isStruct=*/true);
  bool isUnchecked = atSoft("unchecked");
  bool isParallel = atSoft("parallel");
  advance();
  if (isParallel)
    return parseFor(from, ForKind::Parallel);
  NodeList body =
      parseSuite(isUnchecked ? "'unchecked' statement" : "'wrapping' statement", from, /*isColonForced=*/true);
  llvm::ArrayRef<NodeId> list(body);
  return isUnchecked ? ast::make<ast::Unchecked>(tree, from, lastEnd(), list)
                     : ast::make<ast::Wrapping>(tree, from, lastEnd(), list);
}

} // namespace amaru::parser
