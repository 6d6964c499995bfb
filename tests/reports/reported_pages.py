"""A walk over every page of a frozen quarter: what it shows as reported, as restated, or that it is for working."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from attribution.selectors import Tag

RESTATED = {"as": "restated"}
SCORED = ("score", "matrix", "contribution")
CREDITED = (
    "explorer", "explorer_models", "explorer_months", "explorer_journeys", "explorer_readings", "explorer_coverage",
)  # fmt: skip
WORKING = ("plan", "plan_calendar", "desk", "stranded", "kpis:matrix", "kpis:health", "forecasts:index")


def walk(client: Any, frozen: Any, objective: Any, at_most: Callable[[int], Any]) -> None:
    """Every page names the quarter as reported and switches to what holds now and back."""
    asked = {"cycle": frozen.cycle_id, "window": frozen.cycle_id}

    def shown(address: str, **more: str) -> Any:
        with at_most(12):
            answer = client.get(address, {**asked, **more})
        words = "as restated with the facts of now" if "as" in more else "as reported on"
        assert f"{frozen.cycle} {words}" in answer.content.decode(), address
        return answer

    def both(address: str, **more: str) -> tuple[Any, Any]:
        return shown(address, **more), shown(address, **more, **RESTATED)

    for name in SCORED:
        then, now = both(reverse(name))
        assert then.context["page"].run.pk == frozen.snapshot.score_run_id
        assert now.context["page"].run.pk > frozen.snapshot.score_run_id
        assert now.context["page"].run.score != then.context["page"].run.score
    for name in CREDITED:
        then, now = both(reverse(name))
        assert then.context["run"].pk == frozen.snapshot.credit_run_id < now.context["run"].pk
    then, now = (page.context["page"] for page in both(reverse("explorer")))
    assert (then.totals.crm, now.totals.crm) == (1000, 950)
    then, now = (page.context["page"] for page in both(reverse("explorer_models"), by="campaign", milestone="won"))
    told = {row.name: (row.tag, row.no_tag) for row in then.rows}
    assert told["Orphan"] == (Tag.CUT, "")  # it cost money then, and earned nothing
    assert "Orphan" not in {row.name for row in now.rows}  # its spend was taken back
    _kpis_and_objectives(frozen, objective, both)
    _findings(both)
    for name in WORKING:
        with at_most(12):
            page = client.get(reverse(name), asked).content.decode()
        assert "This page is for working, so it shows what is known now." in page, name


def _kpis_and_objectives(frozen: Any, objective: Any, both: Callable[[str], tuple[Any, Any]]) -> None:
    then, now = both(reverse("kpis:index"))
    assert then.context["catalogue"].run.pk == frozen.snapshot.measure_run_id < now.context["catalogue"].run.pk
    then, now = both(reverse("kpis:kpi", args=["revenue"]))
    assert (then.context["page"].now.value, now.context["page"].now.value) == (1000, 950)
    key_result = objective.key_results.get()
    for address in (
        reverse("okrs:tree"), reverse("okrs:map"), reverse("okrs:objective", args=[objective.pk]),
        reverse("okrs:key_result", args=[key_result.pk]),
    ):  # fmt: skip
        then, now = (page.content.decode() for page in both(address))
        assert "Renamed later" not in then, address
        assert "Renamed later" in now, address


def _findings(both: Callable[[str], tuple[Any, Any]]) -> None:
    """Those it was reported with have pages and a log; those of now are told beside."""
    then, now = (page.context["page"] for page in both(reverse("findings")))
    assert all(row.pk for row, _ in then.rows)
    assert not any(row.pk for row, _ in now.rows)
    assert {row.title for row, _ in then.rows} != {row.title for row, _ in now.rows}
    then, now = (page.context["page"] for page in both(reverse("audit_check")))
    assert len(then.lines) == len(now.lines)
    assert [line.answer.said for line in then.lines] != [line.answer.said for line in now.lines]
