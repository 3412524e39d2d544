"""The blocks of code of a page of docs/language, with what they say that happens. The README there describes them."""

import re
from dataclasses import dataclass, field

FENCE = re.compile(r"^```(\w*)[ ]?(.*)$")
EXPECTED = re.compile(r"  # (error|raises): (.*)$")
TYPE = re.compile(r"  #: (.*)$")
PROGRAMS = {"python": "py", "amaru": "amaru"}
RESULTS = ("output", "error")


@dataclass
class Block:
    """A program, or a session of the REPL."""

    line: int
    kind: str
    words: list
    text: str
    results: dict = field(default_factory=dict)

    @property
    def name(self):
        return "example." + PROGRAMS[self.kind]

    def _marks(self, pattern):
        for number, line in enumerate(self.text.splitlines(), 1):
            if match := pattern.search(line):
                yield number, match

    @property
    def errors(self):
        return [(number, match[2]) for number, match in self._marks(EXPECTED) if match[1] == "error"]

    @property
    def raises(self):
        """The line and the words of the exception that ends the program; none."""
        return next(((number, match[2]) for number, match in self._marks(EXPECTED) if match[1] == "raises"), None)

    @property
    def types(self):
        return [(number, match[1]) for number, match in self._marks(TYPE)]


def matches(found, wanted):
    """Whether a text is as wanted, `…` standing for anything."""
    return re.fullmatch(".*".join(re.escape(part) for part in wanted.split("…")), found) is not None


def blocks_of(page_text):
    """The blocks of a page in order; results belong to the program before them."""
    blocks, lines = [], page_text.splitlines()
    number = 0
    while number < len(lines):
        match = FENCE.match(lines[number])
        if not match:
            number += 1
            continue
        end = number + 1
        while lines[end].rstrip() != "```":
            end += 1
        kind, words = match[1], match[2].split()
        text = "\n".join(lines[number + 1 : end]) + "\n"
        if kind in RESULTS:
            assert blocks and kind not in blocks[-1].results, f"line {number + 1}: the result of no program"
            blocks[-1].results[kind] = text
        elif kind in PROGRAMS or kind == "repl":
            blocks.append(Block(number + 1, kind, words, text))
        else:
            assert kind in ("text", ""), f"line {number + 1}: unknown kind of block, `{kind}`"
        number = end + 1
    return blocks
