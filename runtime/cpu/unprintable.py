"""Writes Unprintable.inc: the ranges of code points that str.isprintable() refuses, as boundaries."""

import sys
import unicodedata
from pathlib import Path

boundaries = []
for code_point in range(sys.maxunicode + 2):
    unprintable = code_point <= sys.maxunicode and not chr(code_point).isprintable()
    if unprintable != bool(len(boundaries) % 2):
        boundaries.append(code_point)

lines = [", ".join(f"{b:#x}" for b in boundaries[i : i + 12]) + "," for i in range(0, len(boundaries), 12)]
header = f"// Unicode {unicodedata.unidata_version}, written by unprintable.py.\n"
Path(__file__).with_name("Unprintable.inc").write_text(header + "\n".join(lines) + "\n")
