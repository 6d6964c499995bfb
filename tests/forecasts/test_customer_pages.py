"""Customers read from orders and touches, valued by cohort and channel, kept, and shown."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import numpy as np
import pytest
from django.urls import reverse

from crm.models import Contact, Order, Touchpoint
from forecasts.models import CustomerGroup, CustomerRun
from forecasts.selectors.bought import contracts, customers
from forecasts.services.contracts import survival_of
from forecasts.services.customers import value_customers
from organisation.core.calendar import fiscal_quarter
from tests import factories as make
from tests.kpis.world import measured

NOW = datetime(2026, 6, 15, 9, tzinfo=UTC)
FIRST = date(2025, 7, 7)
SEARCH, FAIR = 300, 100


def people(count, *, channel, offset, seed):
    """Customers who came by a channel, one touch and one to five orders each; every third bought again."""
    rng = np.random.default_rng(seed)
    numbers = range(offset, offset + count)
    made = Contact.objects.bulk_create(Contact(source="test", external_id=f"p{number}") for number in numbers)
    touches, orders = [], []
    for contact in made:
        first = FIRST + timedelta(days=int(rng.integers(0, 180)))
        at = datetime(first.year, first.month, first.day, 12, tzinfo=UTC)
        touches.append(
            Touchpoint(
                source="test", external_id=f"t{contact.pk}", contact=contact, channel=channel,
                occurred_at=at - timedelta(days=3),
            )
        )  # fmt: skip
        for repeat in range(1 + (int(rng.integers(1, 5)) if rng.random() < 0.33 else 0)):
            amount = Decimal(f"{rng.gamma(4, 20):.2f}")
            orders.append(
                Order(
                    source="test", external_id=f"o{contact.pk}-{repeat}", contact=contact, currency="EUR",
                    amount=amount, reported=amount, ordered_at=at + timedelta(days=int(repeat * rng.integers(10, 40))),
                )
            )  # fmt: skip
    Touchpoint.objects.bulk_create(touches)
    Order.objects.bulk_create(orders)


@pytest.fixture
def shop(db):
    search, fair = make.channel("Search"), make.channel("Referral")
    people(SEARCH, channel=search, offset=0, seed=1)
    people(FAIR, channel=fair, offset=SEARCH, seed=2)
    make.spend(make.campaign("Ads", channel=search), date(2025, 10, 1), "3000.00")


def test_a_customer_is_repeat_days_recency_age_and_the_first_touchs_channel(db):
    search, mail = make.channel("Search"), make.channel("Mail")
    buyer = make.contact()
    for day, channel in ((date(2026, 1, 1), search), (date(2026, 1, 5), mail)):
        make.touch(buyer, day, make.campaign(channel=channel))
    for number, (day, amount, refund) in enumerate(
        [(date(2026, 1, 6), "50", False), (date(2026, 1, 6), "10", False), (date(2026, 1, 16), "40", False),
         (date(2026, 1, 20), "15", True)]
    ):  # fmt: skip
        Order.objects.create(
            source="test", external_id=str(number), contact=buyer, currency="EUR", amount=amount, reported=amount,
            ordered_at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC), is_refund=refund,
        )  # fmt: skip

    (one,) = customers(now=NOW)

    assert (one.first, one.repeats, one.recency, one.age) == (date(2026, 1, 6), 1, 10, 160)
    assert (one.mean_repeat, one.paid, one.channel) == (40.0, 85.0, search.pk)


def test_cohorts_and_channels_get_values_with_ranges_and_the_catalogue_hears_of_them(shop, client):
    run = value_customers(now=NOW)

    assert (run.reason, run.customers, run.referred, run.traced) == ("", 400, 100, 400)
    everyone = run.groups.get(kind="all")
    assert everyone.earned < everyone.clv
    assert everyone.low < everyone.clv < everyone.high
    channels = {row.label: row for row in run.groups.filter(kind="channel")}
    won = Order.objects.filter(contact__touchpoints__channel__name="Search").values("contact").distinct().count()
    assert channels["Search"].customers == won == SEARCH
    assert channels["Search"].cac == Decimal("3000.00") / SEARCH
    assert channels["Search"].ratio == pytest.approx(float(channels["Search"].clv / channels["Search"].cac), rel=1e-3)
    assert (channels["Referral"].cac, channels["Referral"].why_no_cac) == (
        None, "Nothing was spent on it in twelve months.",
    )  # fmt: skip
    cohort = run.groups.filter(kind="cohort").first()
    quarter = fiscal_quarter(cohort.starts_on, year_starts=1)
    assert measured("clv_cohort", window=quarter).answer.value == cohort.clv
    parts = measured("clv_cohort", window=quarter, by="channel").values()
    assert len(parts) == 2  # those whom Search brought, and Referral
    assert sum(row.answer.denominator for row in parts) == cohort.customers
    assert sum(row.answer.numerator for row in parts) == cohort.clv * cohort.customers
    client.force_login(make.user())
    page = client.get(reverse("forecasts:customers")).content.decode()
    assert "By channel of acquisition" in page
    assert "revenue: gross margin is not known" in page


def test_few_customers_are_refused_with_a_sentence_and_no_number(db, client):
    people(40, channel=make.channel("Search"), offset=0, seed=3)

    run = value_customers(now=NOW)

    assert run.reason.startswith("There are 40 customers")
    assert not CustomerGroup.objects.exists()
    client.force_login(make.user())
    page = client.get(reverse("forecasts:customers")).content.decode()
    assert "import a longer history of orders" in page
    assert CustomerRun.objects.get().contracts_reason in page


def test_contracts_count_renewals_until_one_is_lost(db):
    stays, leaves = make.account("Stays"), make.account("Leaves")
    for account in (stays, leaves):
        make.opportunity(account, kind="new", closed=date(2024, 1, 10))
        make.opportunity(account, kind="renewal", closed=date(2025, 1, 10))
    make.opportunity(leaves, kind="renewal", outcome="lost", closed=date(2026, 1, 10))

    found = {(one.tenure, one.has_ended) for one in contracts(now=NOW)}

    assert found == {(1, False), (2, True)}


def test_survival_stands_beside_what_was_counted(db):
    from forecasts.selectors.bought import Contract

    rows = [Contract(date(2022, 3, 1), tenure, ended) for tenure, ended in [(1, True)] * 20 + [(2, True)] * 10]
    points, reason = survival_of([*rows, *[Contract(date(2022, 3, 1), 3, False)] * 40])

    first = next(one for one in points if one.cohort == "All contracts" and one.renewal == 1)
    assert reason == ""
    assert first.counted == pytest.approx(50 / 70)
    assert first.modelled == pytest.approx(50 / 70, abs=0.03)
    assert first.low < first.counted < first.high
    assert survival_of(rows[:3])[1].startswith("There are 3 contracts")
