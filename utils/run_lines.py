"""The kind of lit test that test/lit.cfg.py uses; in a module of its own, because lit sends it to its workers."""

import lit.formats


class FilesWithRunLines(lit.formats.ShTest):
    """Python files may be programs, pytest modules or runners as well: only those with a RUN line are lit tests."""

    def getTestsInDirectory(self, suite, path, lit_config, local_config):
        for test in super().getTestsInDirectory(suite, path, lit_config, local_config):
            source = test.getSourcePath()
            if source.endswith((".py", ".amaru")):
                with open(source, "rb") as file:
                    if b"RUN:" not in file.read():
                        continue
            yield test
