# Overflow of float multiplication is inf; nan differs from itself.
big = 1e308
inf = big * 10
nan = inf - inf
print(inf, -inf, nan)
print(nan == nan, nan != nan, inf > big, inf == inf * 2)
