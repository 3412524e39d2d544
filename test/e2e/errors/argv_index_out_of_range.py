# args: 1 2 3
# sys.argv has its own message.
import sys

print(sys.argv[3])
print(sys.argv[4])
