"""Why a file, a column or a value is not taken: always a sentence a user can act on."""


class FileRefused(Exception):
    """The file as a whole cannot be read; the text says what is wrong, where, and what to do."""


class ColumnsUnclear(FileRefused):
    """The table was found but not its columns; `headings` are those it has, for the user to choose from."""

    def __init__(self, sentence: str, *, headings: tuple[str, ...]) -> None:
        super().__init__(sentence)
        self.headings = headings


class NotReady(Exception):
    """The import cannot go on; the text holds one sentence for every open question. `answers` says how to answer each.

    Each answer is the sentence and how it is written in a mapping file.
    """

    def __init__(self, sentence: str, *, answers: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(sentence)
        self.answers = answers


class ValueRefused(Exception):
    """One cell cannot be read; the text is the reason shown beside its line."""
