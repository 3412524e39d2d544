// What must hold for any text whatever; a fuzz target is a choice of these. Each aborts when it does not hold.
#pragma once

#include "lang/diag/Engine.h"
#include "lang/support/SourceBuffer.h"

namespace amaru::fuzz {

/// The bytes as one text, taken as they are; null when they are not UTF-8 or hold a null byte, which the reader of
/// files refuses before the lexer sees them.
const support::SourceBuffer *asText(support::SourceManager &sources, llvm::StringRef bytes);

/// Tokens lie within the text, in order, do not overlap, and every indent has its dedent.
void checkTokens(const support::SourceBuffer &source);

/// The tree is whole: every node lies within the text, and an expression within the one around it. Both printers print
/// it, and what is Python is the same tree as Amaru.
void checkTree(const support::SourceBuffer &source);

/// The bytes of a file, in any encoding, give a tree or a diagnostic that both renderers can show.
void checkFile(llvm::StringRef bytes);

} // namespace amaru::fuzz
