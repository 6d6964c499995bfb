"""Value customers by cohort and channel, and keep the result. Loads numpy: for workers and commands."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from decimal import Decimal

import numpy as np
from django.db import transaction

from campaigns.selectors import spend_by
from forecasts.core.customers.acquisition import ChannelCustomers, ChannelValue, pool_channels
from forecasts.core.customers.groups import CustomerBase, GroupValue, Terms, value_groups
from forecasts.core.customers.value import fit_customers
from forecasts.core.errors import CannotForecast
from forecasts.models import CustomerGroup, CustomerRun, SurvivalPoint
from forecasts.selectors.bought import REFERRAL, Customer, channel_names, contracts, customers
from forecasts.services.contracts import survival_of
from forecasts.services.worth import keep_worth
from kpis.selectors.external import newest_value
from organisation.core.calendar import Window, add_months, fiscal_quarter, quarter_name
from organisation.selectors import organisation, today

YEARS_AHEAD = 3
DISCOUNT = 0.1
WEEK = 7.0
WEEKS_A_YEAR = 365.25 / 7
COHORTS = 8
CAC_MONTHS = 12
Publishing = Callable[[], AbstractContextManager[None]]
Kind = CustomerGroup.Kind


def value_customers(
    *, now: datetime, progress: Callable[[float, str], None] = lambda share, said: None,
    publishing: Publishing = transaction.atomic,
) -> CustomerRun:  # fmt: skip
    """Fit, value and publish; below 300 customers with 60 repeat buyers the run says why there is no value."""
    day = today(now)
    progress(0.05, "Reading orders by customer")
    people, signed = customers(now=now), contracts(now=now)
    margin = newest_value("gross_margin", on=day)
    run = CustomerRun(
        computed_at=now, as_of=day, years_ahead=YEARS_AHEAD, discount=DISCOUNT, margin=margin, contracts=len(signed),
        customers=len(people), repeaters=sum(one.repeats > 0 for one in people),
        traced=sum(one.channel > 0 for one in people),
    )  # fmt: skip
    names = channel_names()
    run.referred = sum(names.get(one.channel) == REFERRAL for one in people)
    groups: Sequence[CustomerGroup] = ()
    progress(0.2, f"Valuing {len(people):,} customers")
    try:
        groups = _valued(people, run, names)
    except CannotForecast as refused:
        run.reason, run.needs = refused.reason[:400], refused.needs[:400]
    progress(0.8, f"Following {len(signed):,} contracts")
    points, run.contracts_reason = survival_of(signed)
    with publishing():
        _write(run, groups, points)
        keep_worth(run, groups, people, _cohorts(people, day)[0] if groups else {})
    return run


def _valued(people: Sequence[Customer], run: CustomerRun, names: dict[int, str]) -> Sequence[CustomerGroup]:
    table = np.array(
        [(one.repeats, one.recency / WEEK, one.age / WEEK, one.mean_repeat, one.paid) for one in people], dtype=float
    ).reshape(-1, 5)
    base = CustomerBase(*table.T)
    terms = Terms(
        ahead=YEARS_AHEAD * WEEKS_A_YEAR, margin=run.margin or 1.0, discount=(1 + DISCOUNT) ** (1 / WEEKS_A_YEAR) - 1
    )
    found = fit_customers(
        base.frequency, base.recency, base.age, base.mean_value,
        ahead=terms.ahead, margin=terms.margin, discount=terms.discount,
    )  # fmt: skip
    everyone = {"All customers": np.ones(len(people), dtype=bool)}
    cohorts, starts = _cohorts(people, run.as_of)
    channels = np.array([one.channel for one in people])
    brought = {names[pk]: channels == pk for pk in sorted(set(channels.tolist())) if pk in names}
    rows = [_group(Kind.ALL, one) for one in value_groups(found, base, everyone, terms=terms)]
    rows += [_group(Kind.COHORT, one, starts[one.name]) for one in value_groups(found, base, cohorts, terms=terms)]
    return [*rows, *_by_channel(value_groups(found, base, brought, terms=terms), people, run.as_of, names)]


def _cohorts(people: Sequence[Customer], day: date) -> tuple[dict[str, np.ndarray], dict[str, date]]:
    """Customers by the fiscal quarter of their first order; the newest eight quarters, what is older as one."""
    year_starts = organisation().fiscal_year_starts
    firsts = [fiscal_quarter(one.first, year_starts=year_starts) for one in people]
    newest = sorted(set(firsts))[-COHORTS:]
    labels = [quarter_name(one, year_starts=year_starts) if one in newest else "Earlier" for one in firsts]
    starts = {"Earlier": min((one.starts_on for one in firsts), default=day)}
    starts |= {quarter_name(one, year_starts=year_starts): one.starts_on for one in newest}
    held = np.array(labels)
    return {label: held == label for label in sorted(set(labels), key=lambda label: starts[label])}, starts


def _by_channel(
    values: Sequence[GroupValue], people: Sequence[Customer], day: date, names: dict[int, str]
) -> list[CustomerGroup]:
    """Channels drawn towards their mean; the cost is what a channel spent in twelve months on those it won in them."""
    window = Window(add_months(day, -CAC_MONTHS), day.replace(day=1))
    spent = {names.get(pk or 0, ""): amount for pk, (amount, unknown) in spend_by(window, "campaign__channel").items()}
    won = dict.fromkeys(names.values(), 0)
    for one in people:
        if one.first in window and one.channel in names:
            won[names[one.channel]] += 1
    enough = [one for one in values if one.clv is not None and one.standard_error is not None]
    pooled = {
        row.channel: row
        for row in pool_channels(
            [ChannelCustomers(g.name, g.customers, g.clv.median, g.standard_error, None) for g in enough]  # type: ignore[union-attr, arg-type]
        )
    }
    return [_channel(one, pooled.get(one.name), spent.get(one.name), won[one.name]) for one in values]


def _channel(one: GroupValue, pooled: ChannelValue | None, spent: Decimal | None, won: int) -> CustomerGroup:
    row = _group(Kind.CHANNEL, one)
    if pooled is not None:
        row.low, row.clv, row.high = (_cents(part) for part in (pooled.clv.low, pooled.clv.median, pooled.clv.high))
    if not spent or not won:
        row.why_no_cac = "Nothing was spent on it in twelve months." if not spent else "It won nobody in twelve months."
        return row
    row.cac = _cents(float(spent) / won)
    if pooled is not None and row.cac:
        cost = float(row.cac)
        row.ratio_low, row.ratio, row.ratio_high = (
            pooled.clv.low / cost, pooled.clv.median / cost, pooled.clv.high / cost,
        )  # fmt: skip
    return row


def _group(kind: str, one: GroupValue, starts_on: date | None = None) -> CustomerGroup:
    low, middle, high = (one.clv.low, one.clv.median, one.clv.high) if one.clv else (None, None, None)
    return CustomerGroup(
        kind=kind, label=one.name, starts_on=starts_on, customers=one.customers, repeaters=one.repeaters,
        earned=_cents(one.earned), low=_cents(low), clv=_cents(middle), high=_cents(high),
    )  # fmt: skip


def _cents(value: float | None) -> Decimal | None:
    return None if value is None or not np.isfinite(value) else Decimal(f"{value:.2f}")


def _write(run: CustomerRun, groups: Sequence[CustomerGroup], points: Sequence[SurvivalPoint]) -> None:
    run.save()
    for row in (*groups, *points):
        row.run = run
    CustomerGroup.objects.bulk_create(groups)
    SurvivalPoint.objects.bulk_create(points)
