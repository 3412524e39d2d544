# Parsing by hand: a calculator with precedence by recursion over indices, tokens as tuples, errors with positions.
class Fault(Exception):
    pass


def tokens(text):
    found, i = [], 0
    while i < len(text):
        c = text[i]
        if c.isspace():
            i += 1
        elif c.isdigit() or c == ".":
            start = i
            while i < len(text) and (text[i].isdigit() or text[i] == "."):
                i += 1
            found.append(("number", text[start:i], start))
        elif c in "+-*/()^":
            found.append((c, c, i))
            i += 1
        else:
            raise Fault(f"{c!r} at {i}")
    found.append(("end", "", len(text)))
    return found


def expression(found, at):
    value, at = term(found, at)
    while found[at][0] in "+-":
        right, after = term(found, at + 1)
        value = value + right if found[at][0] == "+" else value - right
        at = after
    return value, at


def term(found, at):
    value, at = power(found, at)
    while found[at][0] in ("*", "/"):
        right, after = power(found, at + 1)
        if found[at][0] == "*":
            value *= right
        else:
            value /= right
        at = after
    return value, at


def power(found, at):
    value, at = atom(found, at)
    if found[at][0] == "^":
        right, at = power(found, at + 1)
        value = value**right
    return value, at


def atom(found, at):
    kind, text, place = found[at]
    if kind == "number":
        return float(text), at + 1
    if kind == "-":
        value, at = atom(found, at + 1)
        return -value, at
    if kind == "(":
        value, at = expression(found, at + 1)
        if found[at][0] != ")":
            raise Fault(f"no ) at {found[at][2]}")
        return value, at + 1
    raise Fault(f"{kind} at {place}")


def evaluate(text):
    found = tokens(text)
    value, at = expression(found, 0)
    if found[at][0] != "end":
        raise Fault(f"{found[at][1]} at {found[at][2]}")
    return value


for text in ["1 + 2 * 3", "(1+2)*3", "2^3^2 / 4", "-(2.5 - 4) * -2", "1 +", "3 $ 4", "(1", "1/0", "2 3"]:
    try:
        print(text, "=", evaluate(text))
    except Fault as fault:
        print(text, "!", fault)
    except ZeroDivisionError as error:
        print(text, "!!", error)
