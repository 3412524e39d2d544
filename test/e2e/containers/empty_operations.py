"""Operators on empty displays, whose elements nothing tells."""
print([] == [], [] + [], list() == [], [] in [[]], {} == {}, set() == set(), [[]] == [[]], {**{}}, dict([]))
print([None, None] == [None], [] < [1], [] * 2, [][:1], sorted([]), sum([]), any([]), all([]), len([]), bool([]))
print([x for x in []], {k: v for k, v in {}.items()}, list(zip([], [])), list(reversed([])), "".join([]), max([], default=3))
rows = []
rows.append([])
print(rows, len(rows))
d = {}
d.setdefault(3, [])
print(d, len(d))
d2 = {}
d2.setdefault(3, []).append("x")
print(d2)
