"""The numbers a board asks for, and what the data does not tell."""

from collections.abc import Iterator
from decimal import Decimal

from django.db.models import Count, Q

from alignment.core.coverage import Ledger
from alignment.services.recompute import LOCKED_MODEL
from attribution import selectors as attribution
from attribution.models import CreditRun, Milestone
from attribution.selectors import Reconciled
from crm.models import Opportunity
from organisation.core.calendar import Window
from organisation.core.show import compact_money, number, percent
from reports.dashboards.alignment import Measure


def measures(run: CreditRun, window: Window, currency: str) -> Iterator[Measure]:
    """Win rate, pipeline created and attributed revenue of the window."""
    closed = Opportunity.objects.filter(closed_on__gte=window.starts_on, closed_on__lt=window.ends_on)
    won, decided = closed.filter(outcome="won").count(), closed.filter(outcome__in=["won", "lost"]).count()
    yield Measure(
        label="Win rate",
        value=percent(Decimal(won) / decided, digits=1) if decided else "",
        note=f"{number(won)} won of {number(decided)} decided",
        definition="Share of the opportunities closed in the cycle that were won, by count.",
        formula="won / (won + lost)",
        no_data="" if decided else "No opportunity was won or lost in this cycle.",
    )
    pipeline = attribution.reconciled(run, milestone=Milestone.OPPORTUNITY, window=window)
    yield _money_measure(
        "Pipeline created", pipeline.crm, pipeline, currency,
        definition="Amount of the opportunities created in the cycle.", formula="Σ amount by day of creation",
    )  # fmt: skip
    revenue = attribution.reconciled(run, milestone=Milestone.WON, window=window)
    yield _money_measure(
        "Attributed revenue", revenue.attributed, revenue, currency,
        definition=f"Part of the won revenue that the {LOCKED_MODEL} model credits to campaigns.",
        formula="Σ credit × amount of won opportunities", of=f"of {compact_money(revenue.crm, currency=currency)} won",
    )  # fmt: skip


def _money_measure(
    label: str, value: Decimal, found: Reconciled, currency: str, *, definition: str, formula: str, of: str = ""
) -> Measure:
    reason = ""
    if not found.conversions:
        reason = "There is no such opportunity in this cycle."
    elif found.unknown == found.conversions:
        reason = f"None of the {number(found.conversions)} opportunities has an amount in {currency}."
    note = of or f"{number(found.conversions)} opportunities"
    if found.unknown and not reason:
        note += f", {number(found.unknown)} without an amount"
    return Measure(label, "" if reason else compact_money(value, currency=currency), note, definition, formula, reason)


def gaps(split: Ledger, pipeline: Reconciled, window: Window) -> Iterator[str]:
    """What the exports do not say, so that nobody takes silence for nothing."""
    if not split.total:
        yield "No campaign of this cycle has a known cost, so return on investment is not available."
    elif split.unknown:
        yield f"{split.unknown} campaign{'s' if split.unknown > 1 else ''} of this cycle have no known cost."
    created = Opportunity.objects.filter(
        created_at__date__gte=window.starts_on, created_at__date__lt=window.ends_on
    ).aggregate(
        n=Count("pk", distinct=True),
        unsourced=Count("pk", filter=Q(source_field=""), distinct=True),
        roles=Count("contact_roles__opportunity", distinct=True),
    )
    if created["n"] and created["unsourced"] == created["n"]:
        yield (
            f"None of the {number(created['n'])} opportunities created in this cycle names its source, "
            "so pipeline sourced by marketing is not available."
        )
    elif created["unsourced"]:
        yield f"{number(created['unsourced'])} of {number(created['n'])} opportunities do not name their source."
    if created["n"] and not created["roles"]:
        yield "No opportunity names its contacts; touches of everybody at the account count."
    if pipeline.unknown:
        yield f"{number(pipeline.unknown)} opportunities have no amount in the reporting currency."
