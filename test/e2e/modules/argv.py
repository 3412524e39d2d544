# args: 12 abc
# sys.argv holds the arguments after the program's own name.
import sys

print(len(sys.argv))
print(int(sys.argv[1]) + 1)
print(sys.argv[2] == "abc", sys.argv[2] == "abd")
