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
# ---- nothing after plus
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = 1 +
# ---- nothing after star
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = 1 *
# ---- nothing before slash
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = / 2
# ---- two operands in a row
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = 1 2
# ---- two names in a row
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = a b
# ---- two strings and a name
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = 'a' b
# ---- plus plus at the end
# 2: SyntaxError: invalid syntax [invalid-syntax]
x++
# ---- increment of a name
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = y++
# ---- arrow in an expression
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = a -> b
# ---- and twice
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = a and and b
# ---- or at the start
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = or b
# ---- not at the end
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = not
# ---- is at the end
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = a is
# ---- in at the end
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = a in
# ---- not is
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = a not is b
# ---- not without in
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = a not b
# ---- less less less
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = a <<< b
# ---- diamond
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = a <> b
# ---- ampersand ampersand
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = a && b
# ---- pipe pipe
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = a || b
# ---- exclamation
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = !a
# ---- question mark
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = a ? b : c
# ---- dollar
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = $a
# ---- backtick
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = `a`
# ---- not after plus
# 2: SyntaxError: 'not' after an operator must be parenthesized [not-after-operator]
x = 1 + not y
# ---- not after minus
# 2: SyntaxError: 'not' after an operator must be parenthesized [not-after-operator]
x = -not y
# ---- not after comparison
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = 1 < not y
# ---- conditional without else
# 2: SyntaxError: expected 'else' after 'if' expression [expected-else]
x = 1 if y
# ---- conditional with a statement
# 3: SyntaxError: expected expression after 'else', but statement is given [statement-after-else]
# differs: words of a newer version
x = 1 if y else pass
# ---- conditional with return
# 3: SyntaxError: expected expression after 'else', but statement is given [statement-after-else]
# differs: words of a newer version
x = 1 if y else return
# ---- conditional with elif
# 2: SyntaxError: expected 'else' after 'if' expression [expected-else]
x = 1 if y elif z
# ---- dot at the end
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = a.
# ---- dot twice
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = a..b
# ---- dot before a number
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = a.1
# ---- dot before a keyword
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = a.class
# ---- dot before a bracket
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = a.[0]
# ---- empty subscript
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = a[]
# ---- subscript of a comma
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = a[,]
# ---- subscript with four parts
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = a[1:2:3:4]
# ---- subscript unclosed
# 2: SyntaxError: '[' was never closed [never-closed]
x = a[1
# ---- subscript with two items
# 2: SyntaxError: invalid syntax. Perhaps you forgot a comma? [forgotten-comma]
x = a[1 2]
# ---- subscript of an assignment
# 2: SyntaxError: invalid syntax. Maybe you meant '==' or ':=' instead of '='? [maybe-equal-or-walrus]
x = a[b=1]
# ---- subscript of a double star
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = a[**k]
# ---- list with two commas
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = [1,,2]
# ---- list that starts with a comma
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = [,1]
# ---- list without a comma
# 2: SyntaxError: invalid syntax. Perhaps you forgot a comma? [forgotten-comma]
x = [1 2]
# ---- list with a colon
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = [1: 2]
# ---- list with an equal sign
# 2: SyntaxError: invalid syntax. Maybe you meant '==' or ':=' instead of '='? [maybe-equal-or-walrus]
x = [a = 1]
# ---- list unclosed
# 2: SyntaxError: '[' was never closed [never-closed]
x = [1, 2
y = 3
# ---- list closed by a parenthesis
# 2: SyntaxError: closing parenthesis ')' does not match opening parenthesis '[' [mismatched-bracket]
x = [1, 2)
# ---- list closed on another line
# 3: SyntaxError: closing parenthesis ')' does not match opening parenthesis '[' on line 2 [mismatched-bracket]
x = [1,
2)
# ---- tuple unclosed
# 2: SyntaxError: '(' was never closed [never-closed]
x = (1, 2
y = 3
# ---- tuple of an equal sign
# 2: SyntaxError: invalid syntax. Maybe you meant '==' or ':=' instead of '='? [maybe-equal-or-walrus]
x = (a = 1)
# ---- tuple of two items without a comma
# 2: SyntaxError: invalid syntax. Perhaps you forgot a comma? [forgotten-comma]
x = (a b)
# ---- parentheses around a statement
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = (pass)
# ---- parentheses around a star
# 2: SyntaxError: cannot use starred expression here [starred-here]
x = (*a)
# ---- parentheses around a double star
# 2: SyntaxError: cannot use double starred expression here [double-starred-here]
x = (**a)
# ---- star in a return
# 3: SyntaxError: cannot use starred expression here [starred-here]
def f():
    return (*a)
# ---- star in a comparison
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = *a < b
# ---- star of a comparison in a list
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = [*a in b]
# ---- dict with an equal sign
# 2: SyntaxError: invalid syntax. Maybe you meant '==' or ':=' instead of '='? [maybe-equal-or-walrus]
x = {a = 1}
# ---- dict without a value
# 2: SyntaxError: expression expected after dictionary key and ':' [dict-value]
x = {1:}
# ---- dict without a value before a comma
# 2: SyntaxError: expression expected after dictionary key and ':' [dict-value]
x = {1:, 2: 3}
# ---- dict without a colon after a pair
# 2: SyntaxError: ':' expected after dictionary key [dict-colon]
x = {1: 2, 3}
# ---- dict without a comma
# 2: SyntaxError: invalid syntax. Perhaps you forgot a comma? [forgotten-comma]
x = {1: 2 3: 4}
# ---- dict with two colons
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = {1: 2: 3}
# ---- dict with a starred value
# 2: SyntaxError: cannot use a starred expression in a dictionary value [starred-dict-value]
x = {1: *a}
# ---- dict with a starred key
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = {*a: 1}
# ---- dict unpacking in a comprehension
# 2: SyntaxError: dict unpacking cannot be used in dict comprehension [dict-unpacking-in-comprehension]
x = {**a for a in b}
# ---- dict with a walrus as key
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = {a := 1: 2}
# ---- set with a pair
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = {1, 2: 3}
# ---- set with double star after an item
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = {1, **a}
# ---- set unclosed
# 2: SyntaxError: '{' was never closed [never-closed]
x = {1, 2
y = 3
# ---- comprehension without in
# 2: SyntaxError: 'in' expected after for-loop variables [expected-in]
x = [a for a b]
# ---- comprehension without an iterable
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = [a for a in]
# ---- comprehension without a target
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = [a for in b]
# ---- comprehension with a call as target
# 2: SyntaxError: cannot assign to function call [cannot-assign]
x = [a for f() in b]
# ---- comprehension with a number as target
# 2: SyntaxError: cannot assign to literal [cannot-assign]
x = [a for 1 in b]
# ---- comprehension with an unparenthesized tuple
# 2: SyntaxError: did you forget parentheses around the comprehension target? [comprehension-target]
x = [a, b for a, b in c]
# ---- comprehension with an unparenthesized tuple in a set
# 2: SyntaxError: did you forget parentheses around the comprehension target? [comprehension-target]
x = {a, b for a, b in c}
# ---- comprehension with unpacking
# 2: SyntaxError: iterable unpacking cannot be used in comprehension [unpacking-in-comprehension]
x = [*a for a in b]
# ---- comprehension with unpacking in a generator
# 2: SyntaxError: iterable unpacking cannot be used in comprehension [unpacking-in-comprehension]
x = (*a for a in b)
# ---- comprehension with else
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = [a for a in b else c]
# ---- comprehension with an if but no condition
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = [a for a in b if]
# ---- comprehension with a walrus in its iterable
# 2: SyntaxError: assignment expression cannot be used in a comprehension iterable expression [walrus-in-iterable]
x = [a for a in (b := c)]
# ---- comprehension that rebinds its variable
# 2: SyntaxError: assignment expression cannot rebind comprehension iteration variable 'a' [walrus-rebinds]
x = [a := 1 for a in b]
# ---- comprehension in a class with a walrus
# 3: SyntaxError: assignment expression within a comprehension cannot be used in a class body [walrus-in-class]
class C:
    x = [y := 1 for a in b]
# ---- comprehension with two fors and no in
# 2: SyntaxError: 'in' expected after for-loop variables [expected-in]
x = [a for b in c for d]
# ---- walrus at a statement
# 2: SyntaxError: invalid syntax [invalid-syntax]
a := 1
# ---- walrus to a subscript
# 2: SyntaxError: cannot use assignment expressions with subscript [named-expression-target]
(a[0] := 1)
# ---- walrus to a tuple
# 2: SyntaxError: cannot use assignment expressions with tuple [named-expression-target]
((a, b) := 1)
# ---- walrus to a number
# 2: SyntaxError: cannot use assignment expressions with literal [named-expression-target]
(1 := 2)
# ---- walrus to a call
# 2: SyntaxError: cannot use assignment expressions with function call [named-expression-target]
(f() := 2)
# ---- walrus in an assignment
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = y := 1
# ---- walrus in a lambda
# 3: SyntaxError: invalid syntax [invalid-syntax]
# differs: CPython says: cannot use assignment expressions with lambda
lambda: a := 1
# ---- yield in a list
# 3: SyntaxError: invalid syntax [invalid-syntax]
def f():
    x = [yield]
# ---- yield at module level
# 2: SyntaxError: 'yield' outside function [yield-outside]
x = yield 1
# ---- yield in a class
# 3: SyntaxError: 'yield' outside function [yield-outside]
class C:
    yield 1
# ---- yield in a comprehension
# 3: SyntaxError: 'yield' inside list comprehension [yield-in-comprehension]
def f():
    return [(yield 1) for a in b]
# ---- await without an operand
# 3: SyntaxError: invalid syntax [invalid-syntax]
async def f():
    await
# ---- await of await
# 3: SyntaxError: invalid syntax [invalid-syntax]
async def f():
    await await x
# ---- async comprehension outside
# 3: SyntaxError: asynchronous comprehension outside of an asynchronous function [async-comprehension-outside]
def f():
    return [a async for a in b]
# ---- return outside
# 2: SyntaxError: 'return' outside function [return-outside]
return 1
# ---- power without an exponent
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = 2 **
# ---- matrix product without an operand
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = a @
# ---- tilde alone
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = ~
# ---- ellipsis of four dots
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = ....
# ---- assignment in a condition with and
# 2: SyntaxError: invalid syntax [invalid-syntax]
if a and b = c: pass
# ---- number before a name
# 2: SyntaxError: invalid decimal literal [invalid-number]
x = 1a
# ---- number before a parenthesis of names
# 2: SyntaxError: invalid syntax. Perhaps you forgot a comma? [forgotten-comma]
x = 1(a b)
