"""Read what customers are worth, as the newest valuation found it."""

from collections.abc import Sequence
from dataclasses import dataclass

from forecasts.core.cohorts import NO_COHORTS, Cohort, Cohorts
from forecasts.core.drawing import Axis, band, figure, line
from forecasts.models import CustomerGroup, CustomerRun, SurvivalPoint
from kpis.models import Measurement
from kpis.selectors import latest_run
from okrs.core.chart import Cell, Chart, Column, Twin
from organisation.core import show


@dataclass(frozen=True, slots=True)
class CustomersPage:
    """The newest run with its groups, the way of its contracts, and how customers speak of the company."""

    run: CustomerRun
    everyone: CustomerGroup | None
    cohorts: Sequence[CustomerGroup]
    channels: Sequence[CustomerGroup]
    survival: Chart | None
    nps: Measurement | None

    @property
    def referral_share(self) -> float | None:
        return self.run.referred / self.run.traced if self.run.traced else None


def customers_page() -> CustomersPage | None:
    """What the page shows; None before the first valuation. Five queries."""
    run = CustomerRun.objects.first()
    if run is None:
        return None
    groups = list(run.groups.all())
    kinds = {kind: [row for row in groups if row.kind == kind] for kind in CustomerGroup.Kind}
    rows = Measurement.objects.filter(run=latest_run(), key="nps", dimension="", scope_text="{}", value__isnull=False)
    return CustomersPage(
        run=run,
        everyone=next(iter(kinds[CustomerGroup.Kind.ALL]), None),
        cohorts=kinds[CustomerGroup.Kind.COHORT],
        channels=sorted(kinds[CustomerGroup.Kind.CHANNEL], key=lambda row: -(row.ratio or 0)),
        survival=_survival(list(run.survival.all())),
        nps=rows.order_by("-ends_on", "-starts_on").first(),
    )


def newest_cohorts() -> Cohorts:
    """What the newest valuation says by first order; nothing before the first, or where it found too few orders."""
    run = CustomerRun.objects.first()
    rows = run.groups.filter(kind=CustomerGroup.Kind.COHORT) if run else []
    found = tuple(
        Cohort(row.label, row.customers, row.repeaters, row.earned, row.clv, row.low, row.high) for row in rows
    )
    return Cohorts(run.as_of, run.years_ahead, found) if run and found else NO_COHORTS


def _survival(found: Sequence[SurvivalPoint]) -> Chart | None:
    rows = [row for row in found if row.cohort == "All contracts"]
    if not rows:
        return None
    x = [row.renewal for row in rows]
    known = [row for row in rows if row.low is not None and row.high is not None]
    traces = [
        *band([row.renewal for row in known], [100 * (row.low or 0) for row in known],
              [100 * (row.high or 0) for row in known], tone="ink-3"),
        line("Counted, Kaplan–Meier", x, [None if row.counted is None else 100 * row.counted for row in rows],
             tone="ink-2", mark=True),
        line("Model", x, [100 * row.modelled for row in rows], tone="accent", dash="dash"),
    ]  # fmt: skip
    first = rows[1] if len(rows) > 1 else rows[0]
    counted = f"{show.percent(first.counted)} of contracts pass their first renewal"
    return Chart(
        f"{counted}, 90 % range {show.percent(first.low)} to {show.percent(first.high)}"
        if first.low is not None
        else "No contract has come to its first renewal yet",
        "Share still running by renewal, counted with its 90 % range and by the model, which goes on beyond the data.",
        figure(traces, x=Axis(title="Renewals", is_whole=True), y=Axis(suffix=" %")),
        _twin(found),
    )


def _twin(rows: Sequence[SurvivalPoint]) -> Twin:
    names = ("Renewal", "At risk", "Counted", "From", "To", "Model")
    columns = [Column("Contracts"), *[Column(name, True) for name in names]]
    return Twin(columns, [_row(row) for row in rows])


def _row(row: SurvivalPoint) -> list[Cell]:
    shares = (row.counted, row.low, row.high, row.modelled)
    return [
        Cell(row.cohort), Cell(str(row.renewal), row.renewal), Cell(f"{row.at_risk:,}", row.at_risk),
        *[Cell(show.percent(share, digits=1), share) for share in shares],
    ]  # fmt: skip
