"""Weeks assembled from the ledger and a KPI, fitted, kept and shown; lift tests from the register."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import numpy as np
import pytest
from django.urls import reverse

from alignment.models import Experiment
from campaigns.models import SpendEntry
from crm.models import Opportunity
from forecasts.core.errors import CannotForecast
from forecasts.models import MixChannel, MixFit
from forecasts.selectors.media import media
from forecasts.selectors.outcomes import mix_outcome, mix_outcomes, outcomes_to_fit, telling_outcome
from forecasts.services.mix import fit
from kpis.services import ship_catalogue
from tests import factories as make
from tests.forecasts.worlds import media_world

NOW = datetime(2026, 6, 10, 9, tzinfo=UTC)
MONDAY = date(2026, 6, 8)  # the newest week that has ended began a week before


def fill(*, weeks, names, seed=2):
    """A company whose won revenue follows the spend of its channels; the world that made it."""
    ship_catalogue(now=NOW)
    world = media_world(weeks=weeks, channels=len(names), seed=seed)
    company = make.account("Shop")
    first = MONDAY - timedelta(days=7 * weeks)
    campaigns = [make.campaign(name, channel=make.channel(name)) for name in names]
    spends = [
        SpendEntry(
            source="test", external_id=f"{campaign.pk}-{week}", campaign=campaign, currency="EUR", amount=amount,
            reported=amount, spent_on=first + timedelta(days=7 * week),
            spent_until=first + timedelta(days=7 * week + 7),
        )
        for week in range(weeks)
        for place, campaign in enumerate(campaigns)
        for amount in [Decimal(f"{world.data.spend[week, place]:.2f}")]
    ]  # fmt: skip
    SpendEntry.objects.bulk_create(spends)
    Opportunity.objects.bulk_create(
        Opportunity(
            source="test", external_id=f"d{week}", name="Deal", account=company, currency="EUR", outcome="won",
            amount=Decimal(f"{value:.2f}"), reported=Decimal(f"{value:.2f}"), kind="new",
            created_at=datetime(first.year, first.month, first.day, tzinfo=UTC),
            closed_on=first + timedelta(days=7 * week + 6),
        )
        for week, value in enumerate(world.data.outcome)
    )  # fmt: skip
    return world, campaigns


def test_weeks_channels_and_amounts_are_those_of_the_ledger(db):
    world, _ = fill(weeks=30, names=("Search", "Fair"))
    tiny = make.campaign("Poster", channel=make.channel("Poster"))
    make.spend(tiny, date(2026, 5, 4), "1.00")

    found = media(mix_outcome("revenue"), now=NOW)

    order = [row.name for row in found.channels]
    assert found.data.weeks[-1] == MONDAY - timedelta(days=7)
    assert len(found.data.weeks) == 30
    made = world.data.spend[:, [("Search", "Fair").index(name) for name in order]]
    assert np.allclose(found.data.spend[:, :2], made, atol=0.01)
    assert found.data.channels[2:] == ("Other channels",)
    assert found.data.spend[:, 2].sum() == 1.0
    assert np.allclose(found.data.outcome, world.data.outcome, atol=0.01)
    assert found.left_out == ["Poster"]


def test_more_channels_than_tens_of_weeks_are_pooled_from_the_smallest_on(db):
    fill(weeks=30, names=("Search", "Fair", "Mail", "Radio"))

    found = media(mix_outcome("revenue"), now=NOW)

    assert len(found.data.channels) == 3
    assert len(found.left_out) == 2
    assert found.data.spend[:, 2].sum() < found.data.spend[:, 1].sum() + found.data.spend[:, 0].sum()


def test_a_lift_test_goes_in_where_its_campaign_is_the_channel_and_measured_the_outcome(db):
    _, (search, fair) = fill(weeks=30, names=("Search", "Fair"))
    make.spend(search, date(2026, 5, 4), "5000.00", days=14)
    make.spend(make.campaign("Fair two", channel=fair.channel), date(2026, 5, 4), "90000.00", days=14)
    aim = make.business_objective()
    days = {"starts_on": date(2026, 5, 4), "ends_on": date(2026, 5, 17), "made_at": NOW, "business_objective": aim}
    for name, campaign, outcome in (
        ("Search off", search, "Won revenue"), ("Calls", search, "Calls"), ("Half the fairs", fair, "revenue"),
    ):  # fmt: skip
        Experiment.objects.create(
            name=name, campaign=campaign, outcome=outcome, design="geo", effect=900.0, low=600.0, high=1200.0, **days
        )

    found = media(mix_outcome("revenue"), now=NOW)

    whys = {one.name: one.why_not for one in found.tests}
    (test,) = found.data.tests
    assert (test.channel, test.added) == ("Search", 900.0)
    assert found.data.weeks[test.first] == date(2026, 5, 4)
    assert test.last - test.first == 1
    assert test.standard_error == pytest.approx(600 / 2 / 1.6449)
    assert whys["Search off"] == ""
    assert whys["Calls"] == "It measured “Calls”, not this outcome."
    assert "of the channel’s spend" in whys["Half the fairs"]


def test_a_fit_keeps_returns_curves_and_weeks_and_the_page_tells_them(db, client):
    world, campaigns = fill(weeks=110, names=("Search", "Fair"), seed=11)

    row = fit("revenue", now=NOW)

    assert row.reason == ""
    assert outcomes_to_fit(MONDAY) == ["revenue"]
    assert outcomes_to_fit(NOW.date()) == []
    for one in row.channels.all():
        truth = world.roas[[c.channel_id for c in campaigns].index(one.channel_id)]
        assert one.reasons == []
        assert one.roas_low < truth < one.roas_high
        assert len(row.drawn[one.label]["x"]) == 25
    assert len(row.weekly["weeks"]) == 110
    client.force_login(make.user())
    page = client.get(reverse("forecasts:mix")).content.decode()
    assert "brought back most per unit of money" in page
    assert 'data-figure="response"' in page


def test_the_page_opens_on_the_outcome_whose_newest_fit_has_something_to_tell(db):
    assert telling_outcome() == "revenue"  # nothing is fitted yet

    for outcome, reasons in (("pipeline", []), ("revenue", ["a control is missing"])):
        fitted = MixFit.objects.create(outcome=outcome, fitted_at=NOW)
        MixChannel.objects.create(fit=fitted, channel=make.channel(outcome), label="Search", spend=1, reasons=reasons)
    assert telling_outcome() == "pipeline"

    fitted = MixFit.objects.create(outcome="revenue", fitted_at=NOW + timedelta(days=7))
    MixChannel.objects.create(fit=fitted, channel=make.channel("Fair"), label="Fair", spend=1)
    assert telling_outcome() == "revenue"


def test_only_money_that_adds_up_is_an_outcome(db):
    ship_catalogue(now=NOW)

    keys = {row.key for row in mix_outcomes()}

    assert {"revenue", "pipeline"} <= keys
    assert not {"win_rate", "attributed_revenue", "open_pipeline", "new_leads_count"} & keys
    with pytest.raises(CannotForecast, match="cannot explain “win_rate”"):
        mix_outcome("win_rate")
    assert not MixFit.objects.exists()
    assert outcomes_to_fit(NOW.date()) == ["revenue"]
