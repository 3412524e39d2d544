# args: 12 x
# int() of text that is no number names it.
import sys

print(int(sys.argv[1]))
print(int(sys.argv[2]))
