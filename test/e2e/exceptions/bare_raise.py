# `raise` alone passes on what is being handled, from a called function too; without anything it is a RuntimeError.
def again():
    raise


def outer(n):
    try:
        if n == 0:
            raise ValueError("zero")
        raise KeyError("other")
    except ValueError:
        raise
    except KeyError:
        again()


for n in range(2):
    try:
        outer(n)
    except Exception as e:
        print(repr(e))
try:
    again()
except RuntimeError as e:
    print(e)
try:
    try:
        raise ValueError("first")
    except ValueError as e:
        try:
            raise e
        except ValueError:
            print("same")
        raise
except ValueError as e:
    print("last", e)
outer(1)
