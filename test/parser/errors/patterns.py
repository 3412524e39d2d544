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
