# 2: SyntaxError: invalid decimal literal [invalid-number]
1a
# ----
# 2: SyntaxError: invalid decimal literal [invalid-number]
1e
# ----
# 2: SyntaxError: invalid digit '8' in octal literal [invalid-digit]
0o8
# ----
# 2: SyntaxError: invalid digit '2' in binary literal [invalid-digit]
0b12
# ----
# 2: SyntaxError: leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers [leading-zeros]
01
# ----
# 2: SyntaxError: leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers [leading-zeros]
x = 08
# ----
# 2: SyntaxError: Exceeds the limit (4300 digits) for integer string conversion: value has 4301 digits; use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer literals to avoid decimal conversion limits. [integer-too-long]
x = 11111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111
# ----
# 2: SyntaxError: unterminated string literal (detected at line 2) [unterminated-string]
f'{"a}'
# ----
# 2: SyntaxError: unterminated string literal (detected at line 2) [unterminated-string]
x = 'abc
# ----
# 2: SyntaxError: unterminated triple-quoted string literal (detected at line 2) [unterminated-triple-string]
'''abc
# ----
# 2: SyntaxError: unterminated triple-quoted string literal (detected at line 2) [unterminated-triple-string]
u"""abc
# ----
# 2: SyntaxError: (unicode error) 'unicodeescape' codec can't decode bytes in position 0-2: truncated \xXX escape [unicode-escape]
x = '\x1'
# ----
# 2: SyntaxError: (unicode error) 'unicodeescape' codec can't decode bytes in position 0-6: unknown Unicode character name [unicode-escape]
'\N{foo}'
# ----
# 2: SyntaxError: (value error) invalid \x escape at position 0 [bytes-escape]
x = b"\x1"
# ----
# 2: SyntaxError: bytes can only contain ASCII literal characters [non-ascii-bytes]
b'é'
# ----
# 2: SyntaxError: bytes can only contain ASCII literal characters [non-ascii-bytes]
b"Ā"
# ----
# 2: SyntaxError: cannot mix bytes and nonbytes literals [mixed-bytes]
b'a' 'c'
# ----
# 2: SyntaxError: cannot mix bytes and nonbytes literals [mixed-bytes]
u'a' b'b'
# ----
# differs: 3.13 says `invalid syntax`
# 3: SyntaxError: cannot mix t-string literals with string or bytes literals [mixed-template]
x = t"{a}" "b"
# ----
# 2: warning: "\d" is an invalid escape sequence; such sequences will not work in the future [invalid-escape]
x = "\d"
# ----
# 2: warning: "\777" is an invalid octal escape sequence; such sequences will not work in the future [invalid-octal-escape]
x = "\777"
# ---- octal as in C
# 2: SyntaxError: leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers [leading-zeros]
x = 017
# ---- octal with an eight
# 2: SyntaxError: invalid digit '8' in octal literal [invalid-digit]
x = 0o8
# ---- octal without digits
# 2: SyntaxError: invalid octal literal [invalid-number]
x = 0o
# ---- binary with a two
# 2: SyntaxError: invalid digit '2' in binary literal [invalid-digit]
x = 0b2
# ---- binary without digits
# 2: SyntaxError: invalid binary literal [invalid-number]
x = 0b
# ---- hexadecimal with a g
# 2: SyntaxError: invalid hexadecimal literal [invalid-number]
x = 0xg
# ---- hexadecimal without digits
# 2: SyntaxError: invalid hexadecimal literal [invalid-number]
x = 0x
# ---- underscore at the end
# 2: SyntaxError: invalid decimal literal [invalid-number]
x = 1_
# ---- two underscores
# 2: SyntaxError: invalid decimal literal [invalid-number]
x = 1__0
# ---- underscore after the point
# 2: SyntaxError: invalid decimal literal [invalid-number]
x = 1._0
# ---- underscore before the point
# 2: SyntaxError: invalid decimal literal [invalid-number]
x = 1_.0
# ---- underscore after the prefix twice
# 2: SyntaxError: invalid hexadecimal literal [invalid-number]
x = 0x__1
# ---- exponent without digits
# 2: SyntaxError: invalid decimal literal [invalid-number]
x = 1e
# ---- exponent with a sign only
# 2: SyntaxError: invalid decimal literal [invalid-number]
x = 1e+
# ---- imaginary with a letter
# 2: SyntaxError: invalid imaginary literal [invalid-number]
x = 1jx
# ---- two points in a number
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = 1.2.3
# ---- unterminated string with double quotes
# 2: SyntaxError: unterminated string literal (detected at line 2) [unterminated-string]
x = "abc
# ---- unterminated string with a backslash at the end
# 2: SyntaxError: unterminated string literal (detected at line 2) [unterminated-string]
x = 'abc\
# ---- unterminated triple string
# 2: SyntaxError: unterminated triple-quoted string literal (detected at line 3) [unterminated-triple-string]
x = '''abc
def
# ---- unterminated raw string
# 2: SyntaxError: unterminated string literal (detected at line 2) [unterminated-string]
x = r'abc
# ---- unterminated bytes
# 2: SyntaxError: unterminated string literal (detected at line 2) [unterminated-string]
x = b'abc
# ---- bytes with a character outside ASCII
# 2: SyntaxError: bytes can only contain ASCII literal characters [non-ascii-bytes]
x = b'é'
# ---- bytes and a string
# 2: SyntaxError: cannot mix bytes and nonbytes literals [mixed-bytes]
x = b'a' 'b'
# ---- string and bytes
# 2: SyntaxError: cannot mix bytes and nonbytes literals [mixed-bytes]
x = 'a' b'b'
# ---- bytes and an f-string
# 2: SyntaxError: cannot mix bytes and nonbytes literals [mixed-bytes]
x = b'a' f'b'
# ---- bad hexadecimal escape in bytes
# 2: SyntaxError: (value error) invalid \x escape at position 0 [bytes-escape]
x = b'\x1'
# ---- bad short unicode escape
# 2: SyntaxError: (unicode error) 'unicodeescape' codec can't decode bytes in position 0-3: truncated \uXXXX escape [unicode-escape]
x = '\u12'
# ---- bad long unicode escape
# 2: SyntaxError: (unicode error) 'unicodeescape' codec can't decode bytes in position 0-5: truncated \UXXXXXXXX escape [unicode-escape]
x = '\U0001'
# ---- unicode escape too large
# 2: SyntaxError: (unicode error) 'unicodeescape' codec can't decode bytes in position 0-9: illegal Unicode character [unicode-escape]
x = '\U00110000'
# ---- unknown character name
# 2: SyntaxError: (unicode error) 'unicodeescape' codec can't decode bytes in position 0-15: unknown Unicode character name [unicode-escape]
x = '\N{NO SUCH NAME}'
# ---- character name without braces
# 2: SyntaxError: (unicode error) 'unicodeescape' codec can't decode bytes in position 0-1: malformed \N character escape [unicode-escape]
x = '\N'
# ---- character name unclosed
# 3: SyntaxError: (unicode error) 'unicodeescape' codec can't decode bytes in position 0-1: malformed \N character escape [unicode-escape]
# differs: CPython says: (unicode error) 'unicodeescape' codec can't decode bytes in position 0-11: malformed \N character escape
x = '\N{DIGIT ONE'
# ---- prefix ub
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = ub'a'
# ---- prefix fb
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = fb'a'
# ---- prefix ur
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = ur'a'
# ---- prefix bu
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = bu'a'
