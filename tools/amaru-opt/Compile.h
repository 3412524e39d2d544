// `amaru-opt --amaru-asm FILE …`: from the amaru dialect to machine code, for tests of what comes out in the end.
#pragma once

#include "mlir/IR/DialectRegistry.h"

namespace amaru {

bool isCompileCommand(int argc, char **argv);
int runCompileCommand(int argc, char **argv, mlir::DialectRegistry &registry);

} // namespace amaru
