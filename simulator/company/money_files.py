"""The plan and the ledger in Sightline's own templates: campaigns, budgets, and spend that no vendor reports."""

from __future__ import annotations

import numpy as np

from simulator.company.blueprint import CURRENCY, address
from simulator.company.campaigns import Campaign
from simulator.company.facts import Facts
from simulator.company.goals import CURRENT
from simulator.company.ids import CAMPAIGN, crm_id
from simulator.company.money import month_spans
from simulator.company.size import FULL
from simulator.company.vendor_files import reported_by_vendors
from simulator.core.draws import Integers
from simulator.core.tables import Table, days, ids, money

ENABLING = crm_id(CAMPAIGN, 999)
_TOOLS, _TRAVEL = 21_500_00, 6_400_00
_HYPOTHESES = {
    "healthcare": "Clinics that plan staff by hand open a deal within two quarters of a talk about rotas.",
    "growth": "Planners who compare tools ask for a demonstration within 60 days.",
    "customers": "Customers who use a second product renew more often.",
    "brand": "Who knows our name before a project starts invites us to the tender.",
    "profit": "Showing the cost of idle hours shortens the way to a decision.",
}


def campaigns(facts: Facts) -> Table:
    plan, time = facts.campaigns, facts.calendar
    first = [time.quarters[campaign.first].starts_on for campaign in plan]
    last = [time.day(time.span(campaign.last)[1] - 1) for campaign in plan]
    state = [
        "planned" if starts > time.today else "ended" if ends < time.today else "live"
        for starts, ends in zip(first, last, strict=True)
    ]
    whole = (str(time.starts_on), str(time.day(time.span(len(time.quarters) - 1)[1] - 1)))
    columns = {
        "external_id": [*(campaign.external_id for campaign in plan), ENABLING],
        "name": [*(campaign.name for campaign in plan), "Tools and travel"],
        "channel": [*(campaign.medium.name for campaign in plan), ""],
        "theme": [*(campaign.theme for campaign in plan), ""],
        "audience": [*(campaign.segment or "Everybody" for campaign in plan), ""],
        "owner": [*(address(campaign.owner) for campaign in plan), address("finance")],
        "team": [*(campaign.owner.capitalize() for campaign in plan), "Operations"],
        "starts_on": [*map(str, first), whole[0]],
        "ends_on": [*map(str, last), whole[1]],
        "state": [*state, "live"],
        "mix": [*(_mix(campaign) for campaign in plan), "activation"],
        "brand_share": [*(f"{campaign.medium.brand_share:.2f}" for campaign in plan), "0.00"],
        "hypothesis": [*(_HYPOTHESES[campaign.serves] for campaign in plan), ""],
    }
    return Table("campaigns.csv", columns)


def budgets(facts: Facts) -> Table:
    """Plan for all months; commitments up to next month; a forecast for every month of the current quarter."""
    plan, planned = facts.campaigns, facts.money.plan
    spans = month_spans(facts.calendar)
    this = max(number for number, (first, _) in enumerate(spans) if first <= facts.calendar.now)
    row, month = np.nonzero(planned)
    cents = planned[row, month]
    committed = np.rint(cents * facts.draws.lognormal("budget/committed", row, month, median=0.98, sigma=0.05))
    forecast = np.rint(cents * facts.draws.lognormal("budget/forecast", row, month, median=1.02, sigma=0.06))
    layers = [
        ("plan", np.ones(len(row), dtype=bool), cents),
        ("committed", month <= this + 1, committed.astype(np.int64)),
        ("forecast", month >= 3 * CURRENT, forecast.astype(np.int64)),
    ]
    parts = [_layer(plan, facts, layer, row[kept], month[kept], amount[kept]) for layer, kept, amount in layers]
    columns: dict[str, list[object]] = {name: [cell for part in parts for cell in part[name]] for name in parts[0]}
    return Table("budgets.csv", {"external_id": ids("B", np.arange(len(columns["campaign_key"]))), **columns})


def spend(facts: Facts) -> Table:
    """Days of all campaigns that no vendor file holds, and tools and travel by month, which serve them all."""
    own = np.array([campaign.number for campaign in facts.campaigns if not reported_by_vendors(campaign)])
    amounts = facts.money.spend[own]
    row, day = np.nonzero(amounts)
    months = [first for first, last in month_spans(facts.calendar) if last <= facts.calendar.now]
    ends = [last for _, last in month_spans(facts.calendar) if last <= facts.calendar.now]
    names = [facts.campaigns[number].external_id for number in own[row].tolist()]
    view, click = facts.money.views[own][row, day].tolist(), facts.money.clicks[own][row, day].tolist()
    reasons = ("Marketing software", "Travel")
    extra = [(start, end, reason) for start, end in zip(months, ends, strict=True) for reason in reasons]
    overhead = np.array([_TOOLS, _TRAVEL]) * facts.market.scale.quarter_budget // FULL.quarter_budget
    cents = np.concatenate([amounts[row, day], np.tile(overhead, len(months))])
    starts = np.concatenate([day, np.array([start for start, _, _ in extra], dtype=np.int64)])
    until = np.concatenate([day + 1, np.array([end for _, end, _ in extra], dtype=np.int64)])
    return Table(
        "spend.csv",
        {
            "campaign_key": names + [ENABLING] * len(extra),
            "days": days(facts.dates(starts)),
            "last_day": [""] * len(names) + days(facts.dates(until[len(names) :] - 1)),
            "amount": money(cents),
            "currency": [CURRENCY] * len(cents),
            "impressions": [str(count) if count else "" for count in view] + [""] * len(extra),
            "clicks": [str(count) if count else "" for count in click] + [""] * len(extra),
            "is_working": ["true"] * len(names) + ["false"] * len(extra),
            "enabling_reason": [""] * len(names) + [reason for _, _, reason in extra],
        },
    )


def _layer(
    plan: tuple[Campaign, ...], facts: Facts, layer: str, row: Integers, month: Integers, cents: Integers
) -> dict[str, list[str]]:
    fixed = [plan[number].medium.kind != "digital" for number in row.tolist()]
    return {
        "campaign_key": [plan[number].external_id for number in row.tolist()],
        "layer": [layer] * len(row),
        "month": [str(facts.calendar.months[number]) for number in month.tolist()],
        "amount": money(cents),
        "currency": [CURRENCY] * len(row),
        "is_contractual": ["true" if layer == "committed" and bound else "false" for bound in fixed],
    }


def _mix(campaign: Campaign) -> str:
    share = campaign.medium.brand_share
    return "brand" if share >= 0.7 else "mixed" if share > 0 else "activation"
