"""Figures as plain dicts: what Plotly accepts, names that cannot become markup, colours of the tokens."""

import json
import re
from pathlib import Path

import plotly.graph_objects as go
import pytest

from reports.dashboards import components
from reports.figures import palette, theme
from reports.figures.drawing import from_json

PAGE = components.build()
DRAWN = {"credit": PAGE.credit, "flow": PAGE.flow, "leads": PAGE.leads}
TOKENS = Path(__file__).parents[2] / "static" / "css" / "tokens.css"


class TestFigures:
    @pytest.mark.parametrize("drawing", DRAWN.values(), ids=DRAWN)
    @pytest.mark.parametrize("dark", [False, True])
    def test_plotly_accepts_every_key_and_colour(self, drawing, dark):
        figure = go.Figure(palette.resolved(drawing.figure, dark=dark))

        assert [trace.type for trace in figure.data] == [trace["type"] for trace in drawing.figure["data"]]

    def test_a_colour_that_is_no_token_is_an_error(self):
        with pytest.raises(KeyError, match="mauve"):
            theme.bars(x=[1], y=["a"], colour="mauve")
        with pytest.raises(KeyError, match="mauve"):
            palette.faint("mauve", 0.5)

    @pytest.mark.parametrize("drawing", DRAWN.values(), ids=DRAWN)
    def test_a_drawing_comes_back_from_its_json_as_it_was(self, drawing):
        stored = json.loads(json.dumps(drawing.as_json()))

        assert from_json(stored).as_json() == stored
        assert json.dumps(from_json(stored).as_json()) == json.dumps(drawing.as_json())

    def test_intervals_reach_from_low_to_high(self):
        bar = theme.bars(x=[5.0, 3.0], y=["a", "b"], errors=[(4.0, 7.0), None])

        assert (bar["error_x"]["arrayminus"], bar["error_x"]["array"]) == ([1.0, 0.0], [2.0, 0.0])

    def test_a_gap_in_a_line_stays_a_gap(self):
        line = theme.line(x=["1", "2", "3"], y=[1, None, 3])

        assert (line["y"], line["connectgaps"]) == ([1, None, 3], False)


class TestLabel:
    @pytest.mark.parametrize(
        ("name", "shown"),
        [
            ("Tom & Co", "Tom &amp; Co"),
            ("<b>bold</b>", "&lt;b&gt;bold&lt;/b&gt;"),
            ('<a href="javascript:x">link</a>', '&lt;a<br>href="javascript:x"&gt;link&lt;/a&gt;'),
            ("%{y}", "%\u200b{y}"),
            ("  two \n words ", "two words"),
            (2026, "2026"),
            ("", ""),
            ("Paid social for small and medium firms", "Paid social for small and<br>medium firms"),
        ],
    )
    def test_a_name_is_shown_and_never_obeyed(self, name, shown):
        assert theme.label(name) == shown

    def test_a_long_name_ends_in_an_ellipsis(self):
        shown = theme.label("word " * 40).replace("<br>", " ")

        assert len(shown) <= theme.LONGEST_LABEL
        assert shown.endswith("…")


class TestPalette:
    def test_it_holds_the_colours_of_the_style_sheet(self):
        pairs = re.findall(r"--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", TOKENS.read_text())
        sheet = {name: (light, dark) for name, light, dark in pairs}

        assert set(palette.PALETTE) <= set(sheet)
        assert {name: sheet[name] for name in palette.PALETTE} == dict(palette.PALETTE)

    def test_families_and_series_are_tokens(self):
        assert {*palette.FAMILIES.values(), *palette.SERIES} <= set(palette.PALETTE)

    def test_a_faint_token_becomes_a_colour_with_opacity(self):
        assert palette.colour("accent/0.3") == "rgba(12, 90, 107, 0.3)"
        assert palette.colour("rgba(0,0,0,0)") == "rgba(0,0,0,0)"

    def test_only_keys_that_speak_of_colour_are_translated(self):
        found = palette.resolved({"name": "accent", "marker": {"color": ["accent", "bad"]}}, dark=True)

        assert found == {"name": "accent", "marker": {"color": ["#5cc0d3", "#f08a7b"]}}
