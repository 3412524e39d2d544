# sys.exit with a number ends the program with that exit code.
import sys

print("before")
if len(sys.argv) == 1:
    sys.exit(3)
print("never")
