"""Where key results are heading, in every document: the numbers of the snapshot, or the reason why there are none."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from forecasts.models import Outlook, OutlookRun
from okrs.selectors import flat, objectives_with_progress
from reports.core.snapshot import Forecast
from reports.documents.pack import pack
from reports.documents.pdf import pdf
from reports.documents.pptx import pptx
from reports.documents.tables import tables
from reports.documents.xlsx import xlsx
from reports.services.snapshot.ahead import forecasts
from tests import factories as make
from tests.reports.opened import sheets, squeezed, words_of_pdf, words_of_pptx

NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)
KNOWN = Forecast(
    1, "Qualified leads", "Fill the funnel", "leads", True, "on_track", "off_track", Decimal("900"), Decimal("1040"),
    Decimal("1180"), Decimal("0.0800"), "check-ins; 14 points, without a season",
)  # fmt: skip
UNKNOWN = Forecast(2, "Brand programme", "Be known", "", False, "at_risk", reason="A checklist has no series.")


def test_a_range_stands_in_the_paper_the_slides_and_the_sheet_as_in_the_snapshot(numbers):
    snapshot, annex = numbers
    found = replace(snapshot, forecasts=(KNOWN, UNKNOWN), outlook=("By outlook, 1 of 2 is likely.",))
    told = pack(found, annex, comments={})

    for words in (words_of_pdf(pdf(told, now=NOW)), words_of_pptx(pptx(told, now=NOW))):
        for said in ("900 leads to 1,180 leads", "Off track", "8 %", KNOWN.built_on, UNKNOWN.reason):
            assert squeezed(said) in squeezed(words.replace("\u202f", ""))
    sheet = sheets(xlsx(tables(found, annex, comments={}), now=NOW))["Outlook"]
    row = next(row for row in sheet if row[0] == "Qualified leads")
    assert row[3:9] == ("On track", "Off track", 900, 1040, 1180, 0.08)


@pytest.mark.django_db
def test_the_snapshot_takes_the_newest_run_the_worst_first():
    cycle = make.cycle(date(2026, 1, 1), date(2026, 4, 1))
    aim = make.objective(cycle)
    likely, unlikely, unseen = (make.key_result(aim, name, unit="leads") for name in ("A", "B", "C"))
    run = OutlookRun.objects.create(as_of=NOW.date(), computed_at=NOW, published_at=NOW)
    for row, status, chance in ((likely, "on_track", "0.9"), (unlikely, "off_track", "0.1")):
        Outlook.objects.create(
            run=run, key_result=row, ends_on=cycle.ends_on, low=1, median=2, high=3, status=status, chance=chance,
            unit="leads", source="check-ins", built_on="9 points",
        )  # fmt: skip

    found = forecasts(flat(objectives_with_progress(cycle, today=NOW.date())))

    assert [(row.name, row.outlook, row.chance) for row in found] == [
        ("B", "off_track", Decimal("0.1000")), ("A", "on_track", Decimal("0.9000")),
    ]  # fmt: skip
    assert found[0].built_on == "check-ins; 9 points"
    assert unseen.pk not in {row.pk for row in found}
