"""Sign what is promised: once per person and subject, before it comes, and for good."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from campaigns.models import Campaign
from forecasts.core.interval import Interval
from forecasts.models import Promise
from forecasts.selectors.beside import Beside
from forecasts.selectors.closed import settled_on
from forecasts.selectors.planned import planned_spend
from okrs.models import Cycle, KeyResult
from organisation.selectors import organisation, today
from people.models import User
from people.services import record

SIX = Decimal("0.000001")


class PromiseRefused(ValueError):
    """A sentence: why this cannot be signed."""


@transaction.atomic
def promise_key_result(
    row: KeyResult, band: Interval, *, beside: Beside | None, by: User, now: datetime, note: str = ""
) -> Promise:
    """Sign where a key result ends; it is settled when its cycle is over. Raises PromiseRefused."""
    cycle = row.objective.cycle
    if row.state == KeyResult.State.DROPPED or cycle.state == Cycle.State.DRAFT:
        raise PromiseRefused(f"{row} does not run, so there is nothing to promise.")
    if today(now) >= cycle.ends_on:
        raise PromiseRefused(f"{cycle} is over. A promise is signed before the outcome is known.")
    if Promise.objects.filter(key_result_id=row.pk, signed_by=by).exists():
        raise PromiseRefused("You have signed a promise for it already, and a promise stays as it was signed.")
    return _sign(
        Promise(
            key_result_id=row.pk, subject=f"{row.name}, {cycle.name}"[:300], unit=row.unit, due_on=cycle.ends_on,
            quantity=Promise.Quantity.KEY_RESULT,
        ),
        band, beside, by=by, now=now, note=note,
    )  # fmt: skip


@transaction.atomic
def promise_campaign(
    campaign: Campaign,
    quantity: str,
    band: Interval,
    *,
    beside: Beside | None,
    by: User,
    now: datetime,
    note: str = "",
) -> Promise:
    """Sign what an approved plan brings; it is settled when credit has had time to come in. Raises PromiseRefused."""
    if campaign.plan_approved_at is None:
        raise PromiseRefused(
            f"The plan of {campaign} is not approved yet. What it brings is signed together with what it costs: "
            "have the plan approved first."
        )
    if campaign.ends_on is None:
        raise PromiseRefused("Give the campaign a last day first: without one there is no day to settle on.")
    due_on = settled_on(campaign.ends_on, quantity)
    if today(now) > campaign.ends_on:
        raise PromiseRefused("The campaign is over. A promise is signed before the outcome is known.")
    if Promise.objects.filter(campaign_id=campaign.pk, quantity=quantity, signed_by=by).exists():
        raise PromiseRefused("You have signed a promise for it already, and a promise stays as it was signed.")
    unit = "" if quantity == Promise.Quantity.OPPORTUNITIES else organisation().currency
    channel = campaign.channel.name if campaign.channel else ""
    return _sign(
        Promise(
            campaign_id=campaign.pk, subject=campaign.name, channel=channel, quantity=quantity, unit=unit,
            due_on=due_on, cost=planned_spend(campaign),
        ),
        band, beside, by=by, now=now, note=note,
    )  # fmt: skip


def _sign(row: Promise, band: Interval, beside: Beside | None, *, by: User, now: datetime, note: str) -> Promise:
    row.low, row.median, row.high = (_exact(one) for one in (band.low, band.median, band.high))
    if beside is not None:
        row.model, row.built_on = beside.model, beside.built_on[:300]
        found = (beside.band.low, beside.band.median, beside.band.high)
        row.model_low, row.model_median, row.model_high = (_exact(one) for one in found)
    row.note, row.signed_by, row.signed_at = note.strip()[:300], by, now
    row.save(force_insert=True)
    told = {"subject": row.subject, "low": str(row.low), "high": str(row.high), "due": row.due_on.isoformat()}
    record(by=by, verb="outlook.signed", subject=row, detail=told)
    return row


def _exact(value: float) -> Decimal:
    return Decimal(str(value)).quantize(SIX)
