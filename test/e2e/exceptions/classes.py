# Bases catch their classes, in the order of the handlers; `except` alone catches everything.
def kind(n):
    try:
        if n == 0:
            raise IndexError("i")
        elif n == 1:
            raise ZeroDivisionError
        elif n == 2:
            raise FileNotFoundError("f")
        elif n == 3:
            raise NotImplementedError("n")
        elif n == 4:
            raise KeyboardInterrupt
        elif n == 5:
            raise StopIteration(3)
    except LookupError as e:
        return "lookup " + repr(e)
    except (ArithmeticError, OSError) as e:
        return "arithmetic or os " + repr(e)
    except RuntimeError as e:
        return "run time " + str(e)
    except Exception as e:
        return "exception " + repr(e)
    except:
        return "anything"
    return "nothing"


for n in range(7):
    print(kind(n))
