# A module may be imported under another name, and a function by its own.
import math as m
from math import floor, sqrt as root

print(m.sqrt(16.0), root(25.0), floor(2.5))
