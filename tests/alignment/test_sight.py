import math
import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from alignment.core.divided import Divided, read, write
from alignment.core.flow import TALLEST, TOP, flow
from alignment.core.sight import Division, Source, finding, ordered, pieces, shortened
from alignment.services import Share, link_campaign
from alignment.services.recompute import recompute_all
from alignment.services.sight import draw_lines
from attribution.selectors import latest_run
from kpis import selectors, services
from organisation.core.scope import Scope
from people.models import Role
from tests import factories as make

D = Decimal
AMOUNTS = st.decimals(0, 1_000_000, places=2)


@st.composite
def divisions(draw):
    sources = []
    for number in range(draw(st.integers(0, 14))):
        value, spend = draw(AMOUNTS), draw(st.none() | AMOUNTS)
        low, high = (value / 2, value * 2) if draw(st.booleans()) else (None, None)
        sources.append(Source(str(number), f"Campaign {number}", value, low, high, spend, money_from="Search"))
    lost = draw(AMOUNTS)
    return Division(sources, lost, sum((row.value for row in sources), D(0)) + lost, D(30))


@settings(max_examples=50)
@given(divisions())
def test_shortening_and_keeping_change_no_sum(division):
    rows = shortened(division.sources)

    assert len(rows) <= 10
    assert sum((row.value for row in rows), D(0)) == division.attributed
    assert division.is_whole
    kept = read(write(Divided(division, noun="pipeline", is_money=True)))
    assert kept.division == Division(list(division.sources), division.unattributed, division.whole, D(30))


@settings(max_examples=50)
@given(divisions(), st.none() | st.decimals(1, 2_000_000, places=2))
def test_the_bar_is_as_long_as_the_value_and_nothing_lies_outside_the_picture(division, target):
    drawn = flow(division, shortened(division.sources), target=target)
    if not division.whole:
        assert drawn is None
        return
    scale = TALLEST / float(max([division.whole, target or D(0)]))
    assert math.isclose(sum(box.height for box in drawn.bar), float(division.whole) * scale, rel_tol=1e-6, abs_tol=1e-6)
    assert all(box.y >= TOP - 1e-6 and box.y + box.height <= drawn.height for box in [*drawn.nodes, *drawn.bar])
    assert "nan" not in "".join(ribbon.path for ribbon in drawn.ribbons)


@settings(max_examples=50)
@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=8))
def test_what_members_add_to_a_quotient_and_take_from_it_is_0_together(rows):
    found = pieces([(str(n), f"M{n}", D(up), D(down)) for n, (up, down) in enumerate(rows)])

    assert abs(sum((one.lift for one in found), D(0))) < D("1e-20")


def test_the_finding_names_as_many_as_it_takes_to_carry_half():
    rows = [Source(str(n), f"C{n}", D(v)) for n, v in enumerate((30, 25, 20, 5))]
    said = finding(Division(rows, D(20), D(100), D(9)), amount="€100", lost="€20", noun="pipeline")

    assert said.replace("\u202f", " ") == "Two of 4 carry 55 % of the €100 pipeline; nobody is credited with €20 of it"
    assert finding(Division([], D(5), D(5), D(1)), amount="5", lost="5", noun="leads") == (
        "No touch came before any of the 5 leads"
    )
    assert finding(Division([], D(0), D(0), D(0)), amount="0", lost="0", noun="leads") == ("No leads in this cycle yet")
    assert [row.name for row in ordered(rows)] == ["C0", "C1", "C2", "C3"]


NOW = datetime(2026, 2, 15, 9, tzinfo=UTC)
START, END = date(2026, 1, 1), date(2026, 4, 1)


@pytest.fixture
def world(channels, settings, tmp_path):
    """Pipeline of 100: 60 after a touch of the fair, 30 after one touch each of fair and film, 10 untouched."""
    settings.PLACES = type(settings.PLACES)(data=tmp_path)
    services.ship_catalogue(now=NOW)
    objective = make.objective(make.cycle(START, END), "Win shops", serves=make.business_objective("Grow"))
    fair = make.campaign("Fair", channel=make.channel("Events"))
    film = make.campaign("Film", channel=make.channel("Video"))
    quiet = make.campaign("Quiet letter", channel=make.channel("Mail"))
    for amount, touched in (("60.00", [fair]), ("30.00", [fair, film]), ("10.00", [])):
        firm = make.account(segment="Retail")
        person = make.contact(firm)
        for campaign in touched:
            make.touch(person, START, campaign)
        make.opportunity(firm, amount, outcome="open", created=date(2026, 1, 10), name=f"Deal of {amount}")
    make.spend(fair, START, "12.00")
    for campaign in (fair, quiet):
        link_campaign(campaign=campaign, shares=[Share(objective, D("0.5"))], since=START, by=None)
    return objective


def bound(objective, kpi, **fields):
    made = make.key_result(objective, f"Follows {kpi}", **{"target": 200, **fields})
    services.bind(made, selectors.definition(kpi), now=NOW)
    return made


