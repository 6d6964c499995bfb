"""The straight line on a real Salesforce org's exports, by commands and services: files in, the dashboard out."""

import json
import re
from datetime import UTC, datetime
from decimal import Decimal
from html import unescape
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from alignment.services import Share, link_campaign
from attribution import selectors as attribution
from attribution.models import Milestone
from campaigns.models import Campaign
from okrs import services as okrs
from okrs.core.definition import Definition
from okrs.core.measures import Measure, Reading
from okrs.core.progress import Kind
from okrs.models import Category, Cycle
from organisation.core.calendar import Window
from organisation.services import change_organisation
from people.models import Role
from tests import factories as make
from tests.flows.straight_line import ENDS_ON, FILES, PLAN, SOURCE, SPEND, STARTS_ON

pytestmark = [pytest.mark.real, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("channels")]
NOW = datetime(2024, 3, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def folders_of_their_own(settings, tmp_path):
    settings.PLACES = type(settings.PLACES)(data=tmp_path)
    settings.MEDIA_ROOT = tmp_path / "uploads"


@pytest.fixture
def imported(tmp_path):
    """Rows accepted by file, after the six files of the org."""
    change_organisation(values={"currency": "USD"}, by=make.user(Role.ADMINISTRATOR), now=NOW)
    return {file.name: _import(file.path, file.target, file.choices, tmp_path) for file in FILES}


@pytest.fixture
def cycle(imported):
    """The plan: one cycle over the org's dates, two business objectives, linked campaigns, a check-in each."""
    made = okrs.plan_cycle(length=Cycle.Length.CUSTOM, day=STARTS_ON, ends_on=ENDS_ON, name="Workshop")
    day = NOW.date()
    for row in PLAN:
        business = okrs.create_business_objective(
            name=row.business, category=Category(row.category), weight=Decimal(row.weight)
        )
        objective = okrs.create_objective(cycle=made, name=row.objective, today=day, business_objective=business)
        way = Definition(Kind.INCREASE, Measure.FLOW, "talks", Decimal(0), Decimal(row.target))
        okrs.create_key_result(objective=objective, name=row.key_result, definition=way, today=day)
    okrs.open_cycle(made, now=NOW)
    for row in PLAN:
        objective = made.objectives.get(name=row.objective)
        okrs.check_in(objective.key_results.get(), reading=Reading(day, Decimal(30)), now=NOW, today=day)
        for name in row.campaigns:
            for campaign in Campaign.objects.filter(name__startswith=name):
                link_campaign(campaign=campaign, shares=[Share(objective, Decimal(1))], since=STARTS_ON, by=None)
    return made


@pytest.fixture
def spent(cycle, tmp_path):
    """The spend sheet, imported last."""
    sheet = tmp_path / "spend.csv"
    sheet.write_text(SPEND)
    return _import(sheet, "spend", {}, tmp_path)


def test_before_the_spend_sheet_credit_is_exact_and_what_nobody_knows_is_said(imported, cycle, client):
    assert imported == {file.name: file.rows for file in FILES}
    text = _dashboard(cycle, client)

    assert "Not scorable" in text
    assert "No spend is mapped to an objective yet." in text
    assert "No campaign of this cycle has a known cost, so return on investment is not available." in text
    assert "None of the 50 opportunities created in this cycle names its source" in text
    _credit_adds_up_to_the_crm()
    (rate,) = _measured("win_rate")
    assert (rate["numerator"], rate["denominator"], rate["value"]) == (12, 15, 0.8)


def test_the_dashboard_shows_the_line_from_money_to_pipeline_and_it_holds_together(cycle, spent, client):
    assert spent == 7
    text = _dashboard(cycle, client)

    assert "Marketing is not aligned with the business. $5 k serves no objective." in text
    assert "Mapped 90 %" in text
    assert "Budget fit 91 %" in text
    assert "share that was won, by count. (version 1) 80.0 %" in text
    assert "$18.7 M" in text
    assert "$10.5 M +465 %" in text
    assert "Unattributed 28.00 $24,939,511.26" in text
    assert "Credit Card Rewards - February 2023 6.00 $7,523,533.63" in text
    assert "Attributed $18,664,034.72 + unattributed $24,939,511.26 = CRM $43,603,545.98" in text
    assert "Mapped $45,000.00 + enabling $0.00 + orphan $5,000.00 = ledger $50,000.00" in text
    assert "1 campaign of this cycle has no known cost." in text
    proof = _said("verify")
    assert "FAILS" not in proof
    assert proof.rstrip().endswith("All numbers hold together.")


def _credit_adds_up_to_the_crm() -> None:
    run, window = attribution.latest_run(), Window(STARTS_ON, ENDS_ON)
    pipeline = attribution.reconciled(run, milestone=Milestone.OPPORTUNITY, window=window)
    won = attribution.reconciled(run, milestone=Milestone.WON, window=window)
    assert (pipeline.conversions, pipeline.crm, pipeline.unattributed) == (
        50, Decimal("43603545.98"), Decimal("24939511.26"),
    )  # fmt: skip
    assert (won.conversions, won.crm, won.unattributed) == (12, Decimal("10542562.98"), Decimal("8005867.14"))
    for model in ("first", "last", "linear"):
        credited = attribution.credit_by_campaign(run, model=model, milestone=Milestone.OPPORTUNITY, window=window)
        assert sum(row.value for row in credited) == Decimal("18664034.72")


def _measured(kpi: str) -> list[dict[str, object]]:
    options = {"from": STARTS_ON.isoformat(), "to": ENDS_ON.isoformat(), "format": "json"}
    return json.loads(_said("measure", kpi, *(f"--{name}={value}" for name, value in options.items())))


def _said(command: str, *arguments: str) -> str:
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


def _dashboard(cycle: Cycle, client) -> str:
    """The page after a recompute, as text without tags."""
    _said("recompute")
    client.force_login(make.user(Role.EXECUTIVE))
    return _text(client.get(reverse("alignment"), {"cycle": cycle.pk}).content.decode())


def _text(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).replace("\u202f", " ").split())


def _import(path, target, choices, folder) -> int:
    mapping = folder / f"{target}.json"
    mapping.write_text(json.dumps(choices))
    options = {"target": target, "mapping": mapping, "source": SOURCE, "format": "json"}
    return json.loads(_said("import_file", str(path), *(f"--{name}={value}" for name, value in options.items())))[
        "accepted"
    ]
