# 3: SyntaxError: cannot use '_' as a target [underscore-target]
match x:
 case a as _: pass
# ----
# 3: SyntaxError: cannot use '_' as a target [underscore-target]
match ...:
  case 42 as _:
    ...
# ----
# 3: SyntaxError: patterns may only match literals and attribute lookups [pattern-f-string]
match x:
    case f"a": pass
# ----
# 3: SyntaxError: real number required in complex literal [pattern-real]
match x:
    case 1j+1j: pass
# ----
# 3: SyntaxError: imaginary number required in complex literal [pattern-imaginary]
match x:
 case 1+1: pass
# ----
# differs: 3.13 says `invalid syntax`
# 4: SyntaxError: cannot use attribute as pattern target [pattern-target]
match x:
 case a.b as c.d: pass
# ----
# 3: SyntaxError: positional patterns follow keyword patterns [positional-pattern]
match x:
 case A(b=1, 2): pass
# ----
# 3: SyntaxError: positional patterns follow keyword patterns [positional-pattern]
match ...:
  case Foo(z=1, y=2, x):
    ...
# ----
# 3: SyntaxError: name capture 'a' makes remaining patterns unreachable [capture-unreachable]
match x:
 case a | b: pass
# ----
# 3: SyntaxError: name capture 'a' makes remaining patterns unreachable [capture-unreachable]
match x:
 case a: pass
 case b: pass
# ----
# 3: SyntaxError: wildcard makes remaining patterns unreachable [wildcard-unreachable]
match x:
    case _: pass
    case 1: pass
# ----
# 3: SyntaxError: multiple starred names in sequence pattern [two-starred-patterns]
match x:
 case [*a, *b]: pass
# ----
# 3: SyntaxError: multiple assignments to name 'a' in pattern [duplicate-capture]
match x:
    case [a, a]: pass
# ----
# 3: SyntaxError: alternative patterns bind different names [alternatives-bind]
match x:
    case [a] | [b]: pass
# ----
# 3: SyntaxError: attribute name repeated in class pattern: b [repeated-attribute]
match x:
    case A(b=1, b=2): pass
# ----
# 3: SyntaxError: mapping pattern checks duplicate key ('a') [repeated-pattern-key]
match x:
    case {"a": 1, "a": 2}: pass
# ---- match without a case
# 3: SyntaxError: invalid syntax [invalid-syntax]
match x:
    pass
# ---- case without a pattern
# 3: SyntaxError: invalid syntax [invalid-syntax]
match x:
    case : pass
# ---- case without a colon
# 3: SyntaxError: expected ':' [expected-colon]
match x:
    case 1
        pass
# ---- case without a body
# 3: IndentationError: expected an indented block after 'case' statement on line 3 [expected-block]
match x:
    case 1:
# ---- match without a body
# 2: IndentationError: expected an indented block after 'match' statement on line 2 [expected-block]
match x:
# ---- capture before another case
# 3: SyntaxError: name capture 'a' makes remaining patterns unreachable [capture-unreachable]
match x:
    case a: pass
    case 1: pass
# ---- wildcard in an alternative
# 3: SyntaxError: wildcard makes remaining patterns unreachable [wildcard-unreachable]
match x:
    case _ | 1: pass
# ---- alternatives that bind different names
# 3: SyntaxError: alternative patterns bind different names [alternatives-bind]
match x:
    case (a, 1) | (b, 2): pass
# ---- two stars in a sequence
# 3: SyntaxError: multiple starred names in sequence pattern [two-starred-patterns]
match x:
    case [*a, *b]: pass
# ---- double star before a key
# 3: SyntaxError: invalid syntax [invalid-syntax]
match x:
    case {**a, 'b': 1}: pass
# ---- double star of a wildcard
# 3: SyntaxError: invalid syntax [invalid-syntax]
match x:
    case {**_}: pass
# ---- key repeated
# 3: SyntaxError: mapping pattern checks duplicate key ('a') [repeated-pattern-key]
match x:
    case {'a': 1, 'a': 2}: pass
# ---- attribute repeated
# 3: SyntaxError: attribute name repeated in class pattern: a [repeated-attribute]
match x:
    case C(a=1, a=2): pass
# ---- positional after keyword pattern
# 3: SyntaxError: positional patterns follow keyword patterns [positional-pattern]
match x:
    case C(a=1, 2): pass
# ---- as a wildcard
# 3: SyntaxError: cannot use '_' as a target [underscore-target]
match x:
    case 1 as _: pass
# ---- as an attribute
# 4: SyntaxError: cannot use attribute as pattern target [pattern-target]
# differs: words of a newer version
match x:
    case 1 as a.b: pass
# ---- as a number
# 4: SyntaxError: cannot use literal as pattern target [pattern-target]
# differs: words of a newer version
match x:
    case 1 as 2: pass
# ---- sum of two reals
# 3: SyntaxError: imaginary number required in complex literal [pattern-imaginary]
match x:
    case 1 + 2: pass
# ---- sum of two imaginaries
# 3: SyntaxError: real number required in complex literal [pattern-real]
match x:
    case 1j + 2j: pass
# ---- negative name
# 3: SyntaxError: invalid syntax [invalid-syntax]
match x:
    case -a: pass
# ---- f-string
# 3: SyntaxError: patterns may only match literals and attribute lookups [pattern-f-string]
match x:
    case f'{a}': pass
# ---- call of a subscript
# 3: SyntaxError: invalid syntax [invalid-syntax]
match x:
    case a[0]: pass
# ---- comparison
# 3: SyntaxError: invalid syntax [invalid-syntax]
match x:
    case a > 1: pass
# ---- star alone
# 3: SyntaxError: invalid syntax [invalid-syntax]
match x:
    case *a: pass
# ---- key that is a capture
# 3: SyntaxError: invalid syntax [invalid-syntax]
match x:
    case {a: 1}: pass
# ---- guard without a condition
# 3: SyntaxError: invalid syntax [invalid-syntax]
match x:
    case 1 if: pass
# ---- alternatives with nothing after
# 3: SyntaxError: invalid syntax [invalid-syntax]
match x:
    case 1 |: pass
