"""Deals without a touch, and whose journeys are lost ones."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from attribution import selectors, services
from attribution.core.settings import Settings, Stage, UnitKind
from attribution.engine.attribute import attribute
from attribution.engine.connection import engine
from attribution.facts import cache
from attribution.models import Credit, Milestone
from crm.models import ContactRole
from organisation.core.calendar import Window
from tests import factories as make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("facts_of_their_own")]
NOW = datetime(2026, 4, 2, 6, tzinfo=UTC)
QUARTER = Window(date(2026, 1, 1), date(2026, 4, 1))


def null_journeys() -> float:
    """Of won deals, from the relations as they are."""
    cache.refresh(now=NOW)
    asked = Settings(milestone=Stage.WON, unit_kind=UnitKind.ACCOUNT, lookback_days=365, replicates=0)
    with engine() as running:
        running.attach(cache.sources())
        return attribute(running, asked).null_journeys


def test_deals_that_nobody_touched_are_unattributed_under_every_model():
    touched = make.account("Touched")
    make.touch(make.contact(touched), date(2026, 1, 5), make.campaign("Mail", channel=make.channel("Letters")))
    make.opportunity(touched, "10.00", closed=date(2026, 2, 1))
    for amount in ("100.00", "50.00", None):
        make.opportunity(make.account(), amount, closed=date(2026, 2, 1))

    run = services.run_credit(now=NOW)

    found = selectors.reconciled(run, milestone=Milestone.WON, window=QUARTER)
    assert (found.attributed, found.unattributed, found.conversions) == (Decimal(10), Decimal(150), 4)
    lost = Credit.objects.filter(run=run, milestone=Milestone.WON, is_unattributed=True)
    assert set(lost.values_list("conversions", "value")) == {(Decimal(3), Decimal(150))}
    assert lost.count() == 11  # every model that can be cut into slices


def test_an_account_without_a_deal_is_a_lost_journey_and_one_with_a_deal_is_not():
    mail = make.campaign("Mail", channel=make.channel("Letters"))
    won, lost = make.account("Won"), make.account("Lost")
    for firm in (won, lost):
        make.touch(make.contact(firm), date(2026, 1, 5), mail)
    make.opportunity(won, "10.00", closed=date(2026, 2, 1))

    assert null_journeys() == 1


@pytest.mark.parametrize("of", ["nobody", "another account"])
def test_the_firm_of_a_named_contact_is_no_lost_journey(of):
    """The deal names a contact of an agency: the agency took part in what was won."""
    agency = make.account("Agency")
    person = make.contact(agency)
    make.touch(person, date(2026, 1, 5), make.campaign("Mail", channel=make.channel("Letters")))
    deal = make.opportunity(
        make.account("Buyer") if of == "another account" else None, "10.00", closed=date(2026, 2, 1)
    )
    ContactRole.objects.create(opportunity=deal, contact=person, source="test", external_id="r1")

    assert null_journeys() == 0
