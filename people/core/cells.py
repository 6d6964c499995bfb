"""Text for cells of a CSV file that spreadsheet programs open."""

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def plain_cell(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet program would take it for a formula.

    >>> plain_cell("=1+1")
    "'=1+1"
    """
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text
