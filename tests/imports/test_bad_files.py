"""Files that are not what they claim, or claim too much: a sentence, and the database as it was."""

from dataclasses import replace
from datetime import date

import pytest

from crm.models import Account, Opportunity
from imports.core.refusals import FileRefused
from imports.models import Batch, Issue
from imports.reading import measure, rows, text_table
from imports.reading.limits import LIMITS
from tests.imports.helpers import counts, digest, import_text
from tests.imports.workbooks import declaring, handmade, workbook, zipped

pytestmark = pytest.mark.django_db

HEAD = b"Account ID,Account name\n"
ROW = '<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>A{n}</t></is></c><c r="B{n}" t="s"><v>0</v></c></row>'
LONG_TEXT = f"<si><t>{'x' * 32_000}</t></si>"
BOMB = {"xl/media/picture.bin": "0" * 60_000_000}

REFUSED = {
    "a far-away cell": (handmade('<row r="1"><c r="A1"/></row><row r="9"><c r="ALL1048576"/></row>'), "spans"),
    "too many columns": (handmade('<row r="1"><c r="XFD1"><v>1</v></c></row>'), "columns"),
    "cells without places": (handmade("<row>" + "<c><v>1</v></c>" * 2_001 + "</row>"), "columns"),
    "one long text in many cells": (
        handmade("".join(ROW.format(n=n) for n in range(1, 14_000)), texts=LONG_TEXT), "MiB of text",
    ),
    "a bomb": (handmade("", more=BOMB), "unpacks to far more than it weighs"),
    "a bomb that lies about its size": (
        declaring(handmade("", more=BOMB), "xl/media/picture.bin", size=100), "unpacks to far more than it weighs",
    ),
    "entities": (
        handmade("", more={"xl/styles.xml": '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'}), "declares entities",
    ),
    "a binary workbook": (handmade("", more={"xl/workbook.bin": "x"}), "binary workbook (.xlsb)"),
    "a workbook cut off": (workbook([["Account ID", "Account name"], ["A1", "Nordwind"]])[:-200], "damaged, cut off"),
    "a workbook with a broken part": (handmade('<row r="1"><c r="A1"><v>1</v></row>'), "The workbook cannot be read"),
    "an open document": (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "zip archive"),
    "an old or locked workbook": (b"\xd0\xcf\x11\xe0" + bytes(600), "without a password"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "NUL"),
    "a web page": (b"<!DOCTYPE html><html><table>", "web page"),
    "two encodings": (HEAD + "A1,Süd\n".encode() + "A2,Süd\n".encode("latin-1"), "mixes two encodings"),
    "utf-16 cut off": ("Account ID\tAccount name\nA1\tX\n".encode("utf-16")[:-1], "cut off"),
    "a quote that never closes": (HEAD + b'A1,"Nordwind\n' + b"A2,x\n" * 50, "opens on line 2 never closes"),
    "no table": (b"Dear all,\nplease find attached.\n", "No header row was found"),
    "nothing but names": (HEAD, ""),
    "too many columns of text": (b",".join(b"c%d" % n for n in range(2_500)) + b"\n1\n", "columns"),
    "a JSON list": (b'[{"external_id": "A1"}]', "one object a line"),
    "JSON cut off": (b'{"external_id": "A1", "name": "N"}\n{"external_id": "A2", "na', "Line 2 is not a JSON object"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_a_hostile_or_broken_file_is_refused_with_a_sentence_and_nothing_changes(what):
    content, sentence = REFUSED[what]
    import_text(HEAD + b"A1,Before\n", "accounts")
    before = digest("crm.Account")

    if sentence:
        with pytest.raises(FileRefused) as refused:
            import_text(content, "accounts")
        assert sentence in str(refused.value)
        assert Batch.objects.latest("pk").error == str(refused.value)
    else:
        assert counts(import_text(content, "accounts")) == (0, 0, 0, 0, 0)
    assert digest("crm.Account") == before


@pytest.mark.parametrize(
    ("module", "limits", "sentence"),
    [
        (rows, {"rows": 3}, "rows; at most 3 are read. Split it"),
        (text_table, {"file_size": 20}, "bytes; at most 20 are read"),
        (rows, {"columns": 1}, "columns; at most 1 are read"),
    ],
)
def test_a_file_over_a_limit_is_refused_with_both_numbers(monkeypatch, module, limits, sentence):
    monkeypatch.setattr(module, "LIMITS", replace(LIMITS, **limits))

    with pytest.raises(FileRefused, match=sentence):
        import_text(HEAD + b"A1,x\n" * 5, "accounts")
    assert not Account.objects.exists()


def test_a_workbook_is_measured_before_it_is_opened(monkeypatch):
    monkeypatch.setattr(measure, "LIMITS", replace(LIMITS, sheet_memory=1 << 20))

    with pytest.raises(FileRefused, match="Save it as CSV"):
        import_text(
            workbook([["Account ID", "Account name"], *([f"A{n}", "x" * 900] for n in range(1200))]), "accounts"
        )


class TestWorkbooks:
    def test_dates_numbers_and_text_come_as_they_are_meant(self):
        heads = ["Opportunity ID", "Opportunity name", "Amount", "Currency", "Close date", "Is won"]
        sheet = workbook(
            [
                heads,
                ["007", "Déal", 1.234, "EUR", date(2026, 3, 4), True],
                ["8", "B", 12, "EUR", date(2026, 4, 3)],
            ],
            formats={4: "dd/mm/yyyy"},
        )

        assert counts(import_text(sheet, "opportunities")) == (2, 0, 0, 0, 0)
        deal = Opportunity.objects.get(external_id="007")
        assert (deal.name, str(deal.amount), str(deal.closed_on)) == ("Déal", "1.23", "2026-03-04")

    def test_a_macro_workbook_is_read_as_the_table_that_it_is(self):
        sheet = ROW.format(n=1).replace("A1<", "Account ID<").replace('s"><v>0', 's"><v>0') + ROW.format(n=2)
        macros = {"xl/vbaProject.bin": "Sub Auto_Open()"}

        result = import_text(handmade(sheet, texts="<si><t>Account name</t></si>", more=macros), "accounts")

        assert counts(result) == (1, 0, 0, 0, 0)

    def test_a_table_named_xlsx_that_is_text_is_read_as_text(self):
        assert counts(import_text(HEAD + b"A1,Nordwind\n", "accounts")) == (1, 0, 0, 0, 0)


class TestRowsThatCannotBeRead:
    def test_a_file_cut_off_in_its_last_row_loses_that_row_alone_and_says_so(self):
        result = import_text(b"Account ID,Account name,Region\nA1,Nordwind,EMEA\nA2,Sue", "accounts")

        assert counts(result) == (1, 0, 0, 0, 1)
        assert [(p.line, p.reason) for p in result.problems] == [(3, "The line has 2 cells; the header has 3.")]

    def test_ids_that_a_spreadsheet_has_rounded_are_refused_row_by_row(self):
        result = import_text(HEAD + b"1.2021E+17,A\n120210000000000001,B\n", "accounts")

        assert counts(result) == (1, 0, 0, 0, 1)
        assert "spreadsheet has rounded" in result.problems[0].reason

    def test_ten_thousand_rows_broken_in_four_ways_are_each_told(self):
        ways = ["A{n},x,y", "A{n}", 'A{n},"x"y', ",x"]
        text = (
            "Account ID,Account name\n" + "".join(ways[n % 4].format(n=n) + "\n" for n in range(10_000)) + "B1,Good\n"
        )

        result = import_text(text, "accounts")

        assert counts(result) == (1, 0, 0, 0, 10_000)
        told = Issue.objects.filter(fate="rejected")
        assert told.values("line").distinct().count() == told.count() == 10_000
        assert told.values("reason").distinct().count() == 4

    def test_a_quote_that_swallows_the_next_line_says_so_and_the_rest_is_read(self):
        result = import_text(HEAD + b'A1,"Nord\nA2,"x"\nA3,"15"" screen"\nA4,"15" screen"\nA5,Good\n', "accounts")

        assert counts(result) == (2, 0, 0, 0, 2)
        assert [(p.line, p.reason[:40]) for p in result.problems] == [
            (2, "A quote that opens here closes lines bel"),
            (5, "A quote stands inside a quoted cell with"),
        ]

    def test_a_cell_of_two_hundred_thousand_letters_is_told_and_not_a_fault(self):
        result = import_text(HEAD + b'A1,"' + b"x\n" * 100_000 + b'"\nA2,Good\n', "accounts")

        assert counts(result) == (1, 0, 0, 0, 1)
        assert result.problems[0].reason == "The text is longer than 300 characters."

    def test_amounts_in_two_currencies_without_rates_are_kept_apart(self):
        text = "Campaign ID,Campaign,Day,Cost,Currency\nC1,A,2026-01-05,10,EUR\nC2,B,2026-01-05,10,XAF\n"

        result = import_text(text, "spend")

        assert [(found.currency, found.amount) for found in result.detected.sums] == [("EUR", 10), ("XAF", 10)]
        assert any("No exchange rate for XAF" in warning for warning in result.detected.warnings)
