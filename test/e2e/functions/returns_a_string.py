# A function may return text.
def sign(n):
    if n < 0:
        return "negative"
    return "not negative"


print(sign(-1), sign(1))
