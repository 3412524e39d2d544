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
