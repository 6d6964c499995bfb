"""Why something was not done, in sentences that a user can read."""

from collections.abc import Sequence
from dataclasses import dataclass


class Refused(Exception):
    """What was asked for cannot be done; `field` names the form field to change, where there is one."""

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class CycleClosed(Refused):
    """The cycle is closed, so what belongs to it stays as it is."""

    def __init__(self, cycle: object) -> None:
        super().__init__(
            f"{cycle} is closed, so nothing in it can be changed. Carry the objective over into a new cycle instead."
        )


@dataclass(frozen=True, slots=True)
class OtherChange:
    """A field that somebody else changed since this editor opened the page."""

    field: str
    before: str
    after: str
    by: str


class ChangedMeanwhile(Refused):
    """Somebody else saved first; `changes` says what, `revision` is the one to confirm."""

    def __init__(self, changes: Sequence[OtherChange], *, revision: int) -> None:
        who = ", ".join(sorted({change.by for change in changes if change.by})) or "Somebody"
        what = "; ".join(f"{change.field}: {change.before} → {change.after}" for change in changes)
        super().__init__(
            f"{who} changed this while you were editing ({what}). "
            "Save again to put your version in place of it, or reload to keep theirs."
        )
        self.changes = changes
        self.revision = revision
