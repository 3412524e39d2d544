"""Nested lists: matrices, transposition, triangles, flattening."""


def matmul(a, b):
    n, m, p = len(a), len(b), len(b[0])
    result = [[0.0] * p for _ in range(n)]
    for i in range(n):
        for j in range(p):
            s = 0.0
            for k in range(m):
                s += a[i][k] * b[k][j]
            result[i][j] = s
    return result


def pascal(n):
    rows = [[1]]
    for _ in range(n - 1):
        last = rows[-1]
        rows.append([1] + [last[i] + last[i + 1] for i in range(len(last) - 1)] + [1])
    return rows


def main():
    a = [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]
    b = [[1.0, 0.5], [0.25, 2.0]]
    print(matmul(a, b))
    print([list(column) for column in zip(*[[1, 2], [3, 4]])] if False else [[row[j] for row in a] for j in range(2)])
    for row in pascal(6):
        print(" ".join(str(x) for x in row))
    print([x for row in a for x in row if x > 2])
    grid = [[(i, j) for j in range(3)] for i in range(2)]
    print(grid, grid[1][2], len(grid), sum(len(row) for row in grid))
    grid[0][1] = (9, 9)
    print(grid[0])
    shared = [[0] * 2] * 3
    shared[0][1] = 5
    print(shared)
    cube = [[[i * 100 + j * 10 + k for k in range(2)] for j in range(2)] for i in range(2)]
    cube[1][0][1] += 1000
    print(cube, cube[-1][-1][-1])
    print(sorted(sum(cube[0], [])), [min(r) for r in a], [max(r) for r in a])


main()
