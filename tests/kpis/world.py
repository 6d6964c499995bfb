"""One small company whose KPIs are easy to work out by hand."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count

from crm.models import Order, SalesActivity, SurveyReading
from kpis import selectors, services
from organisation.core.calendar import Window
from organisation.core.scope import Scope
from tests import factories as make

NOW = datetime(2026, 6, 15, 9, tzinfo=UTC)
QUARTER = Window(date(2026, 1, 1), date(2026, 4, 1))
JANUARY = Window(date(2026, 1, 1), date(2026, 2, 1))
_number = count(1)


def at(day, hour=10):
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def measured(key, *, window=QUARTER, scope=None, by="", now=NOW, zone="UTC", **options):
    """What a KPI was: one Found, or a mapping by member where broken down."""
    services.ship_catalogue(now=NOW)
    ask = selectors.Ask((window,), (scope or Scope(),), now, zone, by)
    found = selectors.values([selectors.definition(key)], ask, **options)
    return {one.cell.member: one for one in found} if by else found[0]


def order(by, day, amount="10.00", **fields):
    value = None if amount is None else Decimal(amount)
    given = {"source": "test", "external_id": f"order-{next(_number)}", "currency": "EUR", "contact": by}
    return Order.objects.create(**{**given, "amount": value, "reported": value, "ordered_at": at(day), **fields})


def survey(measure, day, *, n, positive, negative=0, **fields):
    given = {"source": "test", "external_id": f"survey-{next(_number)}", "measure": measure, "taken_on": day}
    return SurveyReading.objects.create(**given, respondents=n, positive=positive, negative=negative, **fields)


def work(with_person, when):
    given = {"source": "test", "external_id": f"work-{next(_number)}"}
    return SalesActivity.objects.create(**given, contact=with_person, occurred_at=when)


def two_deals_won_one_lost():
    """30,000 won in two deals over 31 and 59 days, 10,000 lost, in two segments; one deal stays open."""
    retail, care = make.account("Shop", segment="Retail"), make.account("Clinic", segment="Care")
    search = make.campaign("Search ads", channel=make.channel("Search"))
    make.opportunity(
        retail, "20000.00", created=date(2026, 1, 1), closed=date(2026, 2, 1), kind="new", primary_campaign=search
    )
    make.opportunity(care, "10000.00", created=date(2026, 1, 1), closed=date(2026, 3, 1), kind="new")
    make.opportunity(care, "10000.00", outcome="lost", created=date(2025, 12, 1), closed=date(2026, 3, 31))
    make.opportunity(
        retail, "5000.00", outcome="open", created=date(2026, 3, 31), expected_close_on=date(2026, 7, 1), kind="renewal"
    )
    return search
