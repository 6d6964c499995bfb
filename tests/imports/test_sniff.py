"""Requirements 1-3: encoding, delimiter, header row, preamble."""

import io
from datetime import date

import pytest

from imports.core.columns import normal_heading
from imports.core.container import Container, container_of
from imports.core.encoding import encoding_of
from imports.core.refusals import FileRefused
from imports.core.sniff import Layout, LayoutChoices, sniff

TABLE = "Day,Campaign,Cost\n2026-01-05,Été,10.50\n2026-01-06,Total Care,3.00\n"
KNOWN = frozenset(normal_heading(word) for word in ("Day", "Campaign", "Cost", "Impr.", "Campaign name", "Spend"))


def sniffed(text: str | bytes, **choices: object) -> Layout:
    data = text.encode() if isinstance(text, str) else text
    return sniff(io.BytesIO(data), known=KNOWN, choices=LayoutChoices(**choices))  # type: ignore[arg-type]


class TestEncoding:
    @pytest.mark.parametrize(
        ("data", "name", "assumed"),
        [
            (TABLE.encode(), "utf-8", False),
            (b"\xef\xbb\xbf" + TABLE.encode(), "utf-8", False),
            (b"\xff\xfe" + TABLE.encode("utf-16-le"), "utf-16-le", False),
            (b"\xfe\xff" + TABLE.encode("utf-16-be"), "utf-16-be", False),
            (TABLE.encode("utf-16-le"), "utf-16-le", True),
            (TABLE.encode("utf-16-be"), "utf-16-be", True),
            (TABLE.encode("cp1252"), "cp1252", True),
        ],
    )
    def test_the_same_table_is_read_from_every_encoding(self, data, name, assumed):
        layout = sniffed(data)

        assert (layout.encoding.name, layout.encoding.assumed) == (name, assumed)
        assert layout.headings == ("Day", "Campaign", "Cost")
        assert layout.sample[0].cells == ("2026-01-05", "Été", "10.50")

    def test_a_nul_byte_is_refused_with_its_place(self):
        with pytest.raises(FileRefused, match="Byte 4 of the file is NUL"):
            encoding_of(io.BytesIO(b"a,b\x00c\n1,2,3\n"))

    def test_a_file_that_mixes_two_encodings_is_refused_with_its_line(self):
        data = "name,x\nÉté,1\n".encode() + "Été,2\n".encode("cp1252")

        with pytest.raises(FileRefused, match="UTF-8 up to line 2 and not from line 3"):
            encoding_of(io.BytesIO(data))

    def test_a_mixed_file_is_found_when_the_change_comes_after_a_million_bytes(self):
        data = "é,1\n".encode() * 300_000 + b"\xe9,2\n"

        with pytest.raises(FileRefused, match="not from line 300001"):
            encoding_of(io.BytesIO(data))

    def test_bytes_that_are_text_nowhere_are_refused(self):
        with pytest.raises(FileRefused, match="Line 2 holds bytes"):
            encoding_of(io.BytesIO(b"a,b\n\x81,2\n"))

    def test_a_character_on_the_border_of_two_chunks_is_read_whole(self):
        data = b"a" * ((1 << 20) - 1) + "é\n".encode()

        assert encoding_of(io.BytesIO(data)).name == "utf-8"

    def test_a_cut_off_utf16_file_is_refused(self):
        with pytest.raises(FileRefused, match="cut off"):
            encoding_of(io.BytesIO(b"\xff\xfe" + TABLE.encode("utf-16-le")[:-1]))


class TestContainer:
    def test_a_workbook_is_recognised_under_any_name(self):
        assert container_of(b"PK\x03\x04....[Content_Types].xml") is Container.XLSX

    def test_a_zip_of_files_is_not_a_workbook(self):
        assert container_of(b"PK\x03\x04....spend.csv") is Container.ZIP

    @pytest.mark.parametrize(
        ("head", "word"),
        [(b"\xd0\xcf\x11\xe0", "old Excel"), (b"%PDF-1.7", "PDF"), (b"<!DOCTYPE html>", "web page"), (b" \n", "empty")],
    )
    def test_what_holds_no_table_is_refused_with_advice(self, head, word):
        with pytest.raises(FileRefused, match=word):
            container_of(head)


