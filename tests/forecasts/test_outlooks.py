"""Outlooks in the database: what a run stores of key results, and what pages then say."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from forecasts.models import Outlook, OutlookRun
from forecasts.services.outlook import forecast_all
from okrs.models import CheckIn, KeyResult
from tests import factories

NOW = datetime(2026, 6, 10, 12, tzinfo=UTC)
BEFORE, RUNNING = (date(2026, 1, 1), date(2026, 4, 1)), (date(2026, 4, 1), date(2026, 7, 1))


def said(of: KeyResult, first: date, values: list[float]) -> None:
    CheckIn.objects.bulk_create(
        CheckIn(key_result=of, day=first + timedelta(days=7 * step), value=value, made_at=NOW)
        for step, value in enumerate(values)
    )


@pytest.fixture
def running(db: None) -> dict[str, KeyResult]:
    """Key results of a running quarter: one with ten weeks, one with two, a checklist."""
    goal = factories.objective(factories.cycle(*RUNNING))
    rows = {
        "weekly": factories.key_result(goal, "Leads", measure="flow", target=130, unit="leads"),
        "young": factories.key_result(goal, "Demos", measure="flow", target=20),
        "checklist": factories.key_result(goal, "Launch", kind="milestone", baseline=None, target=None),
    }
    said(rows["weekly"], date(2026, 4, 7), [10, 19, 30, 41, 50, 60, 71, 79, 90, 101])
    said(rows["young"], date(2026, 6, 1), [2, 4])
    return rows


def outlook_of(row: KeyResult) -> Outlook:
    return forecast_all(now=NOW, locked_model="linear").outlooks.get(key_result=row)


class TestARun:
    def test_a_key_result_has_its_range_chance_and_what_it_is_built_on(self, running):
        found = outlook_of(running["weekly"])

        assert found.low <= found.median <= found.high
        assert 120 < found.median < 140
        assert 0 < found.chance < 1
        assert found.points == 10
        assert (found.source, found.last_on) == ("check-ins", date(2026, 6, 9))
        assert found.chart["finding"]

    def test_what_cannot_be_forecast_says_why_and_has_no_number(self, running):
        run = forecast_all(now=NOW, locked_model="linear")
        reasons = {row.key_result.name: (row.median, row.reason) for row in run.outlooks.all()}

        assert reasons["Demos"][0] is None
        assert "1 known points" in reasons["Demos"][1]
        assert reasons["Launch"][0] is None
        assert "checklist" in reasons["Launch"][1]

    def test_a_key_result_carried_over_brings_its_history(self, running):
        earlier = factories.key_result(factories.objective(factories.cycle(*BEFORE)), "Leads", measure="flow")
        said(earlier, date(2026, 1, 7), [10 * step for step in range(1, 12)])
        KeyResult.objects.filter(pk=running["weekly"].pk).update(carried_from=earlier)

        found = outlook_of(running["weekly"])

        assert found.points > 19
        assert found.source == "check-ins, with 1 earlier cycle"

    def test_runs_are_added_and_the_older_stays_as_it_was(self, running):
        first = outlook_of(running["weekly"])
        said(running["weekly"], date(2026, 6, 10), [140])

        second = outlook_of(running["weekly"])

        first.refresh_from_db()
        assert second.median > first.median
        assert Outlook.objects.filter(key_result=running["weekly"]).count() == 2


class TestPages:
    def test_the_list_shows_pace_and_outlook_side_by_side(self, running, page_of):
        forecast_all(now=NOW, locked_model="linear")

        text = page_of("/outlook/")

        assert "80 % range" in text
        assert "10 small counts" in text
        assert "A checklist is done point by point" in text

    def test_the_page_of_a_key_result_leads_to_its_futures(self, running, page_of):
        forecast_all(now=NOW, locked_model="linear")

        text = page_of(f"/objectives/key-results/{running['weekly'].pk}/")

        assert f"/outlook/key-results/{running['weekly'].pk}/" in text
        assert "four times in five" in text


@pytest.fixture
def page_of(client, running):
    client.force_login(factories.user("board"))
    return lambda address: client.get(address).content.decode()


def test_the_page_of_an_objective_shows_pace_and_outlook_side_by_side(client, db):
    cycle = factories.cycle(date(2026, 1, 1), date(2026, 4, 1))
    aim = factories.objective(cycle)
    row, silent = factories.key_result(aim, "Leads", unit="leads"), factories.key_result(aim, "Checklist")
    at = datetime(2026, 2, 1, tzinfo=UTC)
    run = OutlookRun.objects.create(as_of=at.date(), computed_at=at, published_at=at)
    common = {"run": run, "ends_on": cycle.ends_on}
    Outlook.objects.create(
        key_result=row, low=90, median=100, high=110, chance="0.2", status="off_track", unit="leads", points=14,
        source="check-ins", is_whole=True, **common,
    )  # fmt: skip
    Outlook.objects.create(key_result=silent, reason="A checklist has no series.", needs="See its pace.", **common)
    client.force_login(factories.user("board"))

    page = client.get(reverse("okrs:objective", args=[aim.pk])).content.decode()

    for said in ("Where it is heading", "90 leads to 110 leads", "14 points, check-ins", "A checklist has no series."):
        assert said in page.replace("\u202f", " ").replace("\xa0", " ")
