# 2: SyntaxError: invalid syntax [invalid-syntax]
$
# ----
# 2: SyntaxError: invalid syntax [invalid-syntax]
!x
# ----
# 2: SyntaxError: invalid syntax. Perhaps you forgot a comma? [forgotten-comma]
f(a=1 b)
# ----
# 2: SyntaxError: invalid syntax. Perhaps you forgot a comma? [forgotten-comma]
f'{a b}'
# ----
# 2: SyntaxError: Missing parentheses in call to 'exec'. Did you mean exec(...)? [legacy-statement]
exec 'a'
# ----
# 2: SyntaxError: Missing parentheses in call to 'print'. Did you mean print(...)? [legacy-statement]
print 'a'
# ----
# 2: SyntaxError: expected 'else' after 'if' expression [expected-else]
a = b if c
# ----
# 2: SyntaxError: expected 'else' after 'if' expression [expected-else]
a = 42 if True
# ----
# differs: 3.13 says `invalid syntax`
# 3: SyntaxError: expected expression after 'else', but statement is given [statement-after-else]
a = 1 if 2 else pass
# ----
# 2: SyntaxError: 'not' after an operator must be parenthesized [not-after-operator]
+ not 3
# ----
# 2: SyntaxError: 'not' after an operator must be parenthesized [not-after-operator]
- not 3
# ----
# 2: SyntaxError: invalid syntax. Maybe you meant '==' or ':=' instead of '='? [maybe-equal-or-walrus]
[z=3]
# ----
# 2: SyntaxError: invalid syntax. Maybe you meant '==' or ':=' instead of '='? [maybe-equal-or-walrus]
{z=3}
# ----
# 2: SyntaxError: cannot use assignment expressions with attribute [named-expression-target]
(a.b := 1)
# ----
# 2: SyntaxError: cannot use assignment expressions with True [named-expression-target]
(True := 1)
# ----
# differs: 3.13 says `invalid syntax`
# 3: SyntaxError: cannot use named expression without parentheses here [bare-named-expression]
assert x := 1
# ----
# 2: SyntaxError: cannot use starred expression here [starred-here]
(*a)
# ----
# 2: SyntaxError: cannot use starred expression here [starred-here]
A[:(*b)]
# ----
# 2: SyntaxError: cannot use double starred expression here [double-starred-here]
(**a)
# ----
# 2: SyntaxError: can't use starred expression here [cannot-star-here]
*a
# ----
# 2: SyntaxError: can't use starred expression here [cannot-star-here]
x = *a
# ----
# 2: SyntaxError: Invalid star expression [invalid-star-expression]
f(*)
# ----
# 2: SyntaxError: Invalid star expression [invalid-star-expression]
A[*]
# ----
# 2: SyntaxError: did you forget parentheses around the comprehension target? [comprehension-target]
[a, b for a in c]
# ----
# 2: SyntaxError: did you forget parentheses around the comprehension target? [comprehension-target]
[x,y for x,y in range(100)]
# ----
# 2: SyntaxError: iterable unpacking cannot be used in comprehension [unpacking-in-comprehension]
[*x for x in y]
# ----
# 2: SyntaxError: 'in' expected after for-loop variables [expected-in]
[x for x if range(1)]
# ----
# 2: SyntaxError: 'in' expected after for-loop variables [expected-in]
tuple(x for x if range(1))
# ----
# 2: SyntaxError: ':' expected after dictionary key [dict-colon]
{1:2, 3}
# ----
# 2: SyntaxError: ':' expected after dictionary key [dict-colon]
{1:2, 3:4, 5}
# ----
# 2: SyntaxError: expression expected after dictionary key and ':' [dict-value]
{1:}
# ----
# 2: SyntaxError: expression expected after dictionary key and ':' [dict-value]
{1:2, 3:4, 5:}
# ----
# 2: SyntaxError: cannot use a starred expression in a dictionary value [starred-dict-value]
{1: *12+1}
# ----
# 2: SyntaxError: cannot use a starred expression in a dictionary value [starred-dict-value]
x = {a: *b}
# ----
# 2: SyntaxError: dict unpacking cannot be used in dict comprehension [dict-unpacking-in-comprehension]
{**a for a in b}
