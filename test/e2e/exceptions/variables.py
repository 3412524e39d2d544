# A handler sees variables as they were when the body raised; a name is unset after its handler.
def counted(n):
    done = 0
    text = ""
    last = 0.5
    try:
        for i in range(n):
            text = text + str(i)
            if i == 3:
                raise IndexError(text)
            done = done + i
            last = i / 2
    except IndexError as e:
        text = text + "!" + str(e)
    return done, text, last


def unset(n):
    try:
        x = 1
        if n:
            raise ValueError
        y = 2
    except ValueError:
        print(x)
    try:
        return x + y
    except UnboundLocalError as u:
        print(u)
    return -1


def name(n):
    e = "before"
    try:
        if n:
            raise ValueError("v")
    except ValueError as e:
        print(e)
    return e


def nested(n):
    state = "start"
    try:
        state = "outer"
        try:
            state = "inner"
            if n == 1:
                raise KeyError
            state = "past"
        except KeyError:
            state = state + " handled"
            raise ValueError(state)
        finally:
            state = state + " final"
        if n == 2:
            raise ValueError("late")
    except ValueError as e:
        return state + ": " + str(e)
    return state


print(counted(2), counted(6))
print(unset(0), unset(1))
for n in range(3):
    print(nested(n))
print(name(0))
print(name(1))
