"""Who is credited with the pipeline and the revenue of the cycle, with intervals, and what nobody is."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from alignment.services.recompute import EVIDENCE_MILESTONE
from attribution import selectors as attribution
from attribution.models import Milestone
from campaigns.models import Campaign
from campaigns.selectors import spend_by_campaign
from reports.core.quantity import Quantity, Unit
from reports.core.snapshot import CampaignRow, Credit
from reports.dashboards.sentences import concentration
from reports.services.snapshot.sources import Sources

MOST_SHOWN = 12
NINETY_PER_CENT = 1.6449  # of a normal distribution lies within as many standard errors
NOTHING = Decimal("0.00")
CENT = Decimal("0.01")
NO_CAMPAIGN = "Touches without a campaign"
NO_CREDIT = "No opportunity was created in this cycle, or none has an amount. Import opportunities and their touches."


@dataclass(frozen=True, slots=True)
class Credited:
    """The rows that are shown, and all rows."""

    shown: Credit
    rows: tuple[CampaignRow, ...]


def credit(told: Sources) -> Credited:
    """Campaigns by credited pipeline; each that cost something has a row, also without credit."""
    total = attribution.reconciled(told.run, milestone=EVIDENCE_MILESTONE, window=told.window, scope=told.scope)
    rows = _rows(told)
    lost = total.conversions - sum((row.opportunities for row in rows), Decimal(0))
    with_credit = [row for row in rows if row.pipeline and row.pk is not None]
    elsewhere = sum((row.pipeline for row in rows if row.pk is None), NOTHING)
    shown = Credit(
        finding=concentration(
            [row.name for row in with_credit],
            [float(row.pipeline) for row in with_credit],
            what="pipeline",
            others=float(elsewhere),
        ),
        rows=_cut(rows),
        campaigns=len(with_credit),
        unattributed=total.unattributed,
        unattributed_opportunities=max(lost, Decimal(0)).quantize(CENT),
        total=total.crm,
        no_data="" if total.crm else NO_CREDIT,
    )
    return Credited(shown, rows)


def _rows(told: Sources) -> tuple[CampaignRow, ...]:
    pipeline = {row.campaign_id: row for row in _credit(told, EVIDENCE_MILESTONE)}
    revenue = {row.campaign_id: row.value for row in _credit(told, Milestone.WON)}
    errors, won_errors = _errors(told, EVIDENCE_MILESTONE), _errors(told, Milestone.WON)
    spent = {} if told.scope else spend_by_campaign(told.windows.to_date)
    keys = sorted({*pipeline, *revenue, *spent}, key=lambda pk: (pk is None, pk or 0))
    named = {row.pk: row for row in Campaign.objects.filter(pk__in=[pk for pk in keys if pk]).select_related("channel")}
    serves = _serves(told)
    rows = []
    for pk in keys:
        found, campaign = pipeline.get(pk), named.get(pk or 0)
        cost = spent[pk].amount if pk in spent and (spent[pk].amount or not spent[pk].unknown) else None
        amount, won = (found.value if found else NOTHING), revenue.get(pk, NOTHING)
        low, high = interval(amount, errors.get(pk))
        least, most = interval(won, won_errors.get(pk))
        rows.append(
            CampaignRow(
                pk=pk,
                name=campaign.name if campaign else NO_CAMPAIGN,
                channel=campaign.channel.name if campaign and campaign.channel else "",
                objectives=serves.get(pk or 0, ""),
                spend=cost,
                opportunities=(found.conversions if found else Decimal(0)).quantize(CENT),
                pipeline=amount,
                low=low,
                high=high,
                revenue=won,
                roi=_roi(won, cost),
                roi_low=None if least is None or not cost else _roi(least, cost),
                roi_high=None if most is None or not cost else _roi(most, cost),
            )
        )
    return tuple(sorted(rows, key=lambda row: (row.pk is None, -row.pipeline, -(row.spend or NOTHING), row.name)))


def _credit(told: Sources, milestone: Milestone) -> list[attribution.CampaignCredit]:
    return list(
        attribution.credit_by_campaign(
            told.run, model=told.inputs.locked_model, milestone=milestone, window=told.window, scope=told.scope
        )
    )


def _errors(told: Sources, milestone: Milestone) -> Mapping[int | None, float]:
    return attribution.errors_by_campaign(
        told.run, model=told.inputs.locked_model, milestone=milestone, window=told.window, scope=told.scope
    )


def interval(amount: Decimal, error: float | None) -> tuple[Decimal | None, Decimal | None]:
    """From where to where 90 % of draws lie, never below 0; None where too little is known."""
    if error is None or not amount:
        return None, None
    half = Decimal(str(NINETY_PER_CENT * error)).quantize(CENT)
    return max(NOTHING, amount - half), amount + half


def _roi(revenue: Decimal, spend: Decimal | None) -> Quantity:
    if not spend:
        return Quantity(None, Unit.MULTIPLE, "Its cost is not known." if spend is None else "It has cost nothing.")
    return Quantity(((revenue - spend) / spend).quantize(Decimal("0.0001")), Unit.MULTIPLE)


def _serves(told: Sources) -> Mapping[int, str]:
    """The business objectives that each campaign's money is declared for."""
    names = {row.key: row.name for row in told.inputs.objectives}
    found: dict[int, list[str]] = defaultdict(list)
    for link in told.inputs.links:
        pk = int(link.campaign.removeprefix("campaign-").removesuffix("-enabling"))
        if link.contributing and names[link.objective] not in found[pk]:
            found[pk].append(names[link.objective])
    return {pk: "; ".join(sorted(words)) for pk, words in found.items()}


def _cut(rows: tuple[CampaignRow, ...]) -> tuple[CampaignRow, ...]:
    """The largest rows, and one for all others."""
    named = [row for row in rows if row.pk is not None]
    if len(named) <= MOST_SHOWN + 1:
        return rows
    rest = named[MOST_SHOWN:]
    spent = [row.spend for row in rest if row.spend is not None]
    cost = sum(spent, NOTHING) if spent else None
    revenue = sum((row.revenue for row in rest), NOTHING)
    others = CampaignRow(
        pk=None,
        name=f"{len(rest):,} other campaigns",
        channel="",
        objectives="",
        spend=cost,
        opportunities=sum((row.opportunities for row in rest), Decimal(0)),
        pipeline=sum((row.pipeline for row in rest), NOTHING),
        low=None,
        high=None,
        revenue=revenue,
        roi=_roi(revenue, cost),
    )
    return (*named[:MOST_SHOWN], others, *(row for row in rows if row.pk is None))
