"""The planted stories with their money, computed from the facts, so that a test can ask the product for them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

import numpy as np

from simulator.company.blueprint import BUSINESS, CHANNELS, CURRENCY
from simulator.company.campaigns import MONDAY, Campaign
from simulator.company.deals import NEW
from simulator.company.demand import PULLS
from simulator.company.facts import Facts
from simulator.company.goals import CURRENT, MARKETPLACE, PLANS, business_name, dropped_on
from simulator.company.journeys import touch_credit
from simulator.company.opportunity_files import RESTATED, restatement
from simulator.company.plan_files import declared_shares, expected
from simulator.company.surveys import MYSTERY_KPI, SHEET_KEY


@dataclass(frozen=True, slots=True)
class Story:
    """What was planted, where, and how much money it is about; `figures` are the parts of it."""

    key: str
    what: str
    cycle: str
    objective: str
    campaigns: Sequence[str]
    money: float
    figures: dict[str, float]


def stories(facts: Facts) -> list[Story]:
    """All seven, in the order in which the issue names them."""
    tell = (_starved, _hollow, _wrong_objective, _punished_brand, _dropped, _mystery, _restated)
    return [story(facts) for story in tell]


def stories_json(facts: Facts) -> str:
    time = facts.calendar
    document = {
        "today": str(time.today),
        "current_cycle": time.quarters[CURRENT].name,
        "currency": CURRENCY,
        "worth_by_first_channel": {channel.name: channel.worth for channel in CHANNELS},
        "share_of_new_business_by_channel": {name: pull.share for name, pull in PULLS.items()},
        "stories": [asdict(story) for story in stories(facts)],
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _starved(facts: Facts) -> Story:
    spent, goal = _spend(facts), next(goal for goal in BUSINESS if goal.key == "healthcare")
    mapped = _declared_money(facts)
    whole, given = sum(mapped.values()), mapped.get("healthcare", 0.0)
    return Story(
        key="starved_segment",
        what="Healthcare has the highest priority of all and gets a fraction of its share of the money.",
        cycle=facts.calendar.quarters[CURRENT].name,
        objective=business_name("healthcare", "", ""),
        campaigns=_ids(
            campaign for campaign in facts.campaigns if declared_shares(campaign, CURRENT).get("healthcare")
        ),
        money=round(goal.weight * whole - given, 2),
        figures={
            "target_share": goal.weight,
            "spend_share_of_mapped": _ratio(given, whole),
            "spend": round(given, 2),
            "mapped_spend": round(whole, 2),
            "all_spend": round(float(spent.sum()), 2),
        },
    )


def _hollow(facts: Facts) -> Story:
    chosen = _of(facts, "hollow_display")
    first, last = facts.calendar.known(CURRENT)
    clicks = facts.money.clicks[:, first:last].sum(axis=1)
    credit = touch_credit(facts, NEW, *_last_year(facts))
    rows = [campaign.number for campaign in chosen]
    return Story(
        key="hollow_display",
        what="A display programme wins more clicks than any other campaign and is hardly met on the way to a deal.",
        cycle=facts.calendar.quarters[CURRENT].name,
        objective="Fill the pipeline with new business",
        campaigns=_ids(chosen),
        money=_money(_spend(facts)[rows]),
        figures={
            "share_of_clicks": _ratio(float(clicks[rows].sum()), float(clicks.sum())),
            "share_of_spend": _ratio(float(_spend(facts)[rows].sum()), float(_spend(facts).sum())),
            "share_of_linear_pipeline_credit_last_four_quarters": _ratio(
                float(credit.linear[rows].sum()), float(credit.linear.sum())
            ),
        },
    )


def _wrong_objective(facts: Facts) -> Story:
    chosen = _of(facts, "wrong_objective")
    rows = [campaign.number for campaign in chosen]
    new = float(touch_credit(facts, NEW, *_last_year(facts)).linear[rows].sum())
    other = sum(float(touch_credit(facts, kind, *_last_year(facts)).linear[rows].sum()) for kind in (1, 2))
    return Story(
        key="wrong_objective",
        what="A search campaign that brings new shops is linked to keeping customers.",
        cycle=facts.calendar.quarters[CURRENT].name,
        objective="Make customers stay and grow",
        campaigns=_ids(chosen),
        money=_money(_spend(facts)[rows]),
        figures={"share_of_linear_credit_in_new_business": _ratio(new, new + other)},
    )


def _punished_brand(facts: Facts) -> Story:
    chosen = [campaign for campaign in _of(facts, "punished_brand") if campaign.last == CURRENT]
    rows = [campaign.number for campaign in chosen]
    credit = touch_credit(facts, NEW, *_last_year(facts))
    return Story(
        key="punished_brand",
        what=f"The brand programme “{MONDAY}” opens journeys that others close: last touch gives it next to nothing.",
        cycle=facts.calendar.quarters[CURRENT].name,
        objective="Be the name that comes to mind",
        campaigns=_ids(chosen),
        money=_money(_spend(facts)[rows]),
        figures={
            "first_touch_pipeline_last_four_quarters": _money(credit.first[rows]),
            "last_touch_pipeline_last_four_quarters": _money(credit.last[rows]),
        },
    )


def _dropped(facts: Facts) -> Story:
    chosen = _of(facts, "dropped_objective")
    rows = [campaign.number for campaign in chosen]
    since = facts.calendar.number(dropped_on(facts))
    after = facts.money.spend[rows, since : facts.calendar.now]
    return Story(
        key="dropped_objective",
        what=f"“{MARKETPLACE}” was dropped on {dropped_on(facts)}, and its campaigns go on spending.",
        cycle=facts.calendar.quarters[CURRENT].name,
        objective=MARKETPLACE,
        campaigns=_ids(chosen),
        money=round(float(after.sum()) / 100, 2),
        figures={
            "days_since": float(max(facts.calendar.now - since, 0)),
            "spend_of_the_cycle": _money(_spend(facts)[rows]),
        },
    )


def _mystery(facts: Facts) -> Story:
    spent = _spend(facts)
    resting = {
        campaign: share
        for campaign in facts.campaigns
        for key, share in declared_shares(campaign, CURRENT).items()
        if expected(campaign, key)[0] == SHEET_KEY
    }
    return Story(
        key="ownerless_kpi",
        what=f"The KPI “{MYSTERY_KPI}” has no owner and comes from a spreadsheet; a key result rests on it.",
        cycle=facts.calendar.quarters[CURRENT].name,
        objective="Make customers stay and grow",
        campaigns=_ids(resting),
        money=round(sum(share * float(spent[campaign.number]) for campaign, share in resting.items()), 2),
        figures={
            "months_typed": float(sum(month.replace(day=28) < facts.calendar.today for month in facts.calendar.months))
        },
    )


def _restated(facts: Facts) -> Story:
    sold, report = facts.deals, restatement(facts)
    first, last = facts.calendar.span(RESTATED)
    won = sold.won & (sold.decided >= first) & (sold.decided < last)
    now = int(sold.cents[won].sum())
    amounts = int((sold.cents - report.reported_cents)[won].sum())
    late = int(sold.cents[report.late].sum())
    return Story(
        key="restated_quarter",
        what=f"After its close, {len(report.overstated)} won amounts of the quarter were corrected and "
        f"{len(report.late)} deals were entered late.",
        cycle=facts.calendar.quarters[RESTATED].name,
        objective="",
        campaigns=[],
        money=round((amounts + late) / 100, 2),
        figures={
            "won_revenue_as_reported": round((now - amounts - late) / 100, 2),
            "won_revenue_as_restated": round(now / 100, 2),
            "changed_amounts": round(amounts / 100, 2),
            "late_deals": round(late / 100, 2),
        },
    )


def _of(facts: Facts, story: str) -> list[Campaign]:
    return [campaign for campaign in facts.campaigns if campaign.story == story]


def _ids(campaigns: Iterable[Campaign]) -> list[str]:
    return [campaign.external_id for campaign in campaigns]


def _spend(facts: Facts) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """By campaign in the current quarter, units of currency."""
    first, last = facts.calendar.known(CURRENT)
    return np.asarray(facts.money.spend[:, first:last].sum(axis=1) / 100)


def _declared_money(facts: Facts) -> dict[str, float]:
    """Money of the current quarter by the business objective that its links serve."""
    spent, found = _spend(facts), dict.fromkeys([plan.key for plan in PLANS], 0.0)
    for campaign in facts.campaigns:
        for key, share in declared_shares(campaign, CURRENT).items():
            serves = "growth" if key == "marketplace" else key
            found[serves] += share * float(spent[campaign.number])
    return found


def _last_year(facts: Facts) -> tuple[int, int]:
    return facts.calendar.span(CURRENT - 3)[0], facts.calendar.now


def _money(amounts: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    return round(float(amounts.sum()), 2)


def _ratio(part: float, whole: float) -> float:
    return round(part / whole, 4) if whole else 0.0
