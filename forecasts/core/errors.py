"""The one refusal of this room: a reason, and the data that would help."""


class CannotForecast(ValueError):
    """Nothing honest can be said from these data.

    `reason` says what is wrong and where, `needs` which data would help; both are sentences a user can read.
    """

    def __init__(self, reason: str, *, needs: str) -> None:
        super().__init__(f"{reason} {needs}")
        self.reason = reason
        self.needs = needs
