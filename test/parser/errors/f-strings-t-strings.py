# 2: SyntaxError: unterminated f-string literal (detected at line 2) [unterminated-f-string]
f'abc
# ----
# 2: SyntaxError: unterminated triple-quoted f-string literal (detected at line 2) [unterminated-triple-f-string]
f'''abc
# ----
# 2: SyntaxError: unterminated triple-quoted f-string literal (detected at line 2) [unterminated-triple-f-string]
x = f"""abc
# ----
# differs: 3.13 says `too many nested f-strings`
# 3: SyntaxError: too many nested f-strings or t-strings [too-many-f-strings]
f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{f"{
# ----
# 2: SyntaxError: f-string: expecting '}' [f-string-brace]
f'{a'
# ----
# 2: SyntaxError: f-string: expecting '}', or format specs [f-string-spec-end]
f'{a:'
# ----
# differs: 3.13 accepts this
# 3: SyntaxError: f-string: newlines are not allowed in format specifiers for single quoted f-strings [f-string-spec-newline]
f"{a:
}"
# ----
# 2: SyntaxError: f-string: single '}' is not allowed [f-string-single-brace]
f'}'
# ----
# 2: SyntaxError: f-string: valid expression required before '}' [f-string-empty-field]
f'{}'
# ----
# 2: SyntaxError: f-string: expecting a valid expression after '{' [f-string-expression]
f'{*}'
# ----
# 2: SyntaxError: f-string: lambda expressions are not allowed without parentheses [f-string-lambda]
f'{lambda x: 1}'
# ----
# 2: SyntaxError: f-string: missing conversion character [f-string-no-conversion]
f'{a!}'
# ----
# 2: SyntaxError: f-string: invalid conversion character [f-string-conversion-text]
f"{a!1}"
# ----
# 2: SyntaxError: f-string: invalid conversion character 'x': expected 's', 'r', or 'a' [f-string-conversion]
f'{a!x}'
# ----
# 2: SyntaxError: f-string: expecting ':' or '}' [f-string-after-conversion]
f"{a!r z}"
# ----
# 2: SyntaxError: f-string: expecting '!', or ':', or '}' [f-string-after-equal]
f"{a = z}"
# ----
# 2: SyntaxError: f-string: expecting '=', or '!', or ':', or '}' [f-string-after-expression]
f'{a;b}'
# ----
# 2: SyntaxError: f-string: expressions nested too deeply [f-string-too-deep]
f'{a:{b:{c:{d}}}}'
# ---- field without an expression
# 2: SyntaxError: f-string: valid expression required before '}' [f-string-empty-field]
x = f'{}'
# ---- field with blanks only
# 2: SyntaxError: f-string: valid expression required before '}' [f-string-empty-field]
x = f'{ }'
# ---- field with an exclamation only
# 2: SyntaxError: f-string: valid expression required before '!' [f-string-empty-field]
x = f'{!r}'
# ---- field with a colon only
# 2: SyntaxError: f-string: valid expression required before ':' [f-string-empty-field]
x = f'{:3}'
# ---- field with an equal sign only
# 2: SyntaxError: f-string: valid expression required before '=' [f-string-empty-field]
x = f'{=}'
# ---- field never closed
# 2: SyntaxError: f-string: expecting '}' [f-string-brace]
x = f'{a'
# ---- field never closed at the end
# 2: SyntaxError: '{' was never closed [never-closed]
x = f'{a
# ---- brace alone
# 2: SyntaxError: f-string: single '}' is not allowed [f-string-single-brace]
x = f'}'
# ---- brace alone at the end
# 2: SyntaxError: f-string: single '}' is not allowed [f-string-single-brace]
x = f'{a}}'
# ---- conversion unknown
# 2: SyntaxError: f-string: invalid conversion character 'x': expected 's', 'r', or 'a' [f-string-conversion]
x = f'{a!x}'
# ---- conversion missing
# 2: SyntaxError: f-string: missing conversion character [f-string-no-conversion]
x = f'{a!}'
# ---- conversion that is a number
# 2: SyntaxError: f-string: invalid conversion character [f-string-conversion-text]
x = f'{a!3}'
# ---- text after the conversion
# 2: SyntaxError: f-string: expecting ':' or '}' [f-string-after-conversion]
x = f'{a!r b}'
# ---- two names in a field
# 2: SyntaxError: invalid syntax. Perhaps you forgot a comma? [forgotten-comma]
x = f'{a b}'
# ---- assignment in a field
# 2: SyntaxError: f-string: expecting '!', or ':', or '}' [f-string-after-equal]
x = f'{a = b}'
# ---- statement in a field
# 2: SyntaxError: f-string: expecting a valid expression after '{' [f-string-expression]
x = f'{pass}'
# ---- star alone in a field
# 2: SyntaxError: f-string: expecting a valid expression after '{' [f-string-expression]
x = f'{*}'
# ---- lambda in a field
# 2: SyntaxError: f-string: lambda expressions are not allowed without parentheses [f-string-lambda]
x = f'{lambda a: 1}'
# ---- operator without an operand in a field
# 3: SyntaxError: invalid syntax [invalid-syntax]
# differs: CPython says: f-string: expecting '=', or '!', or ':', or '}'
x = f'{a +}'
# ---- bracket unclosed in a field
# 2: SyntaxError: closing parenthesis '}' does not match opening parenthesis '(' [mismatched-bracket]
x = f'{(a}'
# ---- bracket closed in a field
# 3: SyntaxError: closing parenthesis ')' does not match opening parenthesis '{' [mismatched-bracket]
# differs: CPython says: f-string: unmatched ')'
x = f'{a)}'
# ---- unterminated f-string
# 2: SyntaxError: unterminated f-string literal (detected at line 2) [unterminated-f-string]
x = f'abc
# ---- unterminated triple f-string
# 2: SyntaxError: unterminated triple-quoted f-string literal (detected at line 2) [unterminated-triple-f-string]
x = f'''abc
# ---- specification never closed
# 2: SyntaxError: f-string: expecting '}', or format specs [f-string-spec-end]
x = f'{a:3'
# ---- field in a specification never closed
# 2: SyntaxError: f-string: expecting '}' [f-string-brace]
x = f'{a:{b'
# ---- dollar in a field
# 3: SyntaxError: invalid syntax [invalid-syntax]
# differs: CPython says: f-string: expecting a valid expression after '{'
x = f'{$a}'
