"""A campaign's page: its ledger, and the form that says what it serves."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from alignment.models import CampaignLink, Exemption
from jobs.models import Job
from people.models import Role
from tests import factories as make

pytestmark = pytest.mark.django_db
TODAY = timezone.now().date()
FIRST = TODAY.replace(day=1)


@pytest.fixture
def cycle():
    return make.cycle(FIRST, FIRST + timedelta(days=92), name="Now")


@pytest.fixture
def fair():
    return make.campaign("Fair")


def shown(client, fair, role=Role.MARKETER, status=200):
    client.force_login(make.user(role))
    response = client.get(reverse("campaign", args=[fair.pk]))
    assert response.status_code == status
    text = response.content.decode()
    assert "<c-" not in text
    return text


def send(client, fair, rows, since=TODAY, to="campaign_links"):
    client.force_login(make.user(Role.MARKETER))
    data = {"since": since.isoformat(), "links-TOTAL_FORMS": len(rows), "links-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        data |= {f"links-{number}-{name}": value for name, value in row.items()}
    return client.post(reverse(to, args=[fair.pk]), data)


def test_the_ledger_stands_by_month_with_its_sums(client, cycle, fair):
    make.spend(fair, FIRST, "700.00")
    make.spend(fair, FIRST, "50.00")
    text = shown(client, fair, role=Role.BOARD)

    assert text.count("€750.00") >= 2
    assert "Save the links" not in text


def test_saving_links_is_a_statement_from_a_day_on_and_asks_for_a_recompute(client, cycle, fair):
    win = make.objective(cycle, "Win shops")
    leads = make.key_result(make.objective(cycle, "Keep shops"), "Leads")
    answer = send(
        client, fair, [{"aim": f"o{win.pk}", "share": "60"}, {"aim": f"k{leads.pk}", "share": "12.5"}, {"aim": ""}]
    )

    assert answer.status_code == 302
    assert {str(x.objective or x.key_result): x.share for x in CampaignLink.objects.all()} == {
        "Win shops": Decimal("0.6"),
        "Leads": Decimal("0.125"),
    }
    assert Job.objects.get().kind == "reports.recompute"
    assert "72.5" in shown(client, fair) or "73" in shown(client, fair)


def test_more_than_all_of_the_money_is_refused_with_what_was_typed(client, cycle, fair):
    win, keep = make.objective(cycle, "Win shops"), make.objective(cycle, "Keep shops")
    answer = send(client, fair, [{"aim": f"o{win.pk}", "share": "70"}, {"aim": f"o{keep.pk}", "share": "40"}])

    assert answer.status_code == 422
    text = answer.content.decode()
    assert "at most 100 % can be given away" in text
    assert 'value="70"' in text
    assert not CampaignLink.objects.exists()
    assert not Job.objects.exists()


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"aim": "OBJECTIVE", "share": ""}, "Say which share"),
        ({"aim": "", "share": "40"}, "Choose what this share is meant for"),
        ({"aim": "o999999", "share": "40"}, "Select a valid choice"),
    ],
)
def test_half_a_row_is_refused_at_its_field(client, cycle, fair, row, sentence):
    win = make.objective(cycle, "Win shops")
    answer = send(client, fair, [{**row, "aim": row["aim"].replace("OBJECTIVE", f"o{win.pk}")}])

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_no_objective_needs_a_reason(client, cycle, fair):
    client.force_login(make.user(Role.MARKETER))
    address = reverse("campaign_exemption", args=[fair.pk])

    assert client.post(address, {"since": TODAY, "reason": ""}).status_code == 422
    assert client.post(address, {"since": TODAY, "reason": "Licences"}).status_code == 302
    assert Exemption.objects.get().reason == "Licences"
    assert "because Licences" in shown(client, fair)


def test_a_form_without_its_rows_is_refused_not_broken(client, cycle, fair):
    client.force_login(make.user(Role.MARKETER))

    assert client.post(reverse("campaign_links", args=[fair.pk]), {}).status_code == 422


def test_the_page_asks_few_queries(client, cycle, fair, django_assert_max_num_queries):
    for _ in range(30):
        make.key_result(make.objective(cycle))
        make.spend(fair, FIRST, "1.00")
    client.force_login(make.user(Role.MARKETER))
    client.get(reverse("campaign", args=[fair.pk]))  # the frame remembers the company's name from the first page on
    with django_assert_max_num_queries(12):
        client.get(reverse("campaign", args=[fair.pk]))
