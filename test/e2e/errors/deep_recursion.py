# Endless recursion raises; how deep it comes and where it ends is not compared.
# compare: class
def down(n):
    return down(n + 1) + 1


print(down(0))
