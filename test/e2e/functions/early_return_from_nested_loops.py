# A return leaves every loop around it.
def find(total):
    for i in range(1, 20):
        for j in range(i, 20):
            if i * j == total:
                return i, j
    return 0, 0


print(find(91))
print(find(97))
