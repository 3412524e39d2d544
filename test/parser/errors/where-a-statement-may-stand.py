# 2: SyntaxError: 'return' outside function [return-outside]
return
# ----
# 3: SyntaxError: 'return' outside function [return-outside]
class A:
 return 1
# ----
# 2: SyntaxError: 'yield' outside function [yield-outside]
yield 1
# ----
# 2: SyntaxError: 'yield' outside function [yield-outside]
f'{yield}'
# ----
# 2: SyntaxError: 'yield from' outside function [yield-from-outside]
yield from a
# ----
# 2: SyntaxError: 'await' outside function [await-outside]
await x
# ----
# 3: SyntaxError: 'await' outside async function [await-outside-async]
def f():
    await x
# ----
# 2: SyntaxError: 'async with' outside async function [async-outside]
async with a: pass
# ----
# 2: SyntaxError: asynchronous comprehension outside of an asynchronous function [async-comprehension-outside]
def f(): return [await x for x in y]
# ----
# 3: SyntaxError: 'yield from' inside async function [yield-from-in-async]
async def f():
    yield from a
# ----
# 4: SyntaxError: 'return' with value in async generator [return-in-async-generator]
async def f():
    yield 1
    return 2
# ----
# 2: SyntaxError: 'yield' inside list comprehension [yield-in-comprehension]
[(yield) for x in y]
# ----
# 2: SyntaxError: 'break' outside loop [break-outside]
break
# ----
# 4: SyntaxError: 'break' outside loop [break-outside]
try:
    print(1)
    break
    print(2)
finally:
    print(3)
# ----
# 2: SyntaxError: 'continue' not properly in loop [continue-outside]
continue
# ----
# 6: SyntaxError: 'continue' not properly in loop [continue-outside]
def foo():
    try:
        pass
    finally:
        continue
# ----
# 5: SyntaxError: 'break', 'continue' and 'return' cannot appear in an except* block [leaves-except-star]
try:
 pass
except* A:
  break
# ----
# 2: SyntaxError: named expression cannot be used within a type alias [expression-in-type-scope]
type A = (x := 3)
# ----
# 2: SyntaxError: yield expression cannot be used within a type alias [expression-in-type-scope]
type A = (yield 3)
# ----
# 3: SyntaxError: from __future__ imports must occur at the beginning of the file [late-future-import]
x=1
from __future__ import division
# ----
# 2: SyntaxError: future feature foo is not defined [unknown-future]
from __future__ import foo
# ----
# 2: SyntaxError: not a chance [future-braces]
from __future__ import braces
# ----
# 3: SyntaxError: import * only allowed at module level [import-star-inside]
def f():
    from a import *
