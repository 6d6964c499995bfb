"""One walk over every number of the summary: pages, interface and documents, as reported and as restated."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.urls import reverse

from organisation.core.show import NONE, compact_money, money, number, percent
from people.models import Role
from reports import selectors
from reports.core.codec import plain, typed
from reports.core.quantity import Quantity, change_text
from reports.core.snapshot import Annex, Snapshot, View
from reports.documents.pack import pack
from reports.documents.parts import Pack
from reports.documents.tables import Cell, tables
from reports.models import BuiltDocument, FrozenCycle, StoredSnapshot
from reports.services.documents import issued_words, words_on, written
from tests import factories as make
from tests.reports.opened import files_of_csv, series_of_pptx, sheets, squeezed, words_of_pdf, words_of_pptx

NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)
Kind = BuiltDocument.Kind
LAYERS = ("plan", "forecast", "committed", "actual")
EUR = "EUR"


def test_every_number_is_the_same_on_the_pages_in_the_interface_and_in_every_document(client, stored):
    """Of a running cycle, then of the same as it was reported and as it is restated."""
    client.force_login(make.user(Role.BOARD))
    live = _walk(client, stored.cycle, {}, files=None)
    _freeze(stored)
    _walk(client, stored.cycle, {}, files=live)
    _walk(client, stored.cycle, {"as": "restated"}, files=None)


def _walk(client, cycle, asked, *, files):
    """`files` were written from the same numbers before; None writes them. Gives them back."""
    row = selectors.as_shown(cycle, restated=bool(asked))
    found, annex = selectors.numbers(row), selectors.annex(row)
    assert (round(found.score.value) == 12) is bool(asked)
    query = {"cycle": cycle.pk, **asked}
    files = files or {kind: _written(row, found, annex, kind) for kind in Kind if kind is not Kind.PNG}
    told = pack(found, annex, comments={})
    page = _read(client, reverse("summary"), query)
    paper, slides = squeezed(words_of_pdf(files[Kind.PDF])), squeezed(words_of_pptx(files[Kind.PPTX]))
    answer = client.get(reverse("api_report", args=[cycle.pk]), {**asked, "annex": 1}).json()

    assert typed(Snapshot, answer["snapshot"]) == found
    assert typed(Annex, answer["annex"]) == annex
    assert json.loads(files[Kind.JSON])["snapshot"] == answer["snapshot"]
    assert [text for text in on_all(told) if squeezed(text) not in page] == []
    assert [text for text in on_the_page(found) if squeezed(text) not in page] == []
    for document in (paper, slides):
        assert [text for text in (*on_all(told), *in_documents(told, found)) if squeezed(text) not in document] == []
    assert [line.progress_text for line in told.objectives if squeezed(line.progress_text) not in slides] == []
    assert any("×" in row[-1] for row in told.credit_table.rows), "a return has an interval"
    assert "whole cycle" in {row.change for row in told.kpis}, "credit before is of more days"
    drawn = series_of_pptx(files[Kind.PPTX])
    for layer in ("plan", "committed", "actual"):
        assert drawn[layer.title()] == [_float(getattr(month, layer)) for month in found.money.months]
    assert drawn["Attributed pipeline"] == [_float(row.pipeline) for row in found.credit.rows if row.pk is not None]
    assert cells_that_differ(found, annex, files) == []
    for view in annex.views:
        department = _read(client, reverse("department", args=[view.key]), query)
        assert [text for text in in_department(view, told) if squeezed(text) not in department] == [], view.key
    return files


def on_all(told: Pack) -> Iterator[str]:
    """What page, paper and slides say alike: state, score, KPIs, objectives, promises, sums."""
    yield from (told.sentence, told.warning, told.score, told.score_moved, told.money_sentence, told.promises.lede)
    yield from (*told.points, *told.risks, *told.decisions, *told.proofs)
    for row in told.kpis:
        yield from (row.name, row.actual, row.due, row.plan, row.variance, row.status)
        yield from (row.before, row.change, row.year_ago, row.year_change)
    for line in told.objectives:
        yield from (line.name, line.status, line.money, line.target)
    for name, _, promised, happened, *_ in told.promises.rows[:6]:
        yield from (name, promised, happened)


def on_the_page(found: Snapshot) -> Iterator[str]:
    """Headline forms: money by month and of the cycle, the way of each objective, and the range of the score."""
    for amounts in (*found.money.months, found.money):
        yield from (compact_money(getattr(amounts, layer), currency=EUR) for layer in LAYERS)
    for row in found.objectives:
        yield "no data" if row.progress is None else f"{percent(row.progress)} of the way"
    if found.score.models > 1 and number(found.score.low) != number(found.score.high):
        yield f"{number(found.score.low)}–{number(found.score.high)} over {found.score.models} models"


def in_documents(told: Pack, found: Snapshot) -> Iterator[str]:
    """Money to the cent, every promise, components of the score, KPIs of the departments."""
    for amounts in (*found.money.months, found.money):
        yield from (money(getattr(amounts, layer), currency=EUR) for layer in LAYERS)
    for grid in (told.promises, told.credit_table, told.components, told.flow, told.worth, *told.departments):
        for row in grid.rows:
            yield from (cell for cell, is_number in zip(row, grid.numeric, strict=True) if is_number)
    for bar in told.credit_chart.bars:
        yield bar.label
    yield from (line.credited for line in told.objectives)


def in_department(view: View, told: Pack) -> Iterator[str]:
    """Its KPIs; for finance what campaigns returned with both intervals, for customers what each cohort is worth."""
    for row in view.rows:
        yield row.label
        yield from (one.text(EUR) for one in (row.actual, row.previous, row.year_ago) if one)
        yield change_text(row.change)
    if view.key == "finance":
        for name, _, _, _, band, _, roi, roi_band in told.credit_table.rows[:-1]:
            yield from (one for one in (name, band, roi, roi_band) if one != NONE)
    if view.key == "customer":
        yield from (cell for row in told.worth.rows for cell in row if cell != NONE)


def cells_that_differ(found: Snapshot, annex: Annex, files: dict[Kind, bytes]) -> list[str]:
    """Cells of the Excel file and of the CSV files that are not what was to be written; every sheet has every row."""
    book, archive = sheets(files[Kind.XLSX]), files_of_csv(files[Kind.CSV])
    wrong = []
    for table in tables(found, annex, comments={}):
        typed_rows, text_rows = book[table.name[:31]][1:], archive[f"{table.name.lower().replace(' ', '_')}.csv"]
        assert len(typed_rows) == len(text_rows) == len(table.rows), table.name
        for wanted, typed_row, text_row in zip(table.rows, typed_rows, text_rows, strict=True):
            for at, cell in enumerate(wanted):
                if not _is_number(cell):
                    continue
                value = cell.value if isinstance(cell, Quantity) else cell
                if value is None and (typed_row[at] is not None or text_row[at]):
                    wrong.append(f"{table.name}: {wanted[0]}, {table.heads[at]} is not empty")
                elif value is not None and (
                    typed_row[at] != pytest.approx(float(value)) or Decimal(text_row[at]) != Decimal(f"{value:f}")
                ):
                    wrong.append(f"{table.name}: {wanted[0]}, {table.heads[at]}: {typed_row[at]}, {text_row[at]}")
    return wrong


def _float(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, Quantity | Decimal | float | int)


def _written(row: StoredSnapshot, found: Snapshot, annex: Annex, kind: Kind) -> bytes:
    return written(found, annex, kind, said=words_on(row), issued=issued_words(row), now=NOW)


def _read(client, url: str, query: dict) -> str:
    return squeezed(unescape(client.get(url, query).content.decode()))


def _freeze(stored: StoredSnapshot) -> None:
    """The cycle is frozen with these numbers; a later recompute found other ones."""
    boss = make.user(Role.EXECUTIVE, name="Ira Issuer")
    stored.issued_at, stored.issued_by = NOW, boss
    stored.save()
    FrozenCycle.objects.create(cycle=stored.cycle, snapshot=stored, kept={}, receipt={}, digest="1" * 64, frozen_at=NOW)
    found = selectors.numbers(stored)
    kpis = tuple(replace(row, actual=replace(row.actual, value=Decimal(7) + at)) for at, row in enumerate(found.kpis))
    changed = replace(found, kpis=kpis, score=replace(found.score, value=12.0))
    StoredSnapshot.objects.create(
        cycle=stored.cycle, content=plain(changed), annex=stored.annex, digest="2" * 64, score_run_id=2,
        credit_run_id=2, as_of=stored.as_of, made_at=NOW + timedelta(days=9),
    )  # fmt: skip
