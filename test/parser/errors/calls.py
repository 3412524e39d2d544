# 2: SyntaxError: Generator expression must be parenthesized [bare-generator]
f(x for x in L,)
# ----
# 2: SyntaxError: Generator expression must be parenthesized [bare-generator]
f(a for a in b, c)
# ----
# 2: SyntaxError: positional argument follows keyword argument [positional-after-keyword]
f(a=1, b)
# ----
# 2: SyntaxError: positional argument follows keyword argument unpacking [positional-after-unpacking]
f(**a, b)
# ----
# 2: SyntaxError: iterable argument unpacking follows keyword argument unpacking [iterable-after-unpacking]
f(**a, *b)
# ----
# 2: SyntaxError: iterable argument unpacking follows keyword argument unpacking [iterable-after-unpacking]
f(**x, *y)
# ----
# 2: SyntaxError: cannot assign to keyword argument unpacking [assign-to-keyword-unpacking]
f(**a=1)
# ----
# 2: SyntaxError: cannot assign to keyword argument unpacking [assign-to-keyword-unpacking]
f(**kwargs={'a': 1})
# ----
# 2: SyntaxError: cannot assign to iterable argument unpacking [assign-to-iterable-unpacking]
f(*a=1)
# ----
# 2: SyntaxError: cannot assign to iterable argument unpacking [assign-to-iterable-unpacking]
f(*args=[0])
# ----
# 2: SyntaxError: expected argument value expression [argument-value]
f(a=)
# ----
# 2: SyntaxError: expected argument value expression [argument-value]
f(a, b, c=)
# ----
# 2: SyntaxError: expression cannot contain assignment, perhaps you meant "=="? [assignment-in-argument]
f(a.b=1)
# ----
# 2: SyntaxError: expression cannot contain assignment, perhaps you meant "=="? [assignment-in-argument]
f(x()=2)
# ----
# 2: SyntaxError: keyword argument repeated: a [repeated-keyword]
f(a=1,a=2)
# ----
# 2: SyntaxError: keyword argument repeated: a [repeated-keyword]
f(a=23, a=234)
