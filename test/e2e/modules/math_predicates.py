# math.isnan, isinf and isfinite tell special floats apart; copysign and fmod are exact.
import math

print(math.isnan(math.nan), math.isinf(-math.inf), math.isfinite(1e308))
print(math.copysign(3.0, -0.0), math.fmod(-7.0, 3.0), math.fmod(7.0, -3.0))
