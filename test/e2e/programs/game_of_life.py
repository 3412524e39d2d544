# Life on a torus of bools; a glider comes round; states seen before are found by their text.
import numpy as np


def step(board):
    h, w = board.shape
    out = np.zeros_like(board)
    for y in range(h):
        for x in range(w):
            around = 0
            for dy in (-1, 0, 1):
                for dx in (-1, 0, 1):
                    if (dy or dx) and board[(y + dy) % h, (x + dx) % w]:
                        around += 1
            out[y, x] = around == 3 or (board[y, x] and around == 2)
    return out


def rolled(board):
    around = np.zeros(board.shape, dtype=np.int8)
    for dy in range(-1, 2):
        for dx in range(-1, 2):
            if dy != 0 or dx != 0:
                around += np.roll(np.roll(board, dy, axis=0), dx, axis=1)
    return (around == 3) | (board & (around == 2))


def text(board):
    return "\n".join(["".join(["#" if cell else "." for cell in row]) for row in board])


board = np.zeros((6, 6), dtype=np.bool_)
for y, x in ((0, 1), (1, 2), (2, 0), (2, 1), (2, 2)):
    board[y, x] = True
seen = {text(board): 0}
now, generation = board, 0
while True:
    now, generation = step(now), generation + 1
    key = text(now)
    if key in seen:
        break
    seen[key] = generation
print(generation, seen[key], len(seen), now.sum())
print(key)
print((step(board) == rolled(board)).all(), rolled(board).dtype, np.count_nonzero(rolled(rolled(board))))
