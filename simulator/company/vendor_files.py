"""Spend in the forms of those who report it: three advertising platforms and an agency's sheet."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from io import StringIO

import numpy as np

from simulator.company.blueprint import CURRENCY
from simulator.company.campaigns import Campaign
from simulator.company.facts import Facts
from simulator.company.money import month_spans

Row = Sequence[object]
_GOOGLE_NUMBERS = ("Currency code", "Cost", "Impr.", "Clicks", "CTR")


def google_ads(facts: Facts) -> bytes:
    """Campaign report by day for search and display: a preamble, quoted thousands, totals at the end."""
    time, total = facts.calendar, [0, 0, 0]
    rows: list[Row] = [
        ["Campaign report"],
        [f"{_long(time.starts_on)} - {_long(time.day(time.now - 1))}"],
        [*("Day", "Campaign ID", "Campaign", "Campaign status", "Campaign type"), *_GOOGLE_NUMBERS],
    ]
    for campaign, day, cents, views, clicks in _days(facts, _google):
        total = [total[0] + cents, total[1] + views, total[2] + clicks]
        rate = f"{clicks / views:.2%}" if views else " --"
        live = "Enabled" if time.quarters[campaign.last].ends_on > time.today else "Paused"
        front = [day, campaign.external_id, campaign.name, live, campaign.medium.name, CURRENCY]
        rows.append([*front, f"{cents / 100:,.2f}", f"{views:,}", f"{clicks:,}", rate])
    ends = [f"{total[0] / 100:,.2f}", f"{total[1]:,}", f"{total[2]:,}", f"{total[2] / max(total[1], 1):.2%}"]
    rows += [[label, "", " --", "", "", CURRENCY, *ends] for label in ("Total: Campaigns", "Total: Account")]
    return _text(rows).encode()


def meta_ads(facts: Facts) -> bytes:
    """Daily breakdown for half of social; the currency stands in the header."""
    head = ["Reporting starts", "Reporting ends", "Day", "Campaign name", "Campaign ID", "Campaign delivery"]
    head += ["Attribution setting", f"Amount spent ({CURRENCY})", "Impressions", "Link clicks"]
    rows: list[Row] = [head]
    for campaign, day, cents, views, clicks in _days(facts, _meta):
        front = [day, day, day, campaign.name, campaign.external_id, "active", "7-day click or 1-day view"]
        rows.append([*front, f"{cents / 100:.2f}", views, clicks])
    return b"\xef\xbb\xbf" + _text(rows).encode()


def linkedin_ads(facts: Facts) -> bytes:
    """Campaign performance report for the other half: UTF-16, tabs, a preamble, American dates in UTC."""
    time = facts.calendar
    rows: list[Row] = [
        ["Campaign Performance Report (in UTC)"],
        [f"Report Start: {_short(time.starts_on)}"],
        ["Account: Brambleforge Demonstration (500000001)"],
        [f"Date Generated: {_short(time.today)}"],
        [],
    ]
    head = ["Start Date (in UTC)", "Account Name", "Campaign Group Name", "Campaign Name", "Campaign ID"]
    rows.append([*head, "Campaign Status", "Currency", "Total Spent", "Impressions", "Clicks"])
    for campaign, day, cents, views, clicks in _days(facts, _linkedin):
        front = [_short(date.fromisoformat(day)), "Brambleforge Demonstration", campaign.theme, campaign.name]
        rows.append([*front, campaign.external_id, "Active", CURRENCY, f"{cents / 100:.2f}", views, clicks])
    return b"\xff\xfe" + _text(rows, delimiter="\t").encode("utf-16-le")


def agency_sheet(facts: Facts) -> bytes:
    """Out of home and radio: a month per row, a campaign per column, totals on both sides."""
    columns = [campaign for campaign in facts.campaigns if _agency(campaign)]
    spend = facts.money.spend[[campaign.number for campaign in columns]]
    months = zip(facts.calendar.months, month_spans(facts.calendar), strict=True)
    rows: list[Row] = [["Month", *(campaign.name for campaign in columns), "Total"]]
    for month, (first, last) in months:
        if first < facts.calendar.now:
            rows.append([f"{month:%Y-%m}", *_sums(spend[:, first:last])])
    rows.append(["Total", *_sums(spend)])
    return _text(rows).encode()


def reported_by_vendors(campaign: Campaign) -> bool:
    return any(reports(campaign) for reports in (_google, _meta, _linkedin, _agency))


def _google(campaign: Campaign) -> bool:
    return campaign.medium.name in ("Search", "Display")


def _meta(campaign: Campaign) -> bool:
    return campaign.medium.name == "Paid social" and campaign.number % 2 == 0


def _linkedin(campaign: Campaign) -> bool:
    return campaign.medium.name == "Paid social" and campaign.number % 2 == 1


def _agency(campaign: Campaign) -> bool:
    return campaign.medium.name in ("Out of home", "Radio")


def _days(facts: Facts, reports: Callable[[Campaign], bool]) -> Iterable[tuple[Campaign, str, int, int, int]]:
    """Campaign, day, cents, views, clicks, day by day."""
    chosen = [campaign for campaign in facts.campaigns if reports(campaign)]
    numbers = [campaign.number for campaign in chosen]
    spend, views, clicks = (table[numbers] for table in (facts.money.spend, facts.money.views, facts.money.clicks))
    day, row = np.nonzero(spend.T)
    texts = np.datetime_as_string(facts.dates(day)).tolist()
    cells = (texts, spend[row, day].tolist(), views[row, day].tolist(), clicks[row, day].tolist())
    for number, text, cents, seen, clicked in zip(row.tolist(), *cells, strict=True):
        yield chosen[number], text, cents, seen, clicked


def _sums(cents: np.ndarray[tuple[int, int], np.dtype[np.int64]]) -> list[str]:
    sums = [int(amount) for amount in cents.sum(axis=1)]
    return [f"{amount / 100:,.2f}" if amount else "-" for amount in [*sums, sum(sums)]]


def _text(rows: Iterable[Row], *, delimiter: str = ",") -> str:
    stream = StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return stream.getvalue()


def _long(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def _short(day: date) -> str:
    return f"{day.month}/{day.day}/{day.year}"
