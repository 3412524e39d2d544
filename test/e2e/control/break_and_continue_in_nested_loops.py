# break and continue belong to the innermost loop.
for i in range(4):
    if i == 2:
        continue
    for j in range(5):
        if j == 1:
            continue
        if j > i + 1:
            break
        print(i, j)
