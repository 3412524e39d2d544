# 2: SyntaxError: expected '(' [expected-parenthesis]
def f:
# ----
# 2: SyntaxError: expected '(' [expected-parenthesis]
def f
 pass
# ----
# 2: SyntaxError: expected default value expression [expected-default]
def f(a:int=): pass
# ----
# 2: SyntaxError: expected default value expression [expected-default]
lambda a,d=,c: None
# ----
# 2: SyntaxError: parameter without a default follows parameter with a default [parameter-without-default]
lambda x=1, y: 1
# ----
# 2: SyntaxError: parameter without a default follows parameter with a default [parameter-without-default]
def f(a=1, b): pass
# ----
# 2: SyntaxError: Function parameters cannot be parenthesized [parenthesized-parameters]
def f(a, (b, c)): pass
# ----
# 2: SyntaxError: Function parameters cannot be parenthesized [parenthesized-parameters]
def f(x, (y, z), w):
   pass
# ----
# 2: SyntaxError: Lambda expression parameters cannot be parenthesized [parenthesized-lambda-parameters]
lambda (a, b): 1
# ----
# 2: SyntaxError: Lambda expression parameters cannot be parenthesized [parenthesized-lambda-parameters]
lambda x, (y, z), w: None
# ----
# 2: SyntaxError: at least one argument must precede / [slash-first]
def f(/, a): pass
# ----
# 2: SyntaxError: at least one argument must precede / [slash-first]
lambda /,a,b,c: None
# ----
# 2: SyntaxError: / may appear only once [slash-twice]
lambda a,/,/,b,c: None
# ----
# 2: SyntaxError: / may appear only once [slash-twice]
def f(a, /, b, /): pass
# ----
# 2: SyntaxError: / must be ahead of * [slash-after-star]
def f(a, *, b, /): pass
# ----
# 2: SyntaxError: / must be ahead of * [slash-after-star]
lambda a,*b,c,/,d,e: None
# ----
# 2: SyntaxError: expected comma between / and * [slash-star-comma]
def f(a, /*, b): pass
# ----
# 2: SyntaxError: expected comma between / and * [slash-star-comma]
lambda a=1,/*,b,c: None
# ----
# 2: SyntaxError: * argument may appear only once [star-twice]
lambda *b,*d: None
# ----
# 2: SyntaxError: * argument may appear only once [star-twice]
def f(*a, *b): pass
# ----
# 2: SyntaxError: var-positional argument cannot have default value [star-default]
def f(*a=1): pass
# ----
# 2: SyntaxError: var-positional argument cannot have default value [star-default]
lambda a,*b=3,c: None
# ----
# 2: SyntaxError: named arguments must follow bare * [named-after-star]
def f(*): pass
# ----
# 2: SyntaxError: named arguments must follow bare * [named-after-star]
def f(*, **k): pass
# ----
# 2: SyntaxError: var-keyword argument cannot have default value [keywords-default]
def f(**a=1): pass
# ----
# 2: SyntaxError: var-keyword argument cannot have default value [keywords-default]
lambda a,**b=3: None
# ----
# 2: SyntaxError: arguments cannot follow var-keyword argument [parameter-after-keywords]
def f(**k, a): pass
# ----
# 2: SyntaxError: arguments cannot follow var-keyword argument [parameter-after-keywords]
lambda a=1,/,**b,/,c: None
# ----
# 2: SyntaxError: duplicate argument 'a' in function definition [duplicate-parameter]
def f(a, a): pass
# ----
# 2: SyntaxError: Type parameter list cannot be empty [empty-type-params]
def some[]()
# ----
# 2: SyntaxError: Type parameter list cannot be empty [empty-type-params]
type A[] = int
# ----
# 2: SyntaxError: cannot use bound with TypeVarTuple [bound-not-allowed]
def f[*T: int](): pass
# ----
# 2: SyntaxError: duplicate type parameter 'T' [duplicate-type-param]
def f[T, T](): pass
# ---- def without a name
# 2: SyntaxError: invalid syntax [invalid-syntax]
def (): pass
# ---- def without parentheses
# 2: SyntaxError: expected '(' [expected-parenthesis]
def f: pass
# ---- def without a colon
# 2: SyntaxError: expected ':' [expected-colon]
def f()
    pass
# ---- def with a number as its name
# 2: SyntaxError: invalid syntax [invalid-syntax]
def 1(): pass
# ---- def with a keyword as its name
# 2: SyntaxError: invalid syntax [invalid-syntax]
def if(): pass
# ---- def with None as its name
# 2: SyntaxError: invalid syntax [invalid-syntax]
def None(): pass
# ---- def without a body
# 2: IndentationError: expected an indented block after function definition on line 2 [expected-block]
def f():
# ---- def without a body before another line
# 3: IndentationError: expected an indented block after function definition on line 2 [expected-block]
def f():
x = 1
# ---- parameter that is a number
# 2: SyntaxError: invalid syntax [invalid-syntax]
def f(1): pass
# ---- parameter that is a string
# 2: SyntaxError: invalid syntax [invalid-syntax]
def f('a'): pass
# ---- parameter that is a keyword
# 2: SyntaxError: invalid syntax [invalid-syntax]
def f(class): pass
# ---- parameter that is None
# 2: SyntaxError: invalid syntax [invalid-syntax]
def f(None): pass
# ---- parameter with a dot
# 2: SyntaxError: invalid syntax [invalid-syntax]
def f(a.b): pass
# ---- parameters without a comma
# 2: SyntaxError: invalid syntax [invalid-syntax]
def f(a b): pass
# ---- duplicate parameter
# 2: SyntaxError: duplicate argument 'a' in function definition [duplicate-parameter]
def f(a, b, a): pass
# ---- duplicate between a parameter and its star
# 2: SyntaxError: duplicate argument 'a' in function definition [duplicate-parameter]
def f(a, *a): pass
# ---- duplicate between a parameter and its double star
# 2: SyntaxError: duplicate argument 'a' in function definition [duplicate-parameter]
def f(a, **a): pass
# ---- duplicate keyword-only parameter
# 2: SyntaxError: duplicate argument 'a' in function definition [duplicate-parameter]
def f(a, *, a): pass
# ---- default before a positional-only parameter
# 2: SyntaxError: parameter without a default follows parameter with a default [parameter-without-default]
def f(a=1, b, /): pass
# ---- default missing after its equal sign
# 2: SyntaxError: expected default value expression [expected-default]
def f(a=): pass
# ---- bare star at the end
# 2: SyntaxError: named arguments must follow bare * [named-after-star]
def f(a, *): pass
# ---- two bare stars among parameters
# 3: SyntaxError: * argument may appear only once [star-twice]
# differs: CPython says: invalid syntax
def f(*, *): pass
# ---- star after double star
# 2: SyntaxError: arguments cannot follow var-keyword argument [parameter-after-keywords]
def f(**k, *a): pass
# ---- default of a double star
# 2: SyntaxError: var-keyword argument cannot have default value [keywords-default]
def f(**k=1): pass
# ---- slash after star
# 2: SyntaxError: / must be ahead of * [slash-after-star]
def f(*a, /): pass
# ---- slash after bare star
# 2: SyntaxError: / must be ahead of * [slash-after-star]
def f(*, a, /): pass
# ---- parenthesized parameters
# 2: SyntaxError: Function parameters cannot be parenthesized [parenthesized-parameters]
def f((a, b)): pass
# ---- parenthesized parameter of a lambda
# 2: SyntaxError: Lambda expression parameters cannot be parenthesized [parenthesized-lambda-parameters]
lambda (a, b): a
# ---- parameter named __debug__
# 2: SyntaxError: cannot assign to __debug__ [cannot-assign]
def f(__debug__): pass
# ---- lambda with a duplicate
# 2: SyntaxError: duplicate argument 'a' in function definition [duplicate-parameter]
lambda a, a: 1
# ---- lambda without a colon
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = lambda a
# ---- lambda without a body
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = lambda:
# ---- lambda with a default before a plain parameter
# 2: SyntaxError: parameter without a default follows parameter with a default [parameter-without-default]
lambda a=1, b: 1
# ---- lambda with a bare star
# 2: SyntaxError: named arguments must follow bare * [named-after-star]
lambda *: 1
# ---- annotation missing
# 2: SyntaxError: invalid syntax [invalid-syntax]
def f(a:): pass
# ---- result annotation missing
# 3: SyntaxError: invalid syntax [invalid-syntax]
# differs: CPython says: expected ':'
def f() ->: pass
# ---- class without a name
# 2: SyntaxError: invalid syntax [invalid-syntax]
class : pass
# ---- class without a colon
# 2: SyntaxError: expected ':' [expected-colon]
class C
    pass
# ---- class without a body
# 2: IndentationError: expected an indented block after class definition on line 2 [expected-block]
class C:
# ---- class with a number as its name
# 2: SyntaxError: invalid syntax [invalid-syntax]
class 1: pass
# ---- class named True
# 2: SyntaxError: invalid syntax [invalid-syntax]
class True: pass
# ---- decorator without an expression
# 2: SyntaxError: invalid syntax [invalid-syntax]
@
def f(): pass
# ---- decorator of an assignment
# 3: SyntaxError: invalid syntax [invalid-syntax]
@a
x = 1
# ---- decorator at the end
# 2: SyntaxError: invalid syntax [invalid-syntax]
@a
# ---- decorator of an if
# 3: SyntaxError: invalid syntax [invalid-syntax]
@a
if x: pass
# ---- async of an assignment
# 2: SyntaxError: invalid syntax [invalid-syntax]
async x = 1
# ---- async of a class
# 2: SyntaxError: invalid syntax [invalid-syntax]
async class C: pass
# ---- async of a while
# 2: SyntaxError: invalid syntax [invalid-syntax]
async while x: pass
# ---- class named __debug__
# 2: SyntaxError: cannot assign to __debug__ [cannot-assign]
class __debug__: pass
# ---- def named __debug__
# 2: SyntaxError: cannot assign to __debug__ [cannot-assign]
def __debug__(): pass
# ---- a bad type parameter in a header whose block is read all the same
# 2: SyntaxError: cannot use bound with TypeVarTuple [bound-not-allowed]
def f[*T: int](x):
    return x
