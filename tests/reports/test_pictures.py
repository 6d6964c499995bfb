"""Still pictures: what stands in a page before the drawing library has come."""

from decimal import Decimal
from xml.etree import ElementTree

from reports.core.snapshot import FlowPart
from reports.figures import theme
from reports.figures.flow import money_flow
from reports.figures.pictures import picture

ALIEN = "<img src=x onerror=alert(1)> & “Zoë” \N{WOMAN}"


def drawn(figure, **options):
    """The picture as elements; it has to be well-formed."""
    return ElementTree.fromstring(picture(figure, **options))  # noqa: S314 (our own picture)


def bars(names, values, **more):
    return theme.figure([theme.bars(x=values, y=[theme.label(name) for name in names], **more)], reversed_y=True)


def widths(root):
    return [float(rect.get("width")) for rect in root.iter("rect")]


def test_bars_are_as_long_as_their_values_with_the_first_on_top():
    found = drawn(bars(["Fair", "Mail", "Search"], [100.0, 50.0, 0.0]))

    longest, half, nothing = widths(found)
    assert abs(half - longest / 2) < 0.2
    assert nothing == 0
    heights = [float(rect.get("y")) for rect in found.iter("rect")]
    assert heights == sorted(heights)
    assert [text for text in found.itertext() if text in {"Fair", "Mail", "Search"}] == ["Fair", "Mail", "Search"]


def test_losses_reach_to_the_other_side_and_intervals_fit():
    found = drawn(bars(["Won", "Lost"], [10.0, -10.0], errors=[(5.0, 30.0), None]))

    won, lost = found.iter("rect")
    assert float(lost.get("x")) + float(lost.get("width")) == float(won.get("x"))
    assert len(list(found.iter("path"))) == 1
    assert "30" not in found.find(".//path").get("d").split()[0]


def test_names_are_text_whatever_they_are_called():
    text = picture(bars([ALIEN], [1e12]))

    assert "<img" not in text
    assert "&lt;img" in text
    assert "style=" not in text
    ElementTree.fromstring(text)  # noqa: S314 (our own picture)


def test_a_line_is_broken_where_nothing_is_known_and_columns_stand_on_each_other():
    line = theme.figure([theme.line(x=["2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01", "2026-05-01"],
                                    y=[1.0, 2.0, None, 3.0, 4.0])])  # fmt: skip
    assert len([path for path in drawn(line).iter("path") if path.get("fill") == "none"]) == 2

    stacked = theme.figure([theme.columns(x=["a"], y=[1.0]), theme.columns(x=["a"], y=[3.0])], barmode="stack")
    low, high = drawn(stacked).iter("rect")
    assert abs(float(high.get("y")) + float(high.get("height")) - float(low.get("y"))) < 0.2
    assert abs(float(high.get("height")) - 3 * float(low.get("height"))) < 0.3


def test_money_flows_in_columns_as_high_as_it_is_much():
    nodes = [("Events", "ink-3"), ("Mail", "ink-3"), ("Grow", "f-revenue")]
    figure = theme.figure([theme.flow(nodes=nodes, links=[(0, 2, 30.0, "f-revenue"), (1, 2, 10.0, "f-none")])])

    found = drawn(figure, size="tall")

    events, mail, grow = (float(rect.get("height")) for rect in found.iter("rect"))
    assert abs(events - 3 * mail) < 0.3
    assert abs(grow - events - mail) < 0.3
    assert "var(--f-revenue)" in picture(figure)


def test_a_figure_with_many_names_is_as_high_in_its_picture_as_the_library_will_draw_it():
    parts = [FlowPart("Search", f"Objective {at}", "revenue", Decimal(at)) for at in range(1, 31)]
    high = money_flow(parts, currency="EUR", caption="").figure

    assert high["layout"]["height"] > 460
    assert drawn(high, size="tall").get("height") == str(high["layout"]["height"])
    assert "height" not in money_flow(parts[:5], currency="EUR", caption="").figure["layout"]


def test_what_only_the_library_can_draw_has_no_still_picture():
    circle = theme.flow(nodes=[("a", "ink"), ("b", "ink")], links=[(0, 1, 1.0, "ink"), (1, 0, 1.0, "ink")])
    for figure in (
        {"data": [{"type": "starfield"}], "layout": {}}, {"data": [], "layout": {}}, theme.figure([circle]),
        theme.figure([theme.line(x=[str(at) for at in range(2001)], y=[1.0] * 2001)]), bars([], []),
    ):  # fmt: skip
        assert picture(figure) == ""
