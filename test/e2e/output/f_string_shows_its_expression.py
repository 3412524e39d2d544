# `=` in an f-string prints the expression too, with the spaces as written.
n = 42
x = 2.5
print(f"{n=} {x = } {n+1=:5d}")
