"""Evidence classes: how far a link from a campaign to an objective is proven."""

from enum import StrEnum
from fractions import Fraction


class EvidenceClass(StrEnum):
    """How far a link is proven; the class comes from data, never from an opinion."""

    DECLARED = "declared"
    ASSOCIATED = "associated"
    MATCHED_CONTROL = "matched_control"
    RANDOMISED = "randomised"

    @property
    def worth(self) -> float:
        """0, 1/3, 2/3 or 1."""
        return _WORTH[self]


_WORTH = {found: float(Fraction(place, 3)) for place, found in enumerate(EvidenceClass)}
