// `amaru parse FILE…`: syntax only. docs/language/command-line.md describes it.
#pragma once

namespace amaru::parser {

/// `argv[0]` is the name to use in messages. Answers 0 when every file is right, 1 when one is not, 2 for a command
/// line or a file that cannot be used.
int parseMain(int argc, char **argv);

} // namespace amaru::parser
