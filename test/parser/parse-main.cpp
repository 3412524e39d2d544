// `amaru parse` as a program of its own, for tests of the parser alone.
#include "parser/ParseCommand.h"

int main(int argc, char **argv) { return amaru::parser::parseMain(argc, argv); }
