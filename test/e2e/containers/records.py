"""Lists of tuples: sorting by keys, grouping, unpacking."""


def main():
    people = [("Ann", 31, 1.68), ("Bob", 25, 1.80), ("Cid", 31, 1.75), ("Dan", 25, 1.62)]
    for name, age, height in sorted(people, key=lambda p: (p[1], -p[2])):
        print(name, age, height)
    print(sorted(people)[0], min(people, key=lambda p: p[2]), max(people, key=lambda p: (p[1], p[0])))
    groups = {}
    for name, age, _ in people:
        if age not in groups:
            groups[age] = []
        groups[age].append(name)
    print(groups)
    for age, names in groups.items():
        print(age, ", ".join(names), len(names))
    names = [name for name, _, _ in people]
    ages = [p[1] for p in people]
    print(dict(zip(names, ages)))
    print([(i, n) for i, (n, a, h) in enumerate(people) if a > 30])
    people.sort(key=lambda p: p[0], reverse=True)
    print([p[0] for p in people], people[1][2])
    total = sum(h for _, _, h in people) / len(people)
    print(round(total, 4))
    first, *rest = people
    print(first, len(rest))
    pairs = [(3, "c"), (1, "a"), (2, "b")]
    pairs.sort()
    print(pairs, (2, "b") in pairs, pairs.index((3, "c")))


main()
