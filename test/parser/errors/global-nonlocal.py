# 3: SyntaxError: name 'x' is parameter and global [parameter-and-global]
def f(x):
    global x
# ----
# 4: SyntaxError: name 'x' is parameter and nonlocal [parameter-and-global]
# 4: SyntaxError: no binding for nonlocal 'x' found [no-nonlocal-binding]
def f(x):
    nonlocal x
# ----
# 3: SyntaxError: name 'x' is assigned to before global declaration [assigned-before-global]
x=1
global x
# ----
# 4: SyntaxError: name 'x' is assigned to before global declaration [assigned-before-global]
global x
x=1
global x
# ----
# 4: SyntaxError: name 'x' is used prior to global declaration [used-before-global]
def f():
    print(x)
    global x
# ----
# 6: SyntaxError: name 'x' is used prior to nonlocal declaration [used-before-global]
def f():
    x = 1
    def g():
        print(x)
        nonlocal x
# ----
# 4: SyntaxError: annotated name 'x' can't be global [annotated-global]
def f():
    x: int
    global x
# ----
# 3: SyntaxError: name 'x' is nonlocal and global [nonlocal-and-global]
def f():
    global x
    nonlocal x
# ----
# 3: SyntaxError: no binding for nonlocal 'x' found [no-nonlocal-binding]
def f():
 nonlocal x
# ----
# 3: SyntaxError: no binding for nonlocal 'x' found [no-nonlocal-binding]
def f():
    nonlocal x
# ----
# 2: SyntaxError: nonlocal declaration not allowed at module level [nonlocal-at-module]
nonlocal x
# ----
# 2: SyntaxError: assignment expression cannot rebind comprehension iteration variable 'i' [walrus-rebinds]
[(i := 1) for i in x]
# ----
# 2: SyntaxError: assignment expression cannot be used in a comprehension iterable expression [walrus-in-iterable]
[i for i in (j := x)]
# ----
# 3: SyntaxError: assignment expression within a comprehension cannot be used in a class body [walrus-in-class]
class A:
    [(i := j) for j in x]
