# A table from records: parsing lines, grouping, sorting by several keys, formatting with widths computed at run time.
LINES = """
2024-01-03;ink;12;1.50
2024-01-03;paper;3;4.25
2024-02-11;ink;5;1.75
bad line
2024-02-12;pens;x;0.80
2024-03-01;paper;10;4.00
"""


def parse(line):
    parts = line.split(";")
    if len(parts) != 4:
        raise ValueError(f"{len(parts)} fields instead of 4")
    date, name, count, price = parts
    year, month, day = [int(p) for p in date.split("-")]
    return (year, month, day), name, int(count), float(price)


def read(text):
    rows, faults = [], []
    for number, line in enumerate(text.strip().split("\n"), 1):
        try:
            rows.append(parse(line))
        except ValueError as error:
            faults.append((number, str(error)))
    return rows, faults


def report(rows):
    totals = {}
    for (year, month, _), name, count, price in rows:
        key = name.upper()
        amount, times = totals.get(key, (0.0, 0))
        totals[key] = (amount + count * price, times + 1)
    width = max(len(name) for name in totals)
    for name, (amount, times) in sorted(totals.items(), key=lambda item: (-item[1][0], item[0])):
        print(f"{name:<{width}} {amount:>9.2f} {times:>3} {'*' * int(amount // 10)}")
    print(f"{'=' * width} {sum([amount for amount, _ in totals.values()]):9.2f} {len(rows):3d}")


rows, faults = read(LINES)
for number, words in faults:
    print(f"line {number}: {words}")
report(rows)
print(rows[0], min(rows)[1], max(rows, key=lambda row: row[2] * row[3])[1], [name for _, name, *_ in rows])
