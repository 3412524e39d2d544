"""An index outside of an inner list."""
def get(grid, i, j):
    return grid[i][j]


print(get([[1, 2], [3, 4]], 1, 1))
print(get([[1, 2], [3]], 1, 1))
