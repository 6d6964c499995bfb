"""Why a file, a column or a value is not taken: always a sentence a user can act on."""


class FileRefused(Exception):
    """The file as a whole cannot be read; the text says what is wrong, where, and what to do."""


class NotReady(Exception):
    """The import cannot go on; the text holds one sentence for every question that is open."""


class ValueRefused(Exception):
    """One cell cannot be read; the text is the reason shown beside its line."""
