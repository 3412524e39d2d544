# 3: SyntaxError: expected ':' [expected-colon]
# 4: SyntaxError: expected 'except' or 'finally' block [expected-except]
try
  pass
# ----
# 2: SyntaxError: expected ':' [expected-colon]
with a as b
# ----
# 6: SyntaxError: cannot have both 'except' and 'except*' on the same 'try' [mixed-except-star]
try:
 pass
except* A:
 pass
except B:
 pass
# ----
# 6: SyntaxError: cannot have both 'except' and 'except*' on the same 'try' [mixed-except-star]
try:
   pass
except TypeError:
   pass
except* ValueError:
   pass
# ----
# 4: SyntaxError: default 'except:' must be last [bare-except-not-last]
try:
 pass
except:
 pass
except A:
 pass
# ----
# differs: 3.13 says `multiple exception types must be parenthesized`
# 5: SyntaxError: multiple exception types must be parenthesized when using 'as' [except-types-with-as]
try:
    pass
except A, B as c:
    pass
# ----
# differs: 3.13 says `invalid syntax`
# 5: SyntaxError: cannot use except statement with attribute [except-target]
try:
    pass
except A as b.c:
    pass
# ----
# 4: SyntaxError: expected one or more exception types [exception-types]
try:
    pass
except* :
    pass
# ----
# 6: SyntaxError: expected one or more exception types [exception-types]
try:
  pass
except* A as a:
  pass
except*:
  pass
# ----
# differs: 3.13 says `invalid syntax`
# 3: SyntaxError: the last 'with' item has a trailing comma [trailing-with-comma]
with a as b,:
    pass
# ----
# differs: 3.13 says `invalid syntax`
# 3: SyntaxError: did you forget an expression between 'raise' and 'from'? [raise-without-expression]
raise from a
# ----
# differs: 3.13 says `invalid syntax`
# 3: SyntaxError: did you forget an expression after 'from'? [raise-without-cause]
raise a from
# ----
# 2: SyntaxError: Expected one or more names after 'import' [import-names]
import
# ----
# 2: SyntaxError: Expected one or more names after 'import' [import-names]
from a import
# ----
# 2: SyntaxError: Did you mean to use 'from ... import ...' instead? [import-from-swapped]
import a from b
# ----
# 2: SyntaxError: Did you mean to use 'from ... import ...' instead? [import-from-swapped]
import a, b,c from b
# ----
# 2: SyntaxError: trailing comma not allowed without surrounding parentheses [trailing-import-comma]
from a import b,
# ----
# 2: SyntaxError: trailing comma not allowed without surrounding parentheses [trailing-import-comma]
from t import x,
# ----
# differs: 3.13 says `invalid syntax`
# 3: SyntaxError: cannot use function call as import target [import-target]
import a as b()
# ---- if without a condition
# 2: SyntaxError: invalid syntax [invalid-syntax]
if : pass
# ---- if without a colon
# 2: SyntaxError: expected ':' [expected-colon]
if x
    pass
# ---- if with an assignment
# 2: SyntaxError: invalid syntax. Maybe you meant '==' or ':=' instead of '='? [maybe-equal-or-walrus]
if x = 1: pass
# ---- if with an assignment of an attribute
# 2: SyntaxError: cannot assign to attribute here. Maybe you meant '==' instead of '='? [cannot-assign-here]
if x.y = 1: pass
# ---- if without a body
# 2: IndentationError: expected an indented block after 'if' statement on line 2 [expected-block]
if x:
# ---- else without if
# 2: SyntaxError: invalid syntax [invalid-syntax]
else: pass
# ---- elif without if
# 2: SyntaxError: invalid syntax [invalid-syntax]
elif x: pass
# ---- elif after else
# 4: SyntaxError: invalid syntax [invalid-syntax]
if x: pass
else: pass
elif y: pass
# ---- else with a condition
# 3: SyntaxError: expected ':' [expected-colon]
if x: pass
else y: pass
# ---- else if
# 3: SyntaxError: expected ':' [expected-colon]
if x: pass
else if y: pass
# ---- else without a body
# 3: IndentationError: expected an indented block after 'else' statement on line 3 [expected-block]
if x: pass
else:
# ---- while without a condition
# 2: SyntaxError: invalid syntax [invalid-syntax]
while : pass
# ---- while without a colon
# 2: SyntaxError: expected ':' [expected-colon]
while x
    pass
