"""Other compilers' names for what Amaru does, so that their programs run with one line changed."""
