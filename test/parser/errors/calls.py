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
# ---- comma between an argument and its star
# 2: SyntaxError: invalid syntax. Perhaps you forgot a comma? [forgotten-comma]
f(a *b c)
# ---- keyword argument with a subscript name
# 2: SyntaxError: expression cannot contain assignment, perhaps you meant "=="? [assignment-in-argument]
f(a[0]=1)
# ---- keyword argument with a call as its name
# 2: SyntaxError: expression cannot contain assignment, perhaps you meant "=="? [assignment-in-argument]
f(g()=1)
# ---- keyword argument that is a number
# 2: SyntaxError: expression cannot contain assignment, perhaps you meant "=="? [assignment-in-argument]
f(1=2)
# ---- keyword argument that is a string
# 2: SyntaxError: expression cannot contain assignment, perhaps you meant "=="? [assignment-in-argument]
f('a'=2)
# ---- keyword argument named True
# 2: SyntaxError: cannot assign to True [cannot-assign]
f(True=1)
# ---- keyword argument named None
# 2: SyntaxError: cannot assign to None [cannot-assign]
f(x, None=1)
# ---- keyword argument named __debug__
# 2: SyntaxError: cannot assign to __debug__ [cannot-assign]
f(__debug__=1)
# ---- keyword without a value before a comma
# 2: SyntaxError: expected argument value expression [argument-value]
f(a=, b)
# ---- keyword without a value at the end
# 2: SyntaxError: expected argument value expression [argument-value]
f(b, a=)
# ---- two commas in a call
# 2: SyntaxError: invalid syntax [invalid-syntax]
f(a,, b)
# ---- call that starts with a comma
# 2: SyntaxError: invalid syntax [invalid-syntax]
f(, a)
# ---- call of a semicolon
# 2: SyntaxError: invalid syntax [invalid-syntax]
f(a; b)
# ---- keyword repeated after another
# 2: SyntaxError: keyword argument repeated: a [repeated-keyword]
f(a=1, b=2, a=3)
# ---- positional after two keywords
# 2: SyntaxError: positional argument follows keyword argument [positional-after-keyword]
f(a=1, b=2, 3)
# ---- positional after dict unpacking
# 2: SyntaxError: positional argument follows keyword argument unpacking [positional-after-unpacking]
f(**k, 1)
# ---- starred after dict unpacking
# 2: SyntaxError: iterable argument unpacking follows keyword argument unpacking [iterable-after-unpacking]
f(**k, *a)
# ---- generator before another argument
# 2: SyntaxError: Generator expression must be parenthesized [bare-generator]
f(x for x in y, 1)
# ---- generator after another argument
# 2: SyntaxError: Generator expression must be parenthesized [bare-generator]
f(1, x for x in y)
# ---- generator with a trailing comma
# 2: SyntaxError: Generator expression must be parenthesized [bare-generator]
f(x for x in y, )
# ---- class with a bare generator
# 2: SyntaxError: invalid syntax [invalid-syntax]
class C(x for x in y): pass
# ---- class with a repeated keyword
# 2: SyntaxError: keyword argument repeated: metaclass [repeated-keyword]
class C(metaclass=A, metaclass=B): pass
# ---- walrus as a keyword value without a name
# 3: SyntaxError: cannot use assignment expressions with named expression [named-expression-target]
# differs: CPython says: invalid syntax
f(a := 1 := 2)
# ---- walrus to an attribute
# 3: SyntaxError: cannot use assignment expressions with attribute [named-expression-target]
# differs: CPython says: invalid syntax
f(a.b := 1)
# ---- comparison in a keyword
# 2: SyntaxError: expression cannot contain assignment, perhaps you meant "=="? [assignment-in-argument]
f(a == b = c)
# ---- lambda as a keyword name
# 2: SyntaxError: expression cannot contain assignment, perhaps you meant "=="? [assignment-in-argument]
f(lambda: x = 1)
# ---- unclosed call before a statement
# 2: SyntaxError: '(' was never closed [never-closed]
x = f(1, 2
y = 3
# ---- call closed by a bracket
# 2: SyntaxError: closing parenthesis ']' does not match opening parenthesis '(' [mismatched-bracket]
f(1]
# ---- double star without an operand
# 2: SyntaxError: invalid syntax [invalid-syntax]
f(**)
# ---- conditional as a keyword name
# 2: SyntaxError: expression cannot contain assignment, perhaps you meant "=="? [assignment-in-argument]
f(a if b else c = 1)
