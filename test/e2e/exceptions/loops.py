# `break`, `continue` and `return` pass through `finally`, which may replace what was on its way.
def totals():
    total = 0
    for i in range(10):
        try:
            if i == 3:
                continue
            if i == 7:
                break
            if i % 2 == 0:
                raise RuntimeError("even", i)
            total += i
        except RuntimeError as e:
            print(e, total)
            total += 100
        else:
            total += 10000
        finally:
            total += 1000
    else:
        print("no break")
    return total


def replaced(n):
    for i in range(3):
        try:
            if n == 0:
                return "returned"
            if n == 1:
                raise ValueError("lost")
            if n == 3:
                continue
        finally:
            if n == 1:
                break
            if n == 2 and i == 1:
                return "by finally"
            print("finally", i)
    else:
        print("whole")
    return "end"


def retried(limit):
    tries = 0
    while True:
        try:
            tries += 1
            if tries < limit:
                raise OSError("again")
            return tries
        except OSError:
            if tries > 5:
                raise
            continue
        finally:
            print("try", tries)


def deep(n):
    try:
        try:
            try:
                return 100 // n
            finally:
                print("one")
        finally:
            print("two")
    finally:
        print("three")


print(totals())
for n in range(4):
    print(replaced(n))
print(retried(3))
print(deep(7))
try:
    deep(0)
except ZeroDivisionError as e:
    print(e)
retried(9)
