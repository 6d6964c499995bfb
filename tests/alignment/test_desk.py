"""The mapping desk: what it lists, what a step does, and that undo is exact."""

import csv
import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from alignment.models import CampaignLink, Exemption, MappingStep
from alignment.selectors.desk import Show, desk
from alignment.services import Share, declare_exemption, link_campaign
from campaigns.models import Theme
from jobs.models import Job
from people.models import Role
from tests import factories as make
from tests.imports.helpers import counts, import_text

pytestmark = pytest.mark.django_db
TODAY = timezone.now().date()
FIRST = TODAY.replace(day=1)
D = Decimal


@pytest.fixture
def cycle():
    return make.cycle(FIRST, FIRST + timedelta(days=92), name="Now")


@pytest.fixture
def world(cycle):
    """A linked campaign of theme Trust (500), two unmapped (300 of the theme, 100), tools kept out (50)."""
    trust = Theme.objects.create(name="Trust")
    win, keep = make.objective(cycle, "Win shops"), make.objective(cycle, "Keep customers")
    linked, big = make.campaign("Fair", key="C-1", theme=trust), make.campaign("Breakfast", key="C-2", theme=trust)
    small, tools = make.campaign("Loyal customer letter", key="C-3"), make.campaign("Tools", key="C-4")
    for campaign, amount in ((linked, "500.00"), (big, "300.00"), (small, "100.00"), (tools, "50.00")):
        make.spend(campaign, FIRST, amount)
    link_campaign(campaign=linked, shares=[Share(win, D(1))], since=FIRST, by=None)
    declare_exemption(campaign=tools, reason="Licences", since=FIRST, by=None)
    return {"win": win, "keep": keep, "big": big, "small": small, "linked": linked, "tools": tools}


@pytest.fixture
def ada(client):
    found = make.user(Role.MARKETER)
    client.force_login(found)
    return found


def step(client, *campaigns, **data):
    return client.post(reverse("desk_step"), {"campaign": [row.pk for row in campaigns], **data})


def rows():
    return list(CampaignLink.objects.order_by("pk").values()), list(Exemption.objects.order_by("pk").values())


def test_unmapped_campaigns_come_by_money_with_reasons(cycle, world):
    found = desk(cycle, today=TODAY)

    assert [(row.name, row.stake) for row in found.rows] == [
        ("Breakfast", D("300.00")),
        ("Loyal customer letter", D("100.00")),
    ]
    assert found.rows[0].suggestion.name == "Win shops"
    assert found.rows[0].suggestion.reasons == ("1 of 1 linked campaigns of theme Trust serve it",)
    assert found.rows[1].suggestion.reasons == ("shares the word customer",)


def test_the_parts_of_the_money_add_up(cycle, world):
    totals = desk(cycle, today=TODAY).totals

    assert (totals.stake, totals.mapped, totals.orphan, totals.exempt) == (D(950), D(500), D(400), D(50))
    assert totals.share == D(500) / D(900)
    assert list(totals.unfunded) == ["Keep customers"]


def test_what_was_planned_is_at_stake_before_it_is_spent(cycle):
    planned = make.campaign("Planned")
    planned.budget_entries.create(
        layer="plan", month=FIRST, amount=70, reported=70, currency="EUR", source="t", external_id="1"
    )

    assert desk(cycle, today=TODAY).rows[0].stake == D(70)


def test_accepting_takes_what_was_suggested_from_the_start_of_the_cycle(client, ada, cycle, world):
    answer = step(client, world["big"], action="accept", **{f"suggested-{world['big'].pk}": f"o{world['win'].pk}"})

    assert answer.status_code == 302
    link = CampaignLink.objects.get(campaign=world["big"])
    assert (link.objective, link.share, link.since, link.declared_by) == (world["win"], D(1), FIRST, ada)
    assert Job.objects.filter(kind="reports.recompute").count() == 1


def test_many_are_linked_in_one_step_with_a_share(client, ada, cycle, world):
    step(client, world["big"], world["small"], action="set", aim=f"o{world['keep'].pk}", share="40")

    assert set(CampaignLink.objects.filter(objective=world["keep"]).values_list("share", flat=True)) == {D("0.4")}
    assert MappingStep.objects.count() == 1


