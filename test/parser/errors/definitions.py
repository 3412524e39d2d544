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
