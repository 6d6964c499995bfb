import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command

from tests.kpis.world import two_deals_won_one_lost

pytestmark = pytest.mark.django_db
SPAN = ("--from", "2026-01-01", "--to", "2026-04-01")


def measure(*arguments):
    out = io.StringIO()
    call_command("measure", *arguments, stdout=out)
    return out.getvalue()


def test_values_are_printed_with_parts_and_version():
    two_deals_won_one_lost()
    [row] = json.loads(measure("win_rate", *SPAN))

    assert (row["value"], row["numerator"], row["denominator"]) == (0.666667, 2, 3)
    assert (row["version"], row["unit"], row["reason"]) == (1, "share", "")


def test_a_series_by_month():
    two_deals_won_one_lost()
    rows = json.loads(measure("revenue", "pipeline", *SPAN, "--every", "month"))

    assert [row["value"] for row in rows if row["kpi"] == "revenue"] == [0, 20000, 10000]


def test_a_breakdown_as_csv_names_its_members():
    two_deals_won_one_lost()
    rows = list(csv.DictReader(io.StringIO(measure("revenue", *SPAN, "--by", "channel", "--format", "csv"))))

    assert {row["channel"]: row["value"] for row in rows} == {"Search": "20000", "(none)": "10000"}


def test_a_scope_limits_what_is_counted():
    two_deals_won_one_lost()
    [row] = json.loads(measure("win_rate", *SPAN, "--scope", "segment=Care"))

    assert (row["value"], row["scope"]) == (0.5, {"segment": ["Care"]})


def test_the_whole_catalogue_has_a_value_or_a_reason_for_everything():
    two_deals_won_one_lost()
    rows = json.loads(measure("all", *SPAN))

    assert len(rows) > 60
    assert [row["kpi"] for row in rows if (row["value"] is None) != bool(row["reason"])] == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("happiness", *SPAN), "There is no KPI 'happiness'"),
        (("win_rate", *SPAN, "--scope", "planet=Mars"), "There is no dimension 'planet'"),
        (("win_rate", *SPAN, "--scope", "Mars"), "Write a scope as dimension=value"),
        (("win_rate", "--from", "2026-04-01", "--to", "2026-01-01"), "A window must end after it starts"),
        (("win_rate", "--from", "yesterday", "--to", "2026-01-01"), "is not a day"),
    ],
)
def test_bad_input_gets_a_sentence(arguments, sentence):
    with pytest.raises(CommandError, match=sentence):
        measure(*arguments)
