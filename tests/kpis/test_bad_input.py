"""What facts and people get wrong, on the page, by command and over the interface: a reason, and never a 0 of it."""

import io
import json
import re
from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse

from kpis import selectors, services
from kpis.core.words import Unit
from kpis.models import Definition
from organisation.core.scope import Scope
from people.models import Role
from tests import factories as make
from tests.kpis.world import NOW, QUARTER, at

pytestmark = pytest.mark.django_db
SPACE = Scope(segment=("Space",))
NO_NUMBER = re.compile(r"\b(?:NaN|Infinity|inf)\b")
# By KPI: what is missing, in the words that all three ways use.
REASONS = {
    "renewal_rate": "Renewals won + renewals lost is 0.",
    "cac": "Not available: none of 1 amounts is known (all marketing spend, enabling spend included).",
    "cost_of_nothing": "Mqls - mqls is 0.",
}
NOTE = "2 amounts are unknown; they are in no sum."


@pytest.fixture
def client(client):
    """One deal of 100, one without amount, one in dollars without a rate; spend that nobody knows; one MQL."""
    services.ship_catalogue(now=NOW)
    draft = services.Draft(
        "cost_of_nothing", "Cost of nothing", "Told.", "won_revenue / (mqls - mqls)", unit=Unit.MONEY
    )
    services.add_kpi(draft, now=NOW, by=None)
    firm = make.account()
    make.opportunity(firm, "100.00")
    make.opportunity(firm, None)
    make.opportunity(firm, "500.00", currency="USD", reported=None)
    make.contact(firm, mql_at=at(date(2026, 1, 5)))
    make.spend(make.campaign(), date(2026, 2, 1), None)
    client.force_login(make.user(Role.ANALYST))
    return client


def by_command(*arguments):
    out = io.StringIO()
    call_command("measure", *arguments, "--from", "2026-01-01", "--to", "2026-04-01", stdout=out)
    return {row["kpi"]: row for row in json.loads(out.getvalue())}


def test_what_cannot_be_worked_out_has_the_same_reason_on_page_command_and_interface(client):
    cycle = make.cycle(QUARTER.starts_on, QUARTER.ends_on)
    services.measure_all([QUARTER], now=NOW, scopes=[SPACE], breakdowns=())
    told = client.get("/api/v1/measurements/", {"kpi": ",".join([*REASONS, "revenue"])}).json()["results"]
    found = {row["kpi"]: row for row in told if row["scope"] == {}}
    printed = by_command(*REASONS, "revenue")

    for key, reason in REASONS.items():
        page = client.get(reverse("kpis:kpi", args=[key]), {"cycle": cycle.pk}).text.split("<main")[1]
        assert reason in page, key
        assert '<dd class="no-data">No data</dd>' in page
        assert NO_NUMBER.search(page) is None, key
        assert (found[key]["value"], found[key]["reason"]) == (None, reason)
        assert (printed[key]["value"], printed[key]["reason"]) == (None, reason)
    page = client.get(reverse("kpis:kpi", args=["revenue"]), {"cycle": cycle.pk}).text
    assert NOTE in page
    for row in (found["revenue"], printed["revenue"]):
        assert (float(row["value"]), row["unknown"], row["note"]) == (100, 2, NOTE)


def test_a_scope_without_rows_is_no_data_by_command_and_interface(client):
    services.measure_all([QUARTER], now=NOW, scopes=[SPACE], breakdowns=())
    [told] = client.get("/api/v1/measurements/", {"kpi": "revenue", "scope": "segment=Space"}).json()["results"]
    printed = by_command("revenue", "--scope", "segment=Space")["revenue"]

    reason = "Nothing is known of amount of the opportunities won."
    assert [(row["value"], row["reason"]) for row in (told, printed)] == [(None, reason)] * 2


def test_a_formula_with_an_unknown_name_is_refused_on_page_and_interface_and_nothing_is_kept(client):
    before = Definition.objects.count()
    draft = {"name": "Wishes", "text": "Told.", "formula": "won_revenue / dreams", "unit": "money"}
    whole = {
        **draft,
        "direction": "up",
        "tier": "outcome",
        "timing": "lagging",
        "family": "revenue",
        "cadence": "monthly",
    }
    answers = [
        client.post(reverse("kpis:new"), whole),
        client.post("/api/v1/kpis/", draft, content_type="application/json"),
    ]

    assert [answer.status_code for answer in answers] == [422, 400]
    assert ["There is no measure or KPI" in answer.text for answer in answers] == [True, True], answers[1].text
    assert Definition.objects.count() == before


def test_a_kpi_that_is_followed_is_not_taken_out_of_use_and_one_that_was_says_so_everywhere(client):
    key_result = make.key_result(make.objective(make.cycle(date(2026, 4, 1), date(2026, 7, 1))), "Cheap")
    services.bind(key_result, selectors.definition("cost_of_nothing"), now=NOW)
    sentence = "Let its values be typed again first."
    assert sentence in client.post(reverse("kpis:retire", args=["cost_of_nothing"]), follow=True).text
    refused = client.post("/api/v1/kpis/cost_of_nothing/retire/")
    assert (refused.status_code, sentence in refused.text) == (400, True)

    Definition.objects.filter(key="cost_of_nothing").update(retired_at=NOW)
    services.measure_all([QUARTER], now=NOW, breakdowns=())
    assert not key_result.check_ins.exists()
    assert "Out of use since" in client.get(reverse("kpis:kpi", args=["cost_of_nothing"])).text
    for page in ("okrs:key_result", "line_of_sight", "kpis:bind"):
        assert client.get(reverse(page, args=[key_result.pk])).status_code == 200
    assert client.get("/api/v1/kpis/cost_of_nothing/").status_code == 404
