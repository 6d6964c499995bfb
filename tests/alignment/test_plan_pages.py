"""The marketing plan: sums, calendar, budgets, approval, and two people editing one campaign."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from campaigns.core.ledger import Line
from campaigns.models import BudgetEntry, Campaign, Channel, ChannelWord
from campaigns.services import set_budget
from people.models import Role
from tests import factories as make

pytestmark = pytest.mark.django_db
TODAY = timezone.now().date()
FIRST = TODAY.replace(day=1)
D = Decimal


@pytest.fixture(autouse=True)
def cycle():
    return make.cycle(FIRST, FIRST + timedelta(days=61), name="Now")


@pytest.fixture
def fair():
    made = make.campaign(
        "Fair", team="Field", starts_on=FIRST, ends_on=FIRST + timedelta(days=9), channel=make.channel("Events")
    )
    set_budget(campaign=made, layer="plan", months={FIRST: D(1000)}, by=None)
    make.spend(made, FIRST, "250.00")
    return made


def text_of(response):
    text = response.content.decode()
    assert "<c-" not in text
    assert " style=" not in text
    return text


@pytest.mark.parametrize("by", ["theme", "channel", "team", "nonsense"])
def test_the_plan_says_how_much_is_spent_and_lists_a_group(as_role, fair, by):
    group = {"channel": "Events", "team": "Field"}.get(by, "")
    text = text_of(as_role(Role.BOARD).get(reverse("plan"), {"by": by, "group": group}))

    assert "of the plan is spent after" in text
    assert "−€750.00" in text
    assert reverse("campaign", args=[fair.pk]) in text


def test_the_calendar_draws_the_days_a_campaign_runs(as_role, fair):
    make.campaign("Undated", team="Field")
    text = text_of(as_role(Role.BOARD).get(reverse("plan_calendar")))

    assert 'x="0.00%" y="4" width="16.39%"' in text
    assert "1 without first and last day" in text


def test_amounts_are_set_by_month_and_only_what_changed_is_written(as_role, fair):
    answer = as_role().post(
        reverse("plan_budget", args=[fair.pk]), {f"plan-{FIRST:%Y-%m}": "1000.00", f"forecast-{FIRST:%Y-%m}": "900"}
    )

    assert answer.status_code == 302
    assert dict(BudgetEntry.objects.values_list("layer", "amount")) == {"plan": D(1000), "forecast": D(900)}


def test_an_approved_plan_is_locked_until_it_is_reopened_with_a_reason(as_role, fair):
    client = as_role(Role.EXECUTIVE)
    client.post(reverse("plan_approve", args=[fair.pk]))
    assert Campaign.objects.get().plan_approved_at

    client.post(reverse("plan_budget", args=[fair.pk]), {f"plan-{FIRST:%Y-%m}": "5"})
    assert BudgetEntry.objects.get().amount == D(1000)
    client.post(reverse("plan_reopen", args=[fair.pk]), {"reason": " "})
    assert Campaign.objects.get().plan_approved_at
    client.post(reverse("plan_reopen", args=[fair.pk]), {"reason": "The fair moved"})
    assert Campaign.objects.get().plan_approved_at is None


def test_a_plan_without_an_amount_cannot_be_approved(as_role):
    empty = make.campaign("Empty")
    text = text_of(as_role(Role.EXECUTIVE).post(reverse("plan_approve", args=[empty.pk]), follow=True))

    assert "has no planned amount yet" in text


def fields(row, **changes):
    return {
        "name": row.name,
        "state": row.state,
        "mix": row.mix,
        "brand_share": "0",
        "revision": row.revision,
        **changes,
    }


def test_who_saves_second_sees_what_changed_and_chooses(as_role, fair):
    client, address = as_role(), reverse("plan_edit_campaign", args=[fair.pk])
    assert client.post(address, fields(fair, team="Events")).status_code == 302

    second = client.post(address, fields(fair, team="Partners"))
    assert second.status_code == 422
    text = text_of(second)
    assert "was changed by somebody else" in text
    assert "<td>Events</td><td>Partners</td>" in text
    assert Campaign.objects.get().team == "Events"

    assert client.post(address, fields(fair, team="Partners", revision=2)).status_code == 302
    assert Campaign.objects.get().team == "Partners"


def test_a_new_campaign_needs_days_in_order(as_role):
    client, blank = as_role(), Campaign(name="New")
    wrong = client.post(
        reverse("plan_new_campaign"), fields(blank, revision="", starts_on=TODAY, ends_on=TODAY - timedelta(days=1))
    )
    assert "The last day lies before the first day" in text_of(wrong)
    assert client.post(reverse("plan_new_campaign"), fields(blank, revision="")).status_code == 302
    assert Campaign.objects.get().name == "New"


def test_a_word_is_placed_under_a_channel_and_a_name_is_used_once(as_role):
    client, events = as_role(), make.channel("Fairs and such")
    client.post(reverse("plan_word"), {"word": "Messe", "channel": events.pk})
    assert ChannelWord.objects.get(word="Messe").channel == events
    assert "Messe" in text_of(client.get(reverse("plan_channels")))

    again = client.post(reverse("plan_new_channel"), {"name": "fairs AND such", "kind": "offline"})
    assert "There is a channel" in text_of(again)
    assert Channel.objects.filter(name__iexact="fairs and such").count() == 1


@pytest.mark.parametrize("name", ["plan", "plan_calendar", "plan_channels"])
def test_two_thousand_campaigns_need_no_more_queries(as_role, fair, django_assert_max_num_queries, name):
    Campaign.objects.bulk_create(Campaign(name=f"C {n}", team=f"T {n % 9}") for n in range(2000))
    client = as_role()
    with django_assert_max_num_queries(12):
        assert client.get(reverse(name), {"group": ""}).status_code == 200


def test_a_line_without_a_plan_has_no_burn():
    assert Line.of_month(actual=D(5)).burn is None
