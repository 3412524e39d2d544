"""`import amaru` in a compiled file: decorators, `prange` and types are the compiler's own."""

import amaru.gpu as gpu
