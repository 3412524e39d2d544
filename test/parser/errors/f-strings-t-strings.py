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
