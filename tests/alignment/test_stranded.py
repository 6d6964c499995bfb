"""Money to come after a pivot: what is stranded, what of it can be had back, and pointing it elsewhere."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from alignment.core.stranded import FutureMoney, lost_share, month_left
from alignment.models import CampaignLink
from alignment.selectors.stranded import stranded_page
from alignment.services.links import LinkRefused
from alignment.services.stranded import relink
from campaigns.models import BudgetEntry
from okrs.models import DefinitionVersion
from organisation.core.calendar import add_months
from people.models import Role
from tests import factories as make

TODAY = timezone.now().date()
NEXT = add_months(TODAY, 1)


def money(contractual, committed, forecast):
    return FutureMoney(Decimal(contractual), Decimal(committed), Decimal(forecast))


def test_commitments_count_before_what_is_forecast_beyond_them():
    found = month_left(committed=Decimal(60), forecast=Decimal(100), spent=Decimal(70), is_contractual=False)

    assert found == money(0, 0, 30)
    assert found.releasable == 30
    assert month_left(committed=None, forecast=None, spent=None, is_contractual=False).total == 0


def test_only_a_lowered_weight_strands_and_by_the_part_it_lost():
    assert lost_share(before=Decimal(4), now=Decimal(1)) == Decimal("0.75")
    assert lost_share(before=Decimal(1), now=Decimal(4)) == 0


@pytest.fixture
def pivot(db):
    """A fair of which 60 % served what was dropped and 40 % what stays; next month has a contract over 500 of 900."""
    cycle = make.cycle(TODAY.replace(day=1), TODAY.replace(day=1) + timedelta(days=92))
    kept = make.objective(cycle, "Kept", weight=2)
    dropped = make.objective(
        cycle, "Dropped", state="dropped", dropped_on=TODAY, drop_reason="a pivot", superseded_by=kept
    )
    fair = make.campaign("Fair")
    for aim, share in ((dropped, "0.6"), (kept, "0.4")):
        CampaignLink.objects.create(campaign=fair, objective=aim, share=share, since=date(2026, 1, 1))
    entry(fair, "committed", "500.00", is_contractual=True)
    entry(fair, "forecast", "900.00")
    return dropped


def entry(campaign, layer, amount, **fields):
    return BudgetEntry.objects.create(
        campaign=campaign, layer=layer, month=NEXT, amount=amount, reported=amount, currency="EUR", rate=1,
        rate_on=NEXT, source="test", external_id=f"{campaign.pk}-{layer}", **fields,
    )  # fmt: skip


def test_money_of_what_was_dropped_is_told_by_how_far_it_can_be_had_back(pivot):
    page = stranded_page(pivot.cycle, today=TODAY)

    (aim,) = page.aims
    assert aim.money == money("300.00", "0.00", "240.00")
    assert aim.why == f"dropped on {TODAY:%-d %b %Y}: a pivot"
    assert [row.name for row in page.choices] == ["Kept"]


def test_a_lower_weight_strands_the_part_it_lost(pivot):
    kept = pivot.superseded_by
    DefinitionVersion.objects.create(
        objective=kept, revision=1, before={"weight": "4.00"}, after={"weight": "2.00"}, is_mid_cycle=True,
        reason="a pivot",
        made_at=timezone.now(),
    )  # fmt: skip

    page = stranded_page(pivot.cycle, today=TODAY)

    lighter = next(aim for aim in page.aims if aim.objective == kept)
    assert lighter.share == Decimal("0.5")
    assert lighter.money == money("100.00", "0.00", "80.00")
    assert page.choices == []
    other = make.objective(pivot.cycle, "Other")
    relink(links=[row.link for row in lighter.rows], to=other, since=TODAY, by=make.user(), part=lighter.share)
    assert set(CampaignLink.objects.open_on(TODAY).values_list("objective__name", "share")) == {
        ("Dropped", Decimal("0.6")), ("Kept", Decimal("0.2")), ("Other", Decimal("0.2")),
    }  # fmt: skip
    assert [aim.objective for aim in stranded_page(pivot.cycle, today=TODAY).aims] == [pivot]


def test_pointing_elsewhere_adds_to_what_was_there_and_keeps_the_past(pivot):
    (aim,) = stranded_page(pivot.cycle, today=TODAY).aims

    changed = relink(links=[row.link for row in aim.rows], to=pivot.superseded_by, since=TODAY, by=make.user())

    assert changed == 1
    (link,) = CampaignLink.objects.open_on(TODAY)
    assert (link.objective, link.share) == (pivot.superseded_by, Decimal("1.0000"))
    assert CampaignLink.objects.open_on(TODAY - timedelta(days=1)).count() == 2
    assert stranded_page(pivot.cycle, today=TODAY).aims == []


def test_what_is_dropped_takes_no_money(pivot):
    (aim,) = stranded_page(pivot.cycle, today=TODAY).aims

    with pytest.raises(LinkRefused, match="not pursued any more"):
        relink(links=[row.link for row in aim.rows], to=pivot, since=TODAY, by=make.user())


def test_dropping_an_objective_strands_its_money_until_the_wizard_points_it_elsewhere(pivot, client):
    kept = pivot.superseded_by
    late = make.objective(pivot.cycle, "Late", state="active")
    CampaignLink.objects.create(campaign=make.campaign("Tour"), objective=late, share="1.0", since=date(2026, 1, 1))
    entry(CampaignLink.objects.get(objective=late).campaign, "committed", "700.00")
    client.force_login(make.user(Role.MARKETER))
    assert "Tour" not in client.get(reverse("stranded")).content.decode()

    client.post(reverse("okrs:drop_objective", args=[late.pk]), {"reason": "The market closed", "superseded_by": ""})

    page = client.get(reverse("stranded")).content.decode()
    assert "The market closed" in page
    link = CampaignLink.objects.get(objective=late)
    client.post(reverse("point_elsewhere", args=[late.pk]), {"to": kept.pk, "links": [link.pk]})
    assert "Tour" not in client.get(reverse("stranded")).content.decode()
    assert [row.objective for row in CampaignLink.objects.open_on(TODAY).filter(campaign=link.campaign)] == [kept]


def test_the_page_shows_it_and_points_it_elsewhere(pivot, client):
    client.force_login(make.user(Role.MARKETER))
    page = client.get(reverse("stranded"))
    assert ": a pivot" in page.content.decode()
    link = CampaignLink.objects.get(objective=pivot)
    address = reverse("point_elsewhere", args=[pivot.pk])

    empty = client.post(address, {"to": pivot.superseded_by_id})
    assert empty.status_code == 422
    assert "Choose at least one campaign." in empty.content.decode()
    assert client.post(address, {"to": pivot.superseded_by_id, "links": [link.pk]}).status_code == 302
    assert "Nothing is stranded" in client.get(reverse("stranded")).content.decode()