# ---- while with an assignment
# 2: SyntaxError: invalid syntax. Maybe you meant '==' or ':=' instead of '='? [maybe-equal-or-walrus]
while x = 1: pass
# ---- while without a body
# 2: IndentationError: expected an indented block after 'while' statement on line 2 [expected-block]
while x:
# ---- for without in
# 2: SyntaxError: invalid syntax [invalid-syntax]
for x y: pass
# ---- for without an iterable
# 2: SyntaxError: invalid syntax [invalid-syntax]
for x in: pass
# ---- for without a target
# 2: SyntaxError: invalid syntax [invalid-syntax]
for in y: pass
# ---- for with a call as target
# 2: SyntaxError: cannot assign to function call [cannot-assign]
for f() in y: pass
# ---- for with a number as target
# 2: SyntaxError: cannot assign to literal [cannot-assign]
for 1 in y: pass
# ---- for without a colon
# 2: SyntaxError: expected ':' [expected-colon]
for x in y
    pass
# ---- for without a body
# 2: IndentationError: expected an indented block after 'for' statement on line 2 [expected-block]
for x in y:
# ---- for with of
# 2: SyntaxError: invalid syntax [invalid-syntax]
for x of y: pass
# ---- for with parentheses as in C
# 2: SyntaxError: invalid syntax. Maybe you meant '==' or ':=' instead of '='? [maybe-equal-or-walrus]
for (i = 0; i < 3; i++): pass
# ---- try alone
# 2: SyntaxError: expected 'except' or 'finally' block [expected-except]
try: pass
# ---- try before another statement
# 4: SyntaxError: expected 'except' or 'finally' block [expected-except]
try:
    pass
x = 1
# ---- try without a body
# 3: IndentationError: expected an indented block after 'try' statement on line 2 [expected-block]
try:
except: pass
# ---- except alone
# 2: SyntaxError: invalid syntax [invalid-syntax]
except: pass
# ---- except without a body
# 4: IndentationError: expected an indented block after 'except' statement on line 4 [expected-block]
try:
    pass
except E:
# ---- except before an except with a type
# 3: SyntaxError: default 'except:' must be last [bare-except-not-last]
try: pass
except: pass
except E: pass
# ---- except with a number as name
# 4: SyntaxError: cannot use except statement with literal [except-target]
# differs: words of a newer version
try: pass
except E as 1: pass
# ---- except with an attribute as name
# 4: SyntaxError: cannot use except statement with attribute [except-target]
# differs: words of a newer version
try: pass
except E as a.b: pass
# ---- except with types and a name
# 4: SyntaxError: multiple exception types must be parenthesized when using 'as' [except-types-with-as]
# differs: words of a newer version
try: pass
except A, B as e: pass
# ---- except with a missing colon
# 3: SyntaxError: expected ':' [expected-colon]
try: pass
except E
    pass
# ---- except star without a type
# 3: SyntaxError: expected one or more exception types [exception-types]
try: pass
except*: pass
# ---- except star mixed
# 4: SyntaxError: cannot have both 'except' and 'except*' on the same 'try' [mixed-except-star]
try: pass
except A: pass
except* B: pass
# ---- break in except star
# 4: SyntaxError: 'break', 'continue' and 'return' cannot appear in an except* block [leaves-except-star]
for x in y:
    try: pass
    except* E: break
# ---- finally twice
# 4: SyntaxError: invalid syntax [invalid-syntax]
try: pass
finally: pass
finally: pass
# ---- finally without a body
# 3: IndentationError: expected an indented block after 'finally' statement on line 3 [expected-block]
try: pass
finally:
# ---- with without an item
# 2: SyntaxError: invalid syntax [invalid-syntax]
with : pass
# ---- with without a colon
# 2: SyntaxError: expected ':' [expected-colon]
with a
    pass
