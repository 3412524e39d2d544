// Indentation: the stack of open blocks, by the column at which each starts.
//
// Columns are counted twice, with tab stops every 8 columns and with tabs one column wide. Where the two counts
// disagree on which of two lines is deeper, the file's meaning would depend on the reader's editor: a TabError.
#pragma once

#include "llvm/ADT/SmallVector.h"

namespace amaru::parser {

class Indentation {
public:
  static constexpr unsigned maxDepth = 100;

  struct Column {
    unsigned wide = 0;
    unsigned narrow = 0;
  };

  /// Adds the white space character to the column.
  static void advance(Column &column, char space);

  enum class Change { Same, Indent, Dedent, Inconsistent, TooDeep, NoMatch };
  /// What a line at that column does; a Dedent closes `closed` blocks, also one that matches no outer block.
  Change enter(Column column, unsigned &closed);
  /// Closes all blocks, and says how many there were.
  unsigned closeAll();

private:
  llvm::SmallVector<Column, 16> stack{Column{}};
};

} // namespace amaru::parser
