"""Ranges."""


def _contains(self, value):
    """value in self."""
    for element in self:
        if element == value:
            return True
    return False