def line(key_result, by="campaign"):
    return read(key_result.lines_of_sight.get(by=by).content)


def the_page_shows_the_flow_its_numbers_and_the_way_on(client, world, pipeline, at_most):
    client.force_login(make.user(Role.BOARD))
    address = reverse("line_of_sight", args=[pipeline.pk])
    client.get(address)
    with at_most(12):
        page = client.get(address).text.replace("\u202f", " ")

    assert "Fair carries 75 % of the €100 pipeline; nobody is credited with €10 of it" in page
    assert "€90.00 attributed + €10.00 unattributed = €100.00" in page
    assert 'class="way unattributed"' in page
    fair = world.links.get(campaign__name="Fair").campaign_id
    further = reverse("sight_campaign", args=[pipeline.pk, fair])
    assert further in page
    rows = client.get(further).text
    assert "Deal of 60.00" in rows
    assert "/attribution/opportunities/" not in rows  # the board sees no single deals with the people in them
    client.force_login(make.user(Role.ANALYST))
    [deal] = re.findall(r'href="(/attribution/opportunities/\d+/)">Deal of 60.00<', client.get(further).text)
    assert "Fair" in client.get(deal).text  # its touches, one by one
    assert "1 of 2" in rows
    assert "Deal of 10.00" not in rows
    quiet = world.links.get(campaign__name="Quiet letter").campaign_id
    assert (
        "although its money is meant for them" in client.get(reverse("sight_campaign", args=[pipeline.pk, quiet])).text
    )


class TestLines:
    """By hand, linear model: fair 60 + 15 = 75, film 15, unattributed 10."""

    def test_pipeline_is_divided_adds_up_to_the_crm_and_is_shown(self, client, world, django_assert_max_num_queries):
        pipeline = bound(world, "pipeline")
        deals = bound(world, "opportunities_count")
        elsewhere = make.key_result(world, "In care", target=10)
        services.bind(elsewhere, selectors.definition("pipeline"), scope=Scope(segment=("Care",)), now=NOW)
        recompute_all(now=NOW)

        division = line(pipeline).division
        rows = {row.name: (row.value, row.spend, row.declared) for row in division.sources}
        assert rows == {
            "Fair": (D("75.00"), D("12.00"), D("0.5000")),
            "Film": (D("15.00"), None, None),
            "Quiet letter": (D(0), None, D("0.5000")),
        }
        assert (division.unattributed, division.whole, division.is_whole) == (D("10.00"), D("100.00"), True)
        assert not division.has_intervals  # fewer than 30 milestones
        by_channel = {row.name: row.value for row in line(pipeline, "channel").division.sources}
        assert by_channel == {"Events": D("75.00"), "Video": D("15.00")}
        assert {r.name: r.value for r in line(pipeline, "theme").division.sources} == {"No theme": D("90.00")}
        counted = {row.name: row.value for row in line(deals).division.sources}
        assert (counted["Fair"], counted["Film"]) == (D("1.5"), D("0.5"))
        assert line(elsewhere).division.whole == 0

        the_page_shows_the_flow_its_numbers_and_the_way_on(client, world, pipeline, django_assert_max_num_queries)
        draw_lines(latest_run(), model="linear", now=NOW)  # the new lines stand in place of the old
        assert pipeline.lines_of_sight.count() == 3

    def test_quotients_show_what_each_adds_and_levels_say_why_not(self, client, world):
        won, lost = make.account(segment="Retail"), make.account(segment="Retail")
        fair, film = (world.links.first().campaign, make.campaign("Radio"))
        for firm, outcome, campaign in ((won, "won", fair), (lost, "lost", film)):
            make.opportunity(
                firm, "5.00", outcome=outcome, created=START, closed=date(2026, 2, 1), primary_campaign=campaign
            )
        rate, level = bound(world, "win_rate"), bound(world, "nps")
        recompute_all(now=NOW)

        lifts = {row.name: row.lift for row in line(rate).pieces}
        assert lifts == {"Fair": D("0.25"), "Radio": D("-0.25")}
        client.force_login(make.user(Role.BOARD))
        page = client.get(reverse("line_of_sight", args=[rate.pk])).text.replace("\u202f", " ")
        assert "Fair adds 25.0 pt to the win rate, Radio takes 25.0 pt from it" in page
        assert 'data-value="0.25">+25.0 pt<' in page
        assert page.count('class="lift') == 2
        assert "cannot be divided" in client.get(reverse("line_of_sight", args=[level.pk])).text
        assert "cannot be divided" in line(level).reason


class TestPages:
    def test_without_a_kpi_or_a_recompute_it_says_what_is_missing(self, client, world):
        client.force_login(make.user(Role.MARKETER))
        typed = make.key_result(world)
        assert "It follows no KPI yet" in client.get(reverse("line_of_sight", args=[typed.pk])).text
        waiting = bound(world, "pipeline")
        assert "drawn with the next recompute" in client.get(reverse("line_of_sight", args=[waiting.pk])).text
        assert client.get(reverse("sight_campaign", args=[typed.pk, 1])).status_code == 404
