"""Strings: operators, slices, iteration, methods."""


def main():
    s = "Hello, World"
    print(s[0], s[-1], s[1:4], s[::-1], s[7:], len(s), s * 2, "-" * 10, "ab" + "cd")
    print("World" in s, "x" in s, "x" not in s, s == "Hello, World", s < "Help", "b" > "abc", "" in s)
    for c in "h\u00e9llo":
        print(c, end="|")
    print([ord(c) for c in "az"], chr(97), chr(8364), len("h\u00e9llo"), "h\u00e9llo"[1:3])
    print(s.find("o"), s.find("o", 5), s.find("zz"), s.rfind("o"), s.index("l"), s.count("l"), s.count(""))
    print(s.startswith("Hell"), s.endswith("World"), s.startswith("x"), s.removeprefix("Hello, "), s.removesuffix("d"))
    print("  a b  ".strip() + "|", "  a".lstrip(), "a  ".rstrip() + "|", "xxaxx".strip("x"), "abcba".lstrip("ab"))
    print("a,b,,c".split(","), " a  b c ".split(), "a b c d".split(" ", 2), "a  b  c ".split(None, 1), "".split(","), "".split())
    print("one\ntwo\r\nthree\n".splitlines(), "k=v=w".partition("="), "kv".partition("="))
    print(", ".join(["a", "b", "c"]), "".join(["x"]), "-".join("abc"), "+".join([str(i) for i in range(4)]))
    print("+".join(str(i) for i in range(4)), "banana".replace("an", "AN"), "banana".replace("a", "", 2), "ab".replace("", "."))
    print("Hello".upper(), "Hello".lower(), "hELLO".capitalize(), "abc".isalpha(), "12".isdigit(), "a1".isalnum(), " ".isspace())
    print("ABC".isupper(), "aBc".islower(), "7".rjust(3) + "|", "7".ljust(3, "*"), "7".center(4, "-"), "-7".zfill(4), "7".zfill(3))
    print(int("12"), float("1.5"), str(3.0), str(True), repr("it's"), int(" -7 "), bool(""), bool("x"))
    words = "the quick brown fox jumps over the lazy dog".split()
    print(sorted(words), max(words, key=len), [w[0] for w in words], {w: len(w) for w in words})
    text = ""
    for i in range(5):
        text += str(i)
    print(text, text[::2], f"{text:>8}|{3.14159:.2f}|{42:05d}|{words[0]!r}|{[1, 2]}|{(1, 'a')}")
    h, i = "hi"
    print(h, i, list("ab"), sorted("hello"), "b" in ["a", "b"], ("a", 1) < ("b", 0))


main()
