"""Writes parser/UnicodeTables.inc from the interpreter's own Unicode data: identifiers and their normal form NFKC.

Run it with the newest CPython at hand:  python3 utils/generate-unicode-tables.py > parser/UnicodeTables.inc
"""
import sys
import unicodedata

CODE_POINTS = [c for c in range(sys.maxunicode + 1) if not 0xD800 <= c <= 0xDFFF]
HANGUL = range(0xAC00, 0xAC00 + 11172)


def ranges(predicate):
    result = []
    for c in CODE_POINTS:
        if not predicate(chr(c)):
            continue
        if result and result[-1][1] == c - 1:
            result[-1][1] = c
        else:
            result.append([c, c])
    return result


def write_rows(declaration, rows, width=118):
    print(f"{declaration} = {{")
    line = "   "
    for row in rows:
        item = row if isinstance(row, str) else "{" + ", ".join(f"0x{v:X}" for v in row) + "}"
        if len(line) + len(item) + 2 > width:
            print(line)
            line = "   "
        line += f" {item},"
    print(line)
    print("};")


def main():
    print(f"// Made by utils/generate-unicode-tables.py from Unicode {unicodedata.unidata_version}; not edited by hand.")
    # ASCII is handled apart.
    start = ranges(lambda c: ord(c) > 127 and c.isidentifier())
    part = ranges(lambda c: ord(c) > 127 and ("a" + c).isidentifier())
    write_rows("constexpr Range identifierStart[]", start)
    write_rows("constexpr Range identifierPart[]", part)

    in_part = [c for first, last in part for c in range(first, last + 1)]
    pool, decompositions = [], []
    for c in in_part:
        full = unicodedata.normalize("NFKD", chr(c))
        if full == chr(c) or c in HANGUL:
            continue
        decompositions.append((c, len(pool), len(full)))
        pool.extend(ord(x) for x in full)
    write_rows("constexpr Decomposition decompositions[]", decompositions)
    write_rows("constexpr uint32_t decomposed[]", [f"0x{c:X}" for c in pool])

    classes = [(c, unicodedata.combining(chr(c))) for c in CODE_POINTS if unicodedata.combining(chr(c))]
    runs = []
    for c, value in classes:
        if runs and runs[-1][1] == c - 1 and runs[-1][2] == value:
            runs[-1][1] = c
        else:
            runs.append([c, c, value])
    write_rows("constexpr CombiningRun combiningRuns[]", runs)

    pairs = []
    for c in CODE_POINTS:
        mapping = unicodedata.decomposition(chr(c))
        if not mapping or mapping.startswith("<") or c in HANGUL:
            continue
        parts = [int(x, 16) for x in mapping.split()]
        if len(parts) == 2 and unicodedata.normalize("NFC", chr(parts[0]) + chr(parts[1])) == chr(c):
            pairs.append((parts[0], parts[1], c))
    write_rows("constexpr Composition compositions[]", sorted(pairs))


main()
