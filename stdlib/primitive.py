"""The operations that the compiler knows itself (lang/typed/Builtins.def); everything else in this folder is built on them."""
