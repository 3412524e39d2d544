// The rules of CPython's tokenizer on columns.
#include "parser/Indentation.h"

namespace amaru::parser {

void Indentation::advance(Column &column, char space) {
  switch (space) {
  case ' ':
    ++column.wide, ++column.narrow;
    break;
  case '\t':
    column.wide = (column.wide / 8 + 1) * 8;
    ++column.narrow;
    break;
  case '\f':
    column = {};
    break;
  }
}

Indentation::Change Indentation::enter(Column column, unsigned &closed) {
  closed = 0;
  Column top = stack.back();
  if (column.wide == top.wide)
    return column.narrow == top.narrow ? Change::Same : Change::Inconsistent;
  if (column.wide > top.wide) {
    if (column.narrow <= top.narrow)
      return Change::Inconsistent;
    if (stack.size() >= maxDepth)
      return Change::TooDeep;
    stack.push_back(column);
    return Change::Indent;
  }
  while (stack.size() > 1 && column.wide < stack.back().wide) {
    stack.pop_back();
    ++closed;
  }
  if (column.wide != stack.back().wide)
    return Change::NoMatch;
  return column.narrow == stack.back().narrow ? Change::Dedent : Change::Inconsistent;
}

unsigned Indentation::closeAll() {
  auto count = static_cast<unsigned>(stack.size() - 1);
  stack.resize(1);
  return count;
}

} // namespace amaru::parser