# ---- with without a body
# 2: IndentationError: expected an indented block after 'with' statement on line 2 [expected-block]
with a:
# ---- with a number as target
# 2: SyntaxError: cannot assign to literal [cannot-assign]
with a as 1: pass
# ---- with a call as target
# 2: SyntaxError: cannot assign to function call [cannot-assign]
with a as f(): pass
# ---- with a trailing comma
# 3: SyntaxError: the last 'with' item has a trailing comma [trailing-with-comma]
# differs: words of a newer version
with a as b,: pass
# ---- raise from nothing
# 3: SyntaxError: did you forget an expression after 'from'? [raise-without-cause]
# differs: words of a newer version
raise E from
# ---- raise without an exception
# 3: SyntaxError: did you forget an expression between 'raise' and 'from'? [raise-without-expression]
# differs: words of a newer version
raise from E
# ---- raise with a comma
# 2: SyntaxError: invalid syntax [invalid-syntax]
raise E, 'x'
# ---- return in a class
# 3: SyntaxError: 'return' outside function [return-outside]
class C:
    return 1
# ---- break in an else of a loop
# 3: SyntaxError: 'break' outside loop [break-outside]
for x in y: pass
else: break
# ---- break in a function in a loop
# 3: SyntaxError: 'break' outside loop [break-outside]
for x in y:
    def f(): break
# ---- continue in a class in a loop
# 3: SyntaxError: 'continue' not properly in loop [continue-outside]
for x in y:
    class C: continue
