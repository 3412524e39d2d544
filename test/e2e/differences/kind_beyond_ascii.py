# What kind a character beyond ASCII has is not known.
# expect: ValueError at line 3
print("\u00e9".isalpha())
