"""A small world of CSV files, imported and measured by command; docs/kpis.md works its KPIs out by hand."""

import io
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import call_command

from kpis.models import KpiTarget
from kpis.services import ship_catalogue
from tests.imports.helpers import counts, import_text

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
FILES = ("accounts", "contacts", "campaigns", "opportunities", "spend", "orders", "survey_readings", "kpi_values")
SPAN = ("--from", "2026-01-01", "--to", "2026-04-01")


@pytest.fixture
def world():
    for name in FILES:
        path = ROOT / "tests" / "golden" / "kpis" / f"{name}.csv"
        call_command("import_file", path, target=name, source="golden", stdout=io.StringIO())


def measure(*arguments):
    out = io.StringIO()
    call_command("measure", *arguments, stdout=out)
    return {(row["kpi"], row.get("channel")): row for row in json.loads(out.getvalue())}


def by_hand():
    text = (ROOT / "docs" / "kpis.md").read_text(encoding="utf-8")
    table = text.split("## A world to check by hand")[1].split("## On real exports")[0]
    return dict(re.findall(r"^\| (\w+) \| .* \| ([\d.–]+) \|$", table, flags=re.MULTILINE))


def test_every_kpi_of_the_world_is_what_the_documentation_works_out_by_hand(world):
    measured, expected = measure("all", *SPAN), by_hand()

    assert len(expected) == 33
    wrong = {}
    for key, text in expected.items():
        row = measured[key, None]
        found = "–" if row["value"] is None else f"{row['value']:g}" if row["value"] < 1e6 else str(row["value"])
        if found != f"{float(text):g}" if text != "–" else row["value"] is not None or not row["reason"]:
            wrong[key] = (found, text, row["reason"])
    assert wrong == {}
    assert measured["nps", None]["margin"] == pytest.approx(7.654045, abs=1e-6)
    assert measured["aided_awareness", None]["margin"] == pytest.approx(0.044909, abs=1e-6)
    assert (measured["cac", None]["unknown"], measured["pipeline", None]["unknown"]) == (1, 1)
    assert measured["renewal_rate", None]["reason"] == "Renewals won + renewals lost is 0."
    parts_and_scopes_add_up()


def parts_and_scopes_add_up():
    parts = measure("revenue", *SPAN, "--by", "channel")
    assert {channel: row["value"] for (_, channel), row in parts.items()} == {"Paid search": 20000, "(none)": 10000}

    care = measure("win_rate", "revenue", *SPAN, "--scope", "segment=Care")
    assert (care["win_rate", None]["value"], care["revenue", None]["value"]) == (0.5, 10000)
    nowhere = measure("win_rate", *SPAN, "--scope", "segment=Nowhere")["win_rate", None]
    assert (nowhere["value"], bool(nowhere["reason"])) == (None, True)


def test_targets_come_from_a_file_and_an_unknown_kpi_is_rejected_by_name(db):
    ship_catalogue(now=datetime(2026, 1, 1, tzinfo=UTC))
    text = "kpi,days,value\nwin_rate,2026-01,0.25\nwin_rate,2026-01-01/2026-03-31,0.3\nhappiness,2026-01,1\n"

    result = import_text(text, "kpi_targets")
    assert counts(result) == (2, 0, 0, 0, 1)
    assert [(row.kpi, str(row.starts_on), str(row.ends_on), float(row.value)) for row in KpiTarget.objects.all()] == [
        ("win_rate", "2026-01-01", "2026-02-01", 0.25),
        ("win_rate", "2026-01-01", "2026-04-01", 0.3),
    ]
    assert counts(import_text(text, "kpi_targets"))[2] == 2  # a second time changes nothing
