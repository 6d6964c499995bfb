"""How the score's plain facts name rows of the database, and back."""


def campaign_key(pk: int) -> str:
    return f"campaign-{pk}"


def objective_key(pk: int) -> str:
    return f"objective-{pk}"


def pk_of(key: str) -> int | None:
    """The row that a key names; None for what is not stored, such as a campaign that a move would start.

    >>> pk_of("campaign-12-enabling"), pk_of("new-objective-3")
    (12, None)
    """
    kind, _, rest = key.partition("-")
    number = rest.partition("-")[0]
    return int(number) if kind in {"campaign", "objective"} and number.isdigit() else None
