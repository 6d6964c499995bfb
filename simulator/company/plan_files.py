"""What the plan rests on: links from campaigns to objectives, documents, sales targets, people."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from simulator.company.blueprint import CHANNELS, NAME, PEOPLE, SEGMENTS, address
from simulator.company.campaigns import MONDAY, THEMES, Campaign
from simulator.company.facts import Facts
from simulator.company.goals import CURRENT, plans_of
from simulator.company.money import month_spans
from simulator.company.surveys import SHEET_KEY
from simulator.core.tables import Table, ids

_SECOND_SHARE = 0.3
"""Every ninth linked campaign gives so much of its money to new business as well."""
_THEME_WORDS = {
    "Care that plans": "Staff planning for hospitals, clinics and care homes.",
    "Planning for growth": "New customers in manufacturing, retail and the public sector.",
    "Customers for life": "Renewals, second products and advice.",
    MONDAY: "The brand programme: a calm start into the week.",
    "Every hour counts": "What idle hours cost, and what planning saves.",
    "Marketplace": "Extensions by partners.",
}
_LEADS_TO = {
    "healthcare": ("pipeline", "+12 deals", 120),
    "growth": ("pipeline", "+8 % pipeline", 60),
    "customers": ("renewal_rate", "+1 point", 90),
    "brand": ("unaided_awareness", "+2 points", 180),
    "profit": ("cost_per_opportunity", "-3 %", 60),
    "marketplace": ("pipeline", "+5 deals", 150),
}
"""Key of the KPI, effect and days."""
_CLICKS = ("clicks", "+20 % clicks", 30)
_SHEET = (SHEET_KEY, "+1 point", 60)


def links(facts: Facts) -> Table:
    """Every quarter in which a linked campaign runs; shares of one campaign and quarter add up to at most 1."""
    rows = [row for campaign in facts.campaigns for row in _links_of(campaign, facts)]
    names = ("campaign_key", "campaign_name", "cycle", "objective", "share", "since", "until", "kpi", "expected_effect",
             "lag_days", "hypothesis", "declared_by")  # fmt: skip
    return Table("links.csv", dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)))


def declared_shares(campaign: Campaign, quarter: int) -> dict[str, float]:
    """Share of the campaign's money by objective key in one quarter; empty where nobody linked it."""
    if not campaign.declared or not campaign.first <= quarter <= campaign.last:
        return {}
    known = {plan.key for plan in plans_of(quarter)}
    if campaign.declared not in known:
        return {}
    if campaign.number % 9 == 4 and campaign.declared not in ("growth", "marketplace") and not campaign.story:
        return {campaign.declared: 1 - _SECOND_SHARE, "growth": _SECOND_SHARE}
    return {campaign.declared: 1.0}


def expected(campaign: Campaign, objective: str) -> tuple[str, str, int]:
    """The KPI that a link expects to move; a hollow programme expects clicks, half of the care of customers a number
    from a spreadsheet."""
    if campaign.story == "hollow_display":
        return _CLICKS
    if objective == "customers" and campaign.number % 2 == 0 and not campaign.story:
        return _SHEET
    return _LEADS_TO[objective]


def documents(facts: Facts) -> Table:
    """The four that an audit asks for, one of them old."""
    today, year = facts.calendar.today, facts.calendar.quarters[CURRENT].year_name
    rows = [
        (f"Business strategy {year}", "strategy", "cmo", today - timedelta(days=70)),
        (f"OKRs {facts.calendar.quarters[CURRENT].name}", "okrs", "cmo", today - timedelta(days=20)),
        (f"Sales targets and results {year}", "sales", "sales", today - timedelta(days=12)),
        (f"Marketing plan {year}", "plan", "demand", today - timedelta(days=240)),
        ("Brand handbook", "other", "brand", today - timedelta(days=400)),
    ]
    return Table(
        "documents.csv",
        {
            "name": [name for name, _, _, _ in rows],
            "kind": [kind for _, kind, _, _ in rows],
            "link": [f"https://files.brambleforge.example.com/{kind}" for _, kind, _, _ in rows],
            "owner": [address(owner) for _, _, owner, _ in rows],
            "reviewed_on": [str(day) for _, _, _, day in rows],
        },
    )


def sales_targets(facts: Facts) -> Table:
    """Month × segment: what sales wants, and what it sold by its own account where the month is over."""
    sold, segment = facts.deals, facts.market.segment[facts.deals.account]
    usual = np.bincount(segment, weights=sold.cents * sold.won) / 100 / (facts.calendar.now / 30.4)
    rows: list[tuple[date, str, str, str]] = []
    for number, (month, (first, last)) in enumerate(
        zip(facts.calendar.months, month_spans(facts.calendar), strict=True)
    ):
        for place, name in enumerate(SEGMENTS):
            won = sold.won & (segment == place) & (sold.decided >= first) & (sold.decided < last)
            result = float(sold.cents[won].sum()) / 100
            wanted = round(usual[place] * (0.88 + 0.012 * number), -3)
            rows.append((month, name, f"{wanted:.2f}", f"{result:.2f}" if last <= facts.calendar.now else ""))
    month_column, names, targets, results = (list(column) for column in zip(*rows, strict=True))
    return Table(
        "sales_targets.csv",
        {
            "external_id": ids("G", np.arange(len(rows)), width=4),
            "month": month_column,
            "segment": names,
            "target": targets,
            "result": results,
            "owner": [address("sales")] * len(rows),
        },
    )


def channels() -> Table:
    """The 14 media, and Direct and Referral for visits that no campaign brought."""
    return Table(
        "channels.csv",
        {
            "name": [*(channel.name for channel in CHANNELS), "Direct", "Referral"],
            "kind": [*(channel.kind for channel in CHANNELS), "digital", "digital"],
            "is_paid": ["true"] * len(CHANNELS) + ["false", "false"],
            "is_direct": ["false"] * len(CHANNELS) + ["true", "false"],
        },
    )


def themes() -> Table:
    return Table("themes.csv", {"name": THEMES, "description": [_THEME_WORDS[name] for name in THEMES]})


def audiences() -> Table:
    """Everybody, and each segment as a scope."""
    scopes = ["{}", *(f'{{"segment": ["{name}"]}}' for name in SEGMENTS)]
    return Table("audiences.csv", {"name": ["Everybody", *SEGMENTS], "scope": scopes})


def people() -> Table:
    return Table(
        "people.csv",
        {
            "email": [address(key) for key in PEOPLE],
            "name": [name for name, _ in PEOPLE.values()],
            "role": [role for _, role in PEOPLE.values()],
            "organisation": [NAME] * len(PEOPLE),
        },
    )


def _links_of(campaign: Campaign, facts: Facts) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for number, quarter in enumerate(facts.calendar.quarters):
        titles = {plan.key: plan.name for plan in plans_of(number)}
        for key, share in declared_shares(campaign, number).items():
            kpi, effect, lag = expected(campaign, key)
            words = f"{campaign.medium.name} for {campaign.segment or 'everybody'} moves {kpi.replace('_', ' ')}."
            dates = (quarter.starts_on, quarter.ends_on)
            front = (campaign.external_id, campaign.name, quarter.name, titles[key], f"{share:.2f}", *dates)
            rows.append((*front, kpi, effect, lag, words, address(campaign.owner)))
    return rows
