# fmt: off
# Escapes in string literals, and text beyond ASCII.
print("tab\tnew\nline\\ \"quotes\" \x41 \u00e9 \U0001F600")
print(r"raw \n", 'single', """triple
line""")
print("one " "two")
