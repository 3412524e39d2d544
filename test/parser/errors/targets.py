# 2: SyntaxError: cannot assign to True [cannot-assign]
True = 1
# ----
# 2: SyntaxError: cannot assign to None [cannot-assign]
None = 1
# ----
# 2: SyntaxError: cannot assign to literal here. Maybe you meant '==' instead of '='? [cannot-assign-here]
1 = x
# ----
# 2: SyntaxError: cannot assign to literal here. Maybe you meant '==' instead of '='? [cannot-assign-here]
1 = 1
# ----
# 2: SyntaxError: cannot delete function call [cannot-delete]
del f()
# ----
# 2: SyntaxError: cannot delete __debug__ [cannot-delete]
del __debug__
# ----
# 2: SyntaxError: assignment to yield expression not possible [assign-to-yield]
yield = 1
# ----
# 2: SyntaxError: assignment to yield expression not possible [assign-to-yield]
x = yield = 1
# ----
# 2: SyntaxError: only single target (not tuple) can be annotated [only-single-target]
(): int
# ----
# 2: SyntaxError: only single target (not list) can be annotated [only-single-target]
[]: int
# ----
# 2: SyntaxError: illegal target for annotation [annotation-target]
None: int
# ----
# 2: SyntaxError: 'tuple' is an illegal expression for augmented assignment [augmented-target]
()+=1
# ----
# 2: SyntaxError: 'function call' is an illegal expression for augmented assignment [augmented-target]
f() += 1
# ----
# 2: SyntaxError: multiple starred expressions in assignment [two-starred-targets]
a, *b, *c = x
# ----
# 2: SyntaxError: starred assignment target must be in a list or tuple [starred-target-alone]
*a = 1
# ---- assignment to a string
# 2: SyntaxError: cannot assign to literal here. Maybe you meant '==' instead of '='? [cannot-assign-here]
'a' = x
# ---- assignment to an f-string
# 2: SyntaxError: cannot assign to f-string expression here. Maybe you meant '==' instead of '='? [cannot-assign-here]
f'{a}' = x
# ---- assignment to None
# 2: SyntaxError: cannot assign to None [cannot-assign]
None = x
# ---- assignment to True
# 2: SyntaxError: cannot assign to True [cannot-assign]
True = x
# ---- assignment to an ellipsis
# 2: SyntaxError: cannot assign to ellipsis here. Maybe you meant '==' instead of '='? [cannot-assign-here]
... = x
# ---- assignment to __debug__
# 2: SyntaxError: cannot assign to __debug__ [cannot-assign]
__debug__ = 1
# ---- assignment to a call
# 2: SyntaxError: cannot assign to function call here. Maybe you meant '==' instead of '='? [cannot-assign-here]
f() = x
# ---- assignment to a sum
# 2: SyntaxError: cannot assign to expression here. Maybe you meant '==' instead of '='? [cannot-assign-here]
a + b = x
# ---- assignment to a comparison
# 2: SyntaxError: cannot assign to comparison [cannot-assign]
a < b = x
# ---- assignment to a negation
# 2: SyntaxError: cannot assign to expression here. Maybe you meant '==' instead of '='? [cannot-assign-here]
-a = x
# ---- assignment to not
# 2: SyntaxError: cannot assign to expression [cannot-assign]
not a = x
# ---- assignment to and
# 2: SyntaxError: cannot assign to expression [cannot-assign]
a and b = x
# ---- assignment to a conditional
# 2: SyntaxError: cannot assign to conditional expression [cannot-assign]
a if b else c = x
# ---- assignment to a lambda
# 3: SyntaxError: cannot assign to lambda [cannot-assign]
# differs: CPython says: cannot assign to lambda here. Maybe you meant '==' instead of '='?
(lambda: a) = x
# ---- assignment to a list comprehension
# 2: SyntaxError: cannot assign to list comprehension here. Maybe you meant '==' instead of '='? [cannot-assign-here]
[a for a in b] = x
# ---- assignment to a generator
# 2: SyntaxError: cannot assign to generator expression [cannot-assign]
(a for a in b) = x
# ---- assignment to a dict
# 2: SyntaxError: cannot assign to dict literal here. Maybe you meant '==' instead of '='? [cannot-assign-here]
{a: b} = x
# ---- assignment to a set
# 2: SyntaxError: cannot assign to set display here. Maybe you meant '==' instead of '='? [cannot-assign-here]
{a, b} = x
# ---- assignment to an await
# 3: SyntaxError: cannot assign to await expression here. Maybe you meant '==' instead of '='? [cannot-assign-here]
async def f():
    await a = x
# ---- assignment to a yield
# 3: SyntaxError: cannot assign to yield expression here. Maybe you meant '==' instead of '='? [cannot-assign-here]
def f():
    (yield a) = x
# ---- assignment to a number in a tuple
# 3: SyntaxError: cannot assign to literal [cannot-assign]
# differs: CPython says: cannot assign to literal here. Maybe you meant '==' instead of '='?
a, 1 = x
# ---- assignment to a call in a list
# 2: SyntaxError: cannot assign to function call [cannot-assign]
[a, f()] = x
# ---- assignment to a number in the middle
# 2: SyntaxError: cannot assign to literal [cannot-assign]
a = 1 = b
# ---- assignment with two stars
# 2: SyntaxError: multiple starred expressions in assignment [two-starred-targets]
*a, *b = x
# ---- assignment with a star alone
# 2: SyntaxError: starred assignment target must be in a list or tuple [starred-target-alone]
*a = x
# ---- augmented assignment to a tuple
# 2: SyntaxError: 'tuple' is an illegal expression for augmented assignment [augmented-target]
a, b += 1
# ---- augmented assignment to a list
# 2: SyntaxError: 'list' is an illegal expression for augmented assignment [augmented-target]
[a] += 1
# ---- augmented assignment to a number
# 2: SyntaxError: 'literal' is an illegal expression for augmented assignment [augmented-target]
1 += 1
# ---- augmented assignment to None
# 2: SyntaxError: 'None' is an illegal expression for augmented assignment [augmented-target]
None += 1
# ---- augmented assignment chained
# 2: SyntaxError: invalid syntax [invalid-syntax]
a += b += 1
# ---- augmented assignment then assignment
# 2: SyntaxError: invalid syntax [invalid-syntax]
a += b = 1
# ---- annotation of a tuple
# 2: SyntaxError: only single target (not tuple) can be annotated [only-single-target]
a, b: int
# ---- annotation of a list
# 2: SyntaxError: only single target (not list) can be annotated [only-single-target]
[a, b]: int
# ---- annotation of a call
# 2: SyntaxError: illegal target for annotation [annotation-target]
f(): int
# ---- annotation of a number
# 2: SyntaxError: illegal target for annotation [annotation-target]
1: int
# ---- annotation without a type
# 2: SyntaxError: invalid syntax [invalid-syntax]
a:
# ---- annotation with two values
# 2: SyntaxError: invalid syntax [invalid-syntax]
a: int = 1 = 2
# ---- equal sign without a value
# 2: SyntaxError: invalid syntax [invalid-syntax]
x =
# ---- equal sign without a target
# 2: SyntaxError: invalid syntax [invalid-syntax]
= x
# ---- double equal sign without an operand
# 2: SyntaxError: invalid syntax [invalid-syntax]
x ==