def test_undo_puts_every_row_back_exactly(client, ada, cycle, world):
    before = rows()
    everything = (world["big"], world["linked"], world["tools"])
    step(client, *everything, action="set", aim=f"o{world['keep'].pk}", share="100")
    assert rows() != before

    client.post(reverse("desk_undo"))
    assert rows() == before


def test_undo_refuses_where_somebody_changed_it_since(client, ada, cycle, world):
    step(client, world["big"], action="set", aim=f"o{world['keep'].pk}")
    link_campaign(campaign=world["big"], shares=[Share(world["win"], D("0.5"))], since=FIRST, by=None)
    answer = client.post(reverse("desk_undo"), follow=True)

    assert "somebody has since changed" in answer.content.decode()
    assert CampaignLink.objects.get(campaign=world["big"]).share == D("0.5")


def test_one_refused_campaign_keeps_the_whole_step_from_happening(client, ada, cycle, world):
    over = make.campaign("Over", starts_on=date(2020, 1, 1), ends_on=date(2020, 2, 1))
    closed = make.cycle(date(2020, 1, 1), date(2020, 4, 1), name="Long ago", state="closed", closed_at=timezone.now())
    answer = step(client, world["big"], over, action="set", aim=f"o{world['keep'].pk}")

    assert answer.status_code == 302
    assert f"{closed} is closed" in client.get(answer.url).content.decode()
    assert not CampaignLink.objects.filter(campaign=world["big"]).exists()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"action": "set", "aim": ""}, "Choose an objective or key result of Now"),
        ({"action": "set", "aim": "o999999"}, "Choose an objective or key result of Now"),
        ({"action": "accept"}, "Nothing is suggested for them"),
        ({"action": "exempt", "reason": ""}, "Say why Breakfast serves no objective"),
        ({"action": "set", "aim": "KEEP", "share": "140"}, "less than or equal to 100"),
    ],
)
def test_what_is_missing_is_said(client, ada, cycle, world, data, sentence):
    data = {**data, "aim": f"o{world['keep'].pk}" if data.get("aim") == "KEEP" else data.get("aim", "")}
    answer = client.post(reverse("desk_step"), {"campaign": [world["big"].pk], **data}, headers={"X-Desk": "step"})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_the_script_gets_the_totals_anew(client, ada, cycle, world):
    data = {"campaign": [world["big"].pk], "action": "set", "aim": f"o{world['keep'].pk}"}
    text = client.post(reverse("desk_step"), data, headers={"X-Desk": "step"}).content.decode()

    assert "Linked 1 campaign to Keep customers." in text
    assert "€100" in text


@pytest.mark.parametrize("show", [*Show, "nonsense"])
def test_every_view_of_the_desk_opens(client, ada, cycle, world, show):
    text = client.get(reverse("desk"), {"show": show}).content.decode()

    assert "<c-" not in text
    assert " style=" not in text


def test_without_a_cycle_it_says_what_to_do(client, ada):
    assert "Plan one" in client.get(reverse("desk")).content.decode()


def test_two_thousand_campaigns_need_no_more_queries(client, ada, cycle, world, django_assert_max_num_queries):
    from campaigns.models import Campaign

    Campaign.objects.bulk_create(Campaign(name=f"C {n}", theme=world["big"].theme) for n in range(2000))
    with django_assert_max_num_queries(12):
        assert client.get(reverse("desk")).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_the_downloaded_file_can_be_filled_in_and_uploaded(client, settings, tmp_path, ada, cycle, world):
    settings.PLACES = type(settings.PLACES)(data=tmp_path)
    text = client.get(reverse("desk_file")).content.decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text)))
    assert {line["Campaign ID"]: line["Share"] for line in lines} == {"C-1": "100 %", "C-2": "", "C-3": "", "C-4": ""}

    for line in lines:
        if line["Campaign ID"] == "C-2":
            line |= {"Objective": line["Suggested"], "Share": "75 %"}
    out = io.StringIO()
    writer = csv.DictWriter(out, lines[0].keys())
    writer.writeheader()
    writer.writerows(line for line in lines if line["Share"])
    assert counts(import_text(out.getvalue(), "links")) == (1, 0, 1, 0, 0)
    assert CampaignLink.objects.get(campaign=world["big"]).share == D("0.75")
