"""Reading arrays from files."""
import primitive


def loadtxt(fname, delimiter=None, skiprows: int = 0, max_rows: int = -1):
    """The numbers of a text file as a 2-d float64 array, a row per line; `#` starts a comment.

    `delimiter` is one character, white space if not given. FileNotFoundError for a missing file, ValueError for a row
    of another length or a word that is no number.
    """
    if delimiter is None:
        return primitive.loadtxt(fname, 0, 35, skiprows, max_rows)
    else:
        return primitive.loadtxt(fname, ord(delimiter), 35, skiprows, max_rows)
