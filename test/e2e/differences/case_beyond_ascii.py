# Only ASCII letters have a case.
# expect: ValueError at line 3
print("\u00e9".upper())
