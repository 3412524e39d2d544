"""`amaru.gpu` in a compiled file: all of it is the compiler's own."""
