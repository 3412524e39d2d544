"""What people do with text."""


def caesar(text, shift):
    result = ""
    for c in text:
        if c.isalpha():
            base = ord("a") if c.islower() else ord("A")
            result += chr((ord(c) - base + shift) % 26 + base)
        else:
            result += c
    return result


def is_palindrome(s):
    t = "".join(c.lower() for c in s if c.isalnum())
    return t == t[::-1]


def rle(s):
    parts = []
    i = 0
    while i < len(s):
        j = i
        while j < len(s) and s[j] == s[i]:
            j += 1
        parts.append(f"{s[i]}{j - i}")
        i = j
    return "".join(parts)


def parse(line):
    key, _, value = line.partition("=")
    return key.strip(), float(value)


def main():
    print(caesar("Hello, World", 3), caesar(caesar("Hello, World", 3), -3))
    print(is_palindrome("A man, a plan, a canal: Panama"), is_palindrome("no"))
    print(rle("aaabccdddd"), rle(""))
    print([parse(line) for line in "a = 1.5\nb=2\n c =-3e2".splitlines()])
    row = "1,2,3;4,5,6"
    table = [[int(x) for x in part.split(",")] for part in row.split(";")]
    print(table)
    print(f"{'name':<10}|{'n':^5}|{3.14159:8.3f}|{42:+d}|{255:x}|{255:#b}|{1234567:,}|{0.25:.1%}|{'x' * 3!r:>6}")
    print("a-b-c".replace("-", "+"), "a-b-c".split("-", 1), "abc".find("c"), "abc".startswith("ab"), "abc".endswith("bc"))
    print("tic-tac-toe".count("t"), "x".join(["1", "2"]), "%" in "5%", "abc" * 2, "b" in "abc", "abc" < "abd")
    print("hello world".title(), "Hello".swapcase(), "a,b,c".rsplit(",", 1), "a.b.c".rpartition("."), "abc".rsplit("b"))
    print("abc".startswith(("x", "ab")), "abc".endswith(("x", "y")), "aXbX".count("X", 2), "abcabc".startswith("bc", 4))
    print("  x ".isspace(), "\t\n".isspace(), "abc".isascii(), "12".isdecimal(), "12".isnumeric(), "Abc".istitle())
    print(len("a\tb"), "a\tb".expandtabs(4), "abc".encode().hex() if False else "", "".join(reversed("abc")))
    print(min("hello"), max("hello"), sorted("hello"), set("aab") == {"a", "b"}, list(enumerate("ab")))
    words = ["pear", "fig", "apple"]
    words.sort(key=len)
    print(words, sorted(words), sorted(words, key=lambda w: w[-1]), " ".join(w.capitalize() for w in words))


main()
