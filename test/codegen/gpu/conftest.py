"""What the tests of kernels share."""

import pytest


@pytest.fixture
def program(tmp_path):
    """Writes a program, whose imports stand before the text that is given, and returns its path."""

    def write(text):
        path = tmp_path / "program.py"
        path.write_text("import amaru\nimport numpy as np\n\n\n" + text)
        return str(path)

    return write
