"""Every diagnostic is shown by a page of the language or by a test: its id stands there, in brackets or in quotes."""

import glob
import os
import re

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def shown():
    text = ""
    for pattern in ("docs/language/*.md", "test/**/*.py", "test/**/*.cpp", "test/**/*.test", "test/**/*.mlir"):
        for path in glob.glob(os.path.join(ROOT, pattern), recursive=True):
            with open(path, encoding="utf-8", errors="replace") as file:
                text += file.read()
    return set(re.findall(r"[\[\"']([a-z0-9]+(?:-[a-z0-9]+)*)[\]\"']", text))


# To be shown yet. The list only gets shorter: a new diagnostic comes with what shows it.
NOT_YET = set("""
bad-dtype bad-shape bool-op-conflict cannot-convert cannot-set-attribute cell-changes-type choice-conflict
field-changes-type free-variable-unset frozen-field global-changes-type if-exp-conflict
in-stdlib-call min-max-conflict missing-return multiple-keyword-values no-class-attribute not-a-float not-an-exception
not-comptime positional-only-by-keyword range-step-zero star-of-non-iterable text-of-wrong-type too-many-instances
tuple-index-not-constant tuple-index-out-of-range unsupported-import
""".split())


def test_every_diagnostic_is_shown():
    with open(os.path.join(ROOT, "lang", "diag", "Diagnostics.def"), encoding="utf-8") as file:
        ids = set(re.findall(r'^DIAG\(\w+, "([a-z0-9-]+)"', file.read(), re.M))
    assert sorted(ids - shown() - NOT_YET) == []
    assert sorted(NOT_YET - (ids - shown())) == [], "these are shown now"
