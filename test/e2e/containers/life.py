"""Conway's life on a set of cells."""


def step(live):
    counts = {}
    for x, y in live:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if dx != 0 or dy != 0:
                    cell = (x + dx, y + dy)
                    counts[cell] = counts.get(cell, 0) + 1
    return {cell for cell, n in counts.items() if n == 3 or (n == 2 and cell in live)}


def main():
    live = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}
    for _ in range(8):
        live = step(live)
    print(sorted(live))
    for y in range(6):
        print("".join("#" if (x, y) in live else "." for x in range(6)))


main()
