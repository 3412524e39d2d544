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
