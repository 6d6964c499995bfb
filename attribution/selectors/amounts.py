"""Credit of campaigns and channels in a window, with bounds."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, FloatField, Max, Min, Sum
from django.db.models.functions import Sqrt

from attribution.core.quotients import Amount
from attribution.models import Credit, CreditBand, CreditRun, CreditTotal, Milestone
from attribution.selectors.credit import within
from organisation.core.calendar import Window
from organisation.core.scope import Scope

# Half the width of a 90 % interval in standard errors, and the fewest milestones that show one.
NINETY = 1.6448536269514722
FEWEST = 30
Key = tuple[str, int | None]


@dataclass(frozen=True, slots=True)
class Credited:
    """Milestones and money that one model gave one group."""

    conversions: Amount
    value: Amount


def credited(
    run: CreditRun, *, milestone: Milestone, window: Window, by: str, scope: Scope | None = None, model: str = ""
) -> Mapping[Key, Credited]:
    """Credit by additive model (or `model` alone) and group; group None: touches without a campaign or channel.

    Bounds are the bootstrap's where the window covers all months of the run; else credit ± 1.645 closed-form standard
    errors, which take months as independent. None with fewer than 30 touched milestones.
    """
    only = {"model": model} if model else {}
    rows = within(Credit.objects.filter(run=run, milestone=milestone, is_unattributed=False, **only), window, scope)
    found = rows.values_list("model", f"{by}_id").annotate(
        c=Sum("conversions"), v=Sum("value"), ce=error("conversions_error"), ve=error("value_error")
    )
    whole, touched = _extent(run, milestone, window, scope)
    bands: dict[Key, CreditBand] = {}
    if whole and scope is None:
        stored = CreditBand.objects.filter(run=run, milestone=milestone, by=by, **only)
        bands = {(band.model, getattr(band, f"{by}_id")): band for band in stored}
    result = {}
    for name, group, c, v, ce, ve in found.order_by():
        band = bands.get((name, group))
        if band is not None:
            bounds = ((band.conversions_low, band.conversions_high), (band.value_low, band.value_high))
        elif touched >= FEWEST and not bands:
            bounds = (around(c, ce), around(v, ve))
        else:
            bounds = ((None, None), (None, None))
        result[name, group] = Credited(amount(c, *bounds[0], "0.000001"), amount(v, *bounds[1], "0.01"))
    return result


def error(name: str) -> Sqrt:
    """The standard error of a sum of cells, taken as independent."""
    return Sqrt(Sum(F(name) * F(name), output_field=FloatField(), default=0.0))


def _extent(run: CreditRun, milestone: Milestone, window: Window, scope: Scope | None) -> tuple[bool, Decimal]:
    """Whether the window covers all months of the run, and how many milestones in it had a touch."""
    totals = CreditTotal.objects.filter(run=run, milestone=milestone)
    months = {"first": Min("month"), "last": Max("month")}
    inside = within(totals, window, scope).aggregate(
        **months, touched=Sum(F("conversions") - F("unattributed_conversions"), default=Decimal(0))
    )
    touched = inside.pop("touched")
    return totals.aggregate(**months) == inside, touched


def around(value: Decimal, spread: float) -> tuple[float, float]:
    """The 90 % interval of a standard error."""
    return float(value) - NINETY * spread, float(value) + NINETY * spread


def amount(value: Decimal, low: float | None, high: float | None, step: str) -> Amount:
    """A number with its bounds, to `step`."""
    bounds = [None if bound is None else Decimal(repr(bound)).quantize(Decimal(step)) for bound in (low, high)]
    return Amount(value, *bounds)
