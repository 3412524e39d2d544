# log(0) of cmath raises.
import cmath

print(cmath.log(0))