class TestDelimiter:
    @pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
    def test_every_delimiter_is_found_on_the_header_row(self, delimiter):
        assert sniffed(TABLE.replace(",", delimiter)).delimiter == delimiter

    def test_commas_in_the_preamble_do_not_decide(self):
        layout = sniffed(
            'Report, by day, for all\n"July 8, 2025 - July 31, 2025"\nDay;Campaign;Cost\n2025-07-08;A;1,50\n'
        )

        assert (layout.delimiter, layout.header_line) == (";", 3)

    def test_a_sep_line_is_obeyed_and_not_taken_for_the_header(self):
        layout = sniffed("sep=;\nDay;Campaign;Cost\n2026-01-05;A, B and C;1\n")

        assert (layout.delimiter, layout.header_line, layout.first_data_line) == (";", 2, 3)

    def test_cells_may_hold_line_ends_and_delimiters(self):
        layout = sniffed('Campaign,Notes,Cost\nA,"two\nlines, and ""quotes""",1\nB,,2\n')

        assert layout.sample[0].cells == ("A", 'two\nlines, and "quotes"', "1")
        assert layout.sample[1].line == 4

    def test_what_the_user_fixed_is_not_looked_for(self):
        layout = sniffed("x,y;z\nDay,Campaign;Cost\n1,2;3\n", delimiter=";", header_line=2)

        assert layout.headings == ("Day,Campaign", "Cost")


class TestHeader:
    def test_google_ads_two_lines_are_preamble(self):
        layout = sniffed('Campaign report\n"July 8, 2025 - July 31, 2025"\nCampaign,Impr.,Cost\nA, --,1.00\n')

        assert layout.header_line == 3
        assert layout.preamble.title == "Campaign report"
        assert (layout.preamble.starts_on, layout.preamble.last_day) == (date(2025, 7, 8), date(2025, 7, 31))

    def test_microsoft_preamble_is_kept_as_facts(self):
        layout = sniffed(
            '"Report Name: Campaigns"\n"Report Time: 1/1/2026,1/31/2026"\n'
            '"Time Zone: (GMT-08:00) Pacific Time (US & Canada); Tijuana"\n'
            '"Last Completed Available Day: 2/8/2026 10:15:00 PM (GMT)"\n"Report Aggregation: Daily"\n'
            '"Report Filter: "\n"Potential Incomplete Data: true"\n"Rows: 1"\n\n'
            '"Gregorian date","Campaign name","Spend"\n"1/1/2026","A","1.00"\n'
        )

        assert layout.header_line == 10
        facts = layout.preamble
        assert facts.time_zone == "(GMT-08:00) Pacific Time (US & Canada); Tijuana"
        assert (facts.declared_rows, facts.incomplete) == (1, True)
        assert (facts.starts_on, facts.last_day) == (date(2026, 1, 1), date(2026, 1, 31))

    def test_linkedin_preamble_names_its_zone_account_and_start(self):
        layout = sniffed(
            "Campaign Performance Report (in UTC)\nReport Start: 9/1/2026\nAccount: Nordwind (1234)\n"
            "Date Generated: 9/24/2026\n\nStart Date (in UTC)\tCampaign Name\tTotal Spent\n9/1/2026\tA\t$1.00\n"
        )

        assert (layout.delimiter, layout.header_line) == ("\t", 6)
        facts = layout.preamble
        assert (facts.time_zone, facts.account, facts.starts_on) == ("UTC", "Nordwind (1234)", date(2026, 9, 1))
        assert facts.generated_at == "9/24/2026"

    def test_ga4_comment_block_is_kept_as_facts(self):
        layout = sniffed(
            "# ----\n# Traffic acquisition: Session primary channel group\n# Account: N\n# Property: Shop\n# ----\n#\n"
            "# All Users\n# Start date: 20260101\n# End date: 20260923\n\n"
            "Session primary channel group (Default Channel Group),Sessions,Total revenue\nDirect,1,2.5\n"
        )

        assert layout.header_line == 11
        assert (layout.preamble.starts_on, layout.preamble.last_day) == (date(2026, 1, 1), date(2026, 9, 23))

    def test_a_file_without_a_row_of_names_is_refused(self):
        with pytest.raises(FileRefused, match="No header row"):
            sniffed("1,2,3\n4,5,6\n")

    def test_repeated_and_missing_names_stay_apart(self):
        assert sniffed("Campaign,,Cost,Cost,\nA,x,1,2,\n").headings == ("Campaign", "column 2", "Cost", "Cost (2)")
