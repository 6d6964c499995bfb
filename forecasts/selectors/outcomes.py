"""Which KPIs a media mix may explain: money that adds up over weeks and does not come from credit."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, OuterRef

from forecasts.core.errors import CannotForecast
from forecasts.models import MixChannel, MixFit
from kpis.core.matrix import is_outcome
from kpis.core.words import Unit
from kpis.models import Definition
from kpis.selectors import current_definitions
from kpis.selectors.page import is_flow
from organisation.selectors import organisation

DEFAULT = "revenue"


def mix_outcomes() -> Sequence[Definition]:
    """The outcomes to choose from; credit is left out, as a mix and attribution are two answers to one question."""
    return [
        row
        for row in current_definitions()
        if row.unit == Unit.MONEY
        and is_flow(row)
        and is_outcome(row.tier)
        and not row.source.startswith("attribution")
        and not row.key.startswith("sourced_")
    ]


def outcomes_to_fit(day: date) -> Sequence[str]:
    """Keys of the outcomes whose mix is due: those fitted before when a week has ended; the default one at first."""
    fitted = sorted(set(MixFit.objects.order_by().values_list("outcome", flat=True)))
    if not fitted:
        return [DEFAULT]
    return fitted if day.weekday() == organisation().week_starts else []


def telling_outcome() -> str:
    """The outcome to open on: the default one, unless its newest fit has nothing to tell and that of another has."""
    told = MixChannel.objects.filter(fit=OuterRef("pk"), reasons=[])
    newest: dict[str, bool] = {}
    for outcome, tells in MixFit.objects.annotate(tells=Exists(told)).values_list("outcome", "tells"):
        newest.setdefault(outcome, tells)
    if newest.get(DEFAULT, True):
        return DEFAULT
    return next((outcome for outcome, tells in newest.items() if tells), DEFAULT)


def mix_outcome(key: str) -> Definition:
    """The outcome of this key. Raises CannotForecast for a KPI that no mix can explain."""
    found = next((row for row in mix_outcomes() if row.key == key), None)
    if found is None:
        raise CannotForecast(f"A media mix cannot explain “{key}”.", needs="Choose an outcome in money that adds up.")
    return found
