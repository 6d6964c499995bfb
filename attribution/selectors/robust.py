"""What holds whatever the model: keep, cut, or it depends; and the range over models and look-backs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import TextChoices

from attribution.core.quotients import Quotient
from attribution.models import CreditRange, CreditRun, Grouping, Milestone

NOTHING = Decimal(0)
NO_CREDIT_YET = "Nothing was credited in this window."


class Tag(TextChoices):
    """What all additive models together say of a campaign or channel."""

    KEEP = "keep", "Keep under every model"
    CUT = "cut", "Cut under every model"
    DEPENDS = "depends", "Depends on the model"


@dataclass(frozen=True, slots=True)
class CreditSpan:
    """Lowest and highest credit over additive models and look-backs, over all months of the run. No interval."""

    group_id: int | None
    conversions_low: float
    conversions_high: float
    value_low: float
    value_high: float


def spans(run: CreditRun, *, milestone: Milestone, by: str = Grouping.CAMPAIGN) -> Mapping[int | None, CreditSpan]:
    """The range over models and look-backs by group."""
    rows = CreditRange.objects.filter(run=run, milestone=milestone, by=by)
    names = ("conversions_low", "conversions_high", "value_low", "value_high")
    return {row[0]: CreditSpan(*row) for row in rows.values_list(f"{by}_id", *names)}


def tag_of(returns: Sequence[Quotient], *, hurdle: Decimal = NOTHING) -> tuple[Tag | None, str]:
    """Keep where every model's ROI reaches the hurdle, cut where none does; or why nothing can be said."""
    known = [roi.value for roi in returns if roi.value is not None]
    if len(known) < len(returns) or not known:
        return None, returns[0].reason if returns else NO_CREDIT_YET
    if min(known) >= hurdle:
        return Tag.KEEP, ""
    return (Tag.CUT if max(known) < hurdle else Tag.DEPENDS), ""
