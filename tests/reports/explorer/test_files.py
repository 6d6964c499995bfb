"""Every table and figure of the explorer leaves as a file with the numbers of its page, whatever the filters."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from io import StringIO

import pytest
from django.urls import reverse

from crm.models import Opportunity, StageEvent
from people.models import Role
from tests import factories as make
from tests.reports.explorer.world import PAGES, WON, text_of

pytestmark = pytest.mark.django_db
MARCH = {"milestone": "won", "window": "months", "since": "2026-03", "until": "2026-03"}


@dataclass
class Shown:
    """A table or figure of a page: where its file is, and its rows: what they are called, and their exact numbers."""

    name: str
    file: str = ""
    rows: list[tuple[str, list[float]]] = field(default_factory=list)


class Tables(HTMLParser):
    """Reads tables and figures off a page, as a reader of its markup would."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[Shown] = []
        self.is_body = self.is_name = False
        self.ids: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.ids += [given["id"]] if "id" in given else []
        if "data-table" in given or (tag == "figure" and "data-figure" in given):
            self.found.append(Shown(given.get("data-table") or given["id"]))
        if tag == "a" and ".csv" in (given.get("href") or "") and self.found:
            self.found[-1].file = given["href"]
        self.is_body = {"tbody": True, "table": False}.get(tag, self.is_body)
        if tag == "tr" and self.is_body:
            self.found[-1].rows.append(("", []))
        if self.is_body and tag in ("td", "th") and self.found[-1].rows:
            self.is_name = not self.found[-1].rows[-1][0]
            said = given.get("data-value")
            if (value := _number(said)) is not None:
                self.found[-1].rows[-1][1].append(value)
            elif said and self.is_name:
                self.found[-1].rows[-1], self.is_name = (said, []), False

    def handle_endtag(self, tag):
        self.is_body = self.is_body and tag not in ("tbody", "table")

    def handle_data(self, data):
        if self.is_body and self.is_name and data.strip():
            self.found[-1].rows[-1] = (data.strip().split(". ")[-1].rstrip("."), self.found[-1].rows[-1][1])
            self.is_name = False


def _number(text: str | None) -> float | None:
    try:
        return None if text is None else float(text)
    except ValueError:
        return None


def taken(client, file: str) -> list[dict[str, str]]:
    response = client.get(file)
    assert response.status_code == 200, file
    assert response["Content-Disposition"].startswith("attachment")
    return list(csv.DictReader(StringIO(response.content.decode("utf-8-sig"))))


def addresses(world, asked: Mapping[str, object]) -> Iterator[tuple[str, Mapping[str, object]]]:
    for by in ("channel", "campaign"):
        yield from ((reverse(name), {**asked, "by": by}) for name in PAGES)
    yield reverse("opportunity", args=[world["deal"].pk]), {"model": "first"}
    yield reverse("opportunities"), {"q": "deal"}
    yield reverse("truth"), {"world": "confounded"}


def hold_the_same(shown: Shown, file: list[dict[str, str]]) -> None:
    """Every row of the page stands in the file at the same place, and every number of it in that row."""
    assert len(file) >= len(shown.rows) > 0, shown.name
    for (name, numbers), row in zip(shown.rows, file, strict=False):
        told = [value for cell in row.values() if (value := _number(cell)) is not None]
        assert any(name in cell for cell in row.values()), row
        missing = [one for one in numbers if not any(abs(one - other) <= 1e-9 for other in told)]
        assert not missing, (shown.name, name, missing, row)


def test_every_table_and_figure_leaves_as_a_file_that_holds_the_numbers_of_the_page(as_role, world):
    client, seen = as_role(Role.ANALYST), set()
    entered = datetime(2026, 1, 25, tzinfo=UTC)
    StageEvent.objects.create(opportunity=world["deal"], stage="Offer", entered_at=entered, amount="900.00")
    for asked in (WON, {**MARCH, "segment": "Retail"}, {**WON, "only_campaign": world["fair"].pk, "model": "last"}):
        for address, query in addresses(world, asked):
            page = Tables(text_of(client.get(address, query)))
            assert len(page.ids) == len(set(page.ids)), address
            for shown in page.found:
                assert shown.file, f"{shown.name} of {address} cannot be taken away"
                hold_the_same(shown, taken(client, shown.file))
                seen.add(shown.name)
    assert seen == {
        "credit", "credit-table", "models", "models-table", "markov-pooled", "shapley-rates", "months", "months-table",
        "paths", "lengths", "days", "ends", "common-paths", "rules", "influenced", "reasons", "coverage",
        "journey", "touches", "every-model", "stages", "opportunities", "truth",
    }  # fmt: skip


def test_a_file_says_of_every_row_what_was_asked(as_role, world):
    address = reverse("explorer_file", args=["trend", "months-table"])
    rows = taken(as_role(), f"{address}?milestone=won&window=all&segment=Retail&only_campaign={world['mail'].pk}")

    assert {(row["scope"], row["narrowed_to"], row["model"], row["currency"]) for row in rows} == {
        ("Retail", "Campaign “Mail”", "linear", "EUR")
    }


def test_the_file_of_opportunities_has_those_of_all_pages_and_of_none_other(as_role, world):
    account = world["deal"].account
    Opportunity.objects.bulk_create(
        Opportunity(source="many", external_id=str(n), name=f"=D {n}", account=account, currency="EUR")
        for n in range(60)
    )
    client = as_role(Role.ANALYST)
    everything = taken(client, reverse("opportunities_csv"))
    won = taken(client, reverse("opportunities_csv") + "?outcome=won&q=firm")

    assert len(everything) == 64
    assert {row["name"][:3] for row in everything if row["name"] != "Small"} >= {"'=D"}
    assert [(row["name"], row["amount"], row["closed"]) for row in won] == [("Big deal", "900.00", "2026-02-10")]


def test_a_long_table_is_folded_on_the_page_and_whole_in_its_file(as_role, world):
    letters = world["mail"].channel
    for number in range(40):
        make.spend(make.campaign(f"Paper {number}", channel=letters), date(2026, 2, 1), "1.00")
    client, asked = as_role(), {**WON, "by": "campaign"}
    folded, whole = (text_of(client.get(reverse("explorer"), {**asked, **more})) for more in ({}, {"rows": "all"}))
    rows = [len(one.rows) for page in (folded, whole) for one in Tables(page).found if one.name == "credit-table"]

    assert rows == [30, 42]
    assert "12 more campaigns" in folded
    assert "Show all 42" in text_of(client.get(reverse("explorer_models"), asked))
    assert len(taken(client, reverse("explorer_csv") + "?milestone=won&window=all&by=campaign")) == 44


def test_a_file_that_is_not_there_says_so(as_role, world):
    client = as_role(Role.ANALYST)
    for page, sheet in (("models", "nothing"), ("nothing", "credit"), ("models", "duels")):  # too few to draw again
        assert client.get(reverse("explorer_file", args=[page, sheet]), WON).status_code == 404
