"""Customers with a paid first touch: accounts won, each once, by where marketing met them first."""

from datetime import date

import pytest

from kpis import selectors
from kpis.selectors.facts import facts_of_measure
from organisation.core.scope import Scope
from tests import factories as make
from tests.kpis.world import NOW, QUARTER, measured

pytestmark = pytest.mark.django_db


def _customer(segment, *touches, kinds=("new",)):
    """An account whose people were touched one after the other, and won as often as there are kinds."""
    firm = make.account(segment=segment)
    for day, campaign in touches:
        make.touch(make.contact(firm), day, campaign)
    for number, kind in enumerate(kinds):
        make.opportunity(firm, closed=date(2026, 2, 10 + number), kind=kind, name=f"{segment} {kind} {number}")
    return firm


@pytest.fixture
def world():
    """Five accounts are won, two of them first met by an advertisement; 3,000 and a tool for 70 are spent on these."""
    ads = make.campaign("Ads", channel=make.channel("Posters", is_paid=True))
    fair = make.campaign("Fair", channel=make.channel("Stands", is_paid=False))
    early, later, after = date(2026, 1, 5), date(2026, 1, 20), date(2026, 2, 11)
    _customer("Retail", (early, ads), (later, fair), kinds=("new", "new", "expansion"))
    _customer("Care", (early, fair), (later, ads))
    _customer("Care", (after, ads))
    _customer("Care")
    _customer("Care", (early, ads), kinds=("renewal",))
    merged = make.account(merged_into=_customer("Care", (later, fair)))
    make.touch(make.contact(merged), date(2024, 3, 1), ads)
    make.spend(ads, early, "3000.00")
    make.spend(ads, early, "70.00", enabling_reason="Tool")
    make.spend(fair, early, "500.00")
    return {"ads": ads, "fair": fair}


def test_cac_paid_divides_by_accounts_won_once_whose_first_touch_was_paid(world):
    found = measured("cac_paid").answer

    assert measured("customers_won_count").answer.value == 5
    assert (found.value, found.numerator, found.denominator) == (1500, 3000, 2)


def test_cac_paid_is_split_by_the_first_touch_and_by_the_deal_that_won_the_customer(world):
    by = {name: measured("cac_paid", by=name) for name in ("campaign", "segment")}

    assert by["campaign"][str(world["ads"].pk)].answer.value == 1500
    assert {name for name, one in by["campaign"].items() if one.answer.value is not None} == {str(world["ads"].pk)}
    assert {name: one.answer.denominator for name, one in by["segment"].items() if name} == {"Retail": 1, "Care": 1}


def test_the_rows_behind_it_are_the_deals_that_won_these_customers(world):
    ask = selectors.Ask((), (Scope(),), NOW)
    found = facts_of_measure("customers_with_paid_first_touch", QUARTER, ask)

    assert sorted(row.name for row in found.rows) == ["Care new 0", "Retail new 0"]
