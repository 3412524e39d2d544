# `from None` hides what was being handled.
def convert(text):
    try:
        return int(text)
    except ValueError:
        raise TypeError("no number: " + text) from None


print(convert("12"))
print(convert("x"))
