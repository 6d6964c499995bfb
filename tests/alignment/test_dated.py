"""Links count as they stood when the money was spent."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alignment.core.dated import DatedLink, changing, links_in_money

FIRST, LAST = date(2026, 1, 1), date(2026, 3, 31)
D = Decimal
days = st.dates(FIRST, LAST)


def dated(objective, share, since=FIRST, until=None, campaign="fair"):
    return DatedLink(campaign, objective, D(str(share)), since, until)


def shares(links, spent):
    return {row.objective: row.share for row in links_in_money(links, spent={"fair": spent}, last=LAST)}


@st.composite
def histories(draw):
    """A campaign that is re-mapped on some days, each time with shares of at most 100 % together."""
    turns = sorted({FIRST, *draw(st.lists(days, max_size=3))})
    links = []
    for since, until in zip(turns, [*turns[1:], None], strict=True):
        first = draw(st.integers(0, 10_000))
        second = draw(st.integers(0, 10_000 - first))
        links += [dated("a", D(first) / 10_000, since, until), dated("b", D(second) / 10_000, since, until)]
    return links


@settings(max_examples=50)
@given(histories(), st.dictionaries(days, st.decimals(-500, 500, places=2), max_size=8))
def test_shares_never_pass_the_whole_and_never_fall_below_nothing(links, spent):
    found = links_in_money(links, spent={"fair": spent}, last=LAST)
    assert all(row.share >= 0 for row in found)
    assert sum(row.share for row in found) <= 1


@settings(max_examples=50)
@given(histories(), st.dictionaries(days, st.decimals(1, 500, places=2), min_size=1, max_size=8))
def test_the_money_of_every_day_goes_where_its_links_of_that_day_say(links, spent):
    found = shares(links, spent)
    whole = sum(spent.values())
    for objective in ("a", "b"):
        exact = sum(
            amount * sum((link.share for link in links if link.objective == objective and link.holds(day)), D(0))
            for day, amount in spent.items()
        )
        assert float(found.get(objective, D(0)) * whole) == pytest.approx(float(exact), abs=1e-6)


def test_links_that_did_not_change_keep_every_digit():
    assert shares([dated("a", "0.6000"), dated("b", "0.3333")], {}) == {"a": D("0.6000"), "b": D("0.3333")}


def test_only_changes_inside_the_days_count_as_changes():
    steady, ended = dated("a", 1), dated("a", 1, until=LAST + timedelta(days=1), campaign="search")
    begun, cut = dated("a", 1, since=date(2026, 2, 1), campaign="film"), dated("a", 1, until=LAST, campaign="radio")
    assert changing([steady, ended, begun, cut], first=FIRST, last=LAST) == {"film", "radio"}


def test_without_money_the_links_of_the_last_day_count():
    links = [dated("a", 1, until=date(2026, 2, 1)), dated("b", "0.5", since=date(2026, 2, 1))]
    assert shares(links, {}) == {"b": D("0.5")}
    assert shares(links, {FIRST: D(-5)}) == {"b": D("0.5")}
