"""Customers and contracts as numbers for the models; whole tables, for workers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from campaigns.models import Channel
from forecasts.selectors.queries import CONTRACTS, CUSTOMERS
from organisation.selectors import organisation, today

REFERRAL = "Referral"


@dataclass(frozen=True, slots=True)
class Customer:
    """One customer up to a day, times in days; `channel` is that of the first touch up to the first order, or 0."""

    first: date
    repeats: int
    recency: int
    age: int
    mean_repeat: float
    paid: float
    channel: int


@dataclass(frozen=True, slots=True)
class Contract:
    """An account since its first won opportunity: renewals until it left, or so far."""

    first: date
    tenure: int
    has_ended: bool


def customers(*, now: datetime) -> list[Customer]:
    """All customers with an order of known amount, the oldest first."""
    return [Customer(*row) for row in _read(CUSTOMERS, now=now)]


def contracts(*, now: datetime) -> list[Contract]:
    """All accounts that ever won; a lost renewal ends a contract."""
    return [Contract(first, tenure, bool(ended)) for first, tenure, ended in _read(CONTRACTS, now=now)]


def channel_names() -> Mapping[int, str]:
    return dict(Channel.objects.values_list("pk", "name"))


def _read(query: str, *, now: datetime) -> list[tuple]:  # type: ignore[type-arg]
    with connection.cursor() as cursor:
        cursor.execute(query, {"zone": organisation().time_zone, "until": today(now)})
        return list(cursor.fetchall())
