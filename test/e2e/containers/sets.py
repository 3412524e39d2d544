"""Sets: membership, methods, algebra. They are printed sorted, since their order is not CPython's."""


def main():
    s = {3, 1, 2, 3}
    print(len(s), sorted(s), 2 in s, 9 in s, 9 not in s)
    s.add(7)
    s.add(7)
    s.discard(1)
    s.discard(100)
    s.remove(2)
    print(sorted(s), sum(s), max(s))
    t = set([7, 8])
    t.update([9, 10], )
    print(sorted(s | t), sorted(s & t), sorted(s - t), sorted(s ^ t), sorted(t))
    print(s <= (s | t), s < s, s == {7, 3}, s != t, s >= {3}, s.issubset([3, 7, 8]), s.isdisjoint([5]))
    print(sorted(s.union([1, 2])), sorted(s.intersection([3, 4])), sorted(s.difference([3])))
    s |= {20}
    s &= {20, 3}
    s -= {3}
    s ^= {5}
    print(sorted(s), set(), sorted({x % 5 for x in range(20)}), len(set("hello")))
    u = s.copy()
    u.clear()
    print(len(u), bool(u), bool(s), {1}, {"a"})
    words = set()
    for w in ["b", "a", "b"]:
        words.add(w)
    print(sorted(words))
    primes = {n for n in range(2, 50) if all(n % k for k in range(2, n))}
    print(sorted(primes), {(1, 2)} == {(1, 2)})
    seen = set()
    state = 1
    steps = 0
    while state not in seen:
        seen.add(state)
        state = state * 5 % 1009
        steps += 1
    print(steps, len(seen))
    while seen:
        seen.pop()
    print(len(seen))


main()