# ---- continue with a value
# 2: SyntaxError: invalid syntax [invalid-syntax]
for x in y: continue 1
# ---- pass with a value
# 2: SyntaxError: invalid syntax [invalid-syntax]
pass 1
# ---- import of a number
# 2: SyntaxError: invalid syntax [invalid-syntax]
import 1
# ---- import of a string
# 2: SyntaxError: invalid syntax [invalid-syntax]
import 'a'
# ---- import as a number
# 3: SyntaxError: cannot use literal as import target [import-target]
# differs: words of a newer version
import a as 1
# ---- import as an attribute
# 3: SyntaxError: cannot use attribute as import target [import-target]
# differs: words of a newer version
import a as b.c
# ---- import with a trailing comma
# 2: SyntaxError: invalid syntax [invalid-syntax]
import a,
# ---- import of a star
# 2: SyntaxError: invalid syntax [invalid-syntax]
import *
# ---- from without import
# 2: SyntaxError: invalid syntax [invalid-syntax]
from a
# ---- from import empty parentheses
# 2: SyntaxError: invalid syntax [invalid-syntax]
from a import ()
# ---- from import unclosed
# 2: SyntaxError: '(' was never closed [never-closed]
from a import (b, c
x = 1
# ---- from import a dotted name
# 2: SyntaxError: invalid syntax [invalid-syntax]
from a import b.c
# ---- from import a star and a name
# 2: SyntaxError: invalid syntax [invalid-syntax]
from a import *, b
# ---- from import as a call
# 3: SyntaxError: cannot use function call as import target [import-target]
# differs: words of a newer version
from a import b as f()
# ---- from future after code
# 3: SyntaxError: from __future__ imports must occur at the beginning of the file [late-future-import]
x = 1
from __future__ import annotations
# ---- from future of an unknown feature
# 2: SyntaxError: future feature nonsense is not defined [unknown-future]
from __future__ import nonsense
# ---- global without a name
# 3: SyntaxError: invalid syntax [invalid-syntax]
def f():
    global
# ---- global of a number
# 3: SyntaxError: invalid syntax [invalid-syntax]
def f():
    global 1
# ---- global of an attribute
# 3: SyntaxError: invalid syntax [invalid-syntax]
def f():
    global a.b
# ---- global after use
# 4: SyntaxError: name 'a' is used prior to global declaration [used-before-global]
def f():
    print(a)
    global a
# ---- global after assignment
# 4: SyntaxError: name 'a' is assigned to before global declaration [assigned-before-global]
def f():
    a = 1
    global a
# ---- global of a parameter
# 3: SyntaxError: name 'a' is parameter and global [parameter-and-global]
def f(a):
    global a
# ---- global and nonlocal
# 5: SyntaxError: name 'a' is nonlocal and global [nonlocal-and-global]
def f():
    a = 1
    def g():
        global a
        nonlocal a
# ---- nonlocal at module level
# 2: SyntaxError: nonlocal declaration not allowed at module level [nonlocal-at-module]
nonlocal a
# ---- nonlocal without a binding
# 3: SyntaxError: no binding for nonlocal 'a' found [no-nonlocal-binding]
def f():
    nonlocal a
# ---- nonlocal of a parameter
# 5: SyntaxError: name 'a' is parameter and nonlocal [parameter-and-global]
def f():
    a = 1
    def g(a):
        nonlocal a
# ---- global with an annotation
# 4: SyntaxError: annotated name 'a' can't be global [annotated-global]
def f():
    global a
    a: int = 1
# ---- del without a target
# 2: SyntaxError: invalid syntax [invalid-syntax]
del
# ---- del of a number
# 2: SyntaxError: cannot delete literal [cannot-delete]
del 1
# ---- del of a sum
# 2: SyntaxError: cannot delete expression [cannot-delete]
del a + b
# ---- del of a star
# 2: SyntaxError: cannot delete starred [cannot-delete]
del *a
# ---- del of True
# 2: SyntaxError: cannot delete True [cannot-delete]
del True
# ---- del of a comprehension
# 2: SyntaxError: cannot delete list comprehension [cannot-delete]
del [a for a in b]
# ---- del of an assignment
# 2: SyntaxError: invalid syntax [invalid-syntax]
del a = 1
# ---- assert without a condition
# 2: SyntaxError: invalid syntax [invalid-syntax]
assert
# ---- assert with an assignment
# 3: SyntaxError: cannot assign to name here. Maybe you meant '==' instead of '='? [cannot-assign-here]
# differs: words of a newer version
assert a = 1
# ---- assert with a walrus
# 3: SyntaxError: cannot use named expression without parentheses here [bare-named-expression]
# differs: words of a newer version
assert a := 1
# ---- print as a statement
# 2: SyntaxError: Missing parentheses in call to 'print'. Did you mean print(...)? [legacy-statement]
print a
# ---- print with a comma at the end
# 2: SyntaxError: Missing parentheses in call to 'print'. Did you mean print(...)? [legacy-statement]
print a,
# ---- keyword as a statement
# 2: SyntaxError: invalid syntax [invalid-syntax]
in
# ---- keyword as a name
# 2: SyntaxError: invalid syntax [invalid-syntax]
class = 1
# ---- keyword as a name of an import
# 2: SyntaxError: invalid syntax [invalid-syntax]
import class
# ---- lambda as a name
# 2: SyntaxError: invalid syntax [invalid-syntax]
lambda = 1
# ---- two statements without a semicolon
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = 1 y = 2
# ---- semicolon alone
# 2: SyntaxError: invalid syntax [invalid-syntax]
;
# ---- two semicolons
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = 1;; y = 2
# ---- compound after a semicolon
# 2: SyntaxError: invalid syntax [invalid-syntax]
x = 1; if y: pass
# ---- compound after a colon
# 2: SyntaxError: invalid syntax [invalid-syntax]
if x: for y in z: pass
# ---- brace as a block
# 2: SyntaxError: invalid syntax [invalid-syntax]
if x {
    pass
}
# ---- type without a value
# 2: SyntaxError: invalid syntax [invalid-syntax]
type X =
# ---- type with a dotted name
# 2: SyntaxError: invalid syntax [invalid-syntax]
type a.b = int
# ---- type parameters empty
# 2: SyntaxError: Type parameter list cannot be empty [empty-type-params]
def f[](): pass
# ---- type parameter with a number
# 3: SyntaxError: invalid syntax [invalid-syntax]
# differs: CPython says: expected '('
def f[1](): pass
# ---- type parameter without a comma
# 3: SyntaxError: invalid syntax [invalid-syntax]
# differs: CPython says: expected '('
def f[T U](): pass
