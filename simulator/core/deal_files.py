"""The deal files of a world of companies: opportunities, their history, roles, and what sales did."""

from __future__ import annotations

import numpy as np

from simulator.core.deals import STAGES, Deals, roles_of
from simulator.core.draws import Integers
from simulator.core.people_files import person_ids
from simulator.core.plan_files import CURRENCY, campaign_id
from simulator.core.play import Played
from simulator.core.records import Touches, channel_names, when
from simulator.core.tables import Table, days, ids, instants, money

_ROLES = ("Decision maker", "Influencer", "User")
_KINDS = ("Mail", "Call", "Meeting")


def opportunities(played: Played, deals: Deals, touches: Touches) -> Table:
    end = deals.created + deals.cycle
    names = ids("D", np.arange(len(deals)))
    return Table(
        "opportunities.csv",
        {
            "external_id": names,
            "name": [f"Deal {name[1:]}" for name in names],
            "account_key": ids("A", deals.unit),
            "stage": _stages_now(played, deals),
            "outcome": [_outcome(*pair) for pair in zip(deals.closed.tolist(), deals.won.tolist(), strict=True)],
            "kind": np.where(deals.repeated, "expansion", "new").tolist(),
            "amount": money(deals.cents),
            "currency": [CURRENCY] * len(deals),
            "created_at": instants(when(deals.created)),
            "closes_on": days(when(end)),
            "source_field": np.where(deals.last_touch >= 0, "Marketing", "Sales").tolist(),
            "primary_campaign": _primary_campaigns(played, deals, touches),
        },
    )


def history(played: Played, deals: Deals) -> Table:
    """Every stage entry inside the simulated time, the end included, deal by deal."""
    steps = np.column_stack([deals.steps, np.ones(len(deals))])
    entered = deals.created[:, None] + np.rint(steps * deals.cycle[:, None]).astype(np.int64)
    deal, step = np.nonzero(entered < played.world.days * 86_400)
    ends = np.where(deals.won, "Closed won", "Closed lost")
    stage = [str(ends[d]) if s == len(STAGES) else STAGES[s] for d, s in zip(deal.tolist(), step.tolist(), strict=True)]
    return Table(
        "opportunity_history.csv",
        {
            "external_id": ids("H", np.arange(len(deal))),
            "opportunity_key": ids("D", deal),
            "stage": stage,
            "entered_at": instants(when(entered[deal, step])),
            "amount": money(deals.cents[deal]),
        },
    )


def contact_roles(played: Played, deals: Deals) -> Table:
    deal, number = roles_of(played, deals)
    return Table(
        "contact_roles.csv",
        {
            "external_id": ids("R", np.arange(len(deal))),
            "opportunity_key": ids("D", deal),
            "contact_key": _contacts(played, deals.unit[deal], number),
            "role": [_ROLES[place] for place in number.tolist()],
            "is_primary": ["true" if place == 0 else "false" for place in number.tolist()],
        },
    )


def orders(played: Played, deals: Deals) -> Table:
    won = np.flatnonzero(deals.won)
    return Table(
        "orders.csv",
        {
            "external_id": ids("O", won),
            "account_key": ids("A", deals.unit[won]),
            "ordered_at": instants(when((deals.created + deals.cycle)[won])),
            "amount": money(deals.cents[won]),
            "currency": [CURRENCY] * len(won),
            "business": np.where(deals.repeated[won], "existing", "new").tolist(),
        },
    )


def sales_activities(played: Played, deals: Deals) -> Table:
    """Three activities per deal with its first contact: around its creation and along its cycle."""
    deal = np.repeat(np.arange(len(deals)), 3)
    place = np.tile(np.arange(3), len(deals))
    offset = np.where(place == 0, -20 * 3_600, place / 4 * deals.cycle[deal]).astype(np.int64)
    seconds = deals.created[deal] + offset
    kept = (seconds >= 0) & (seconds < played.world.days * 86_400)
    deal, place, seconds = deal[kept], place[kept], seconds[kept]
    return Table(
        "sales_activities.csv",
        {
            "external_id": ids("S", np.arange(len(deal))),
            "contact_key": _contacts(played, deals.unit[deal], np.zeros_like(deal)),
            "account_key": ids("A", deals.unit[deal]),
            "opportunity_key": ids("D", deal),
            "occurred_at": instants(when(seconds)),
            "kind": [_KINDS[number] for number in place.tolist()],
        },
    )


def _contacts(played: Played, unit: Integers, number: Integers) -> list[str]:
    return person_ids(played, unit, number, np.zeros(len(unit), dtype=np.bool_))


def _outcome(closed: bool, won: bool) -> str:
    return "open" if not closed else "won" if won else "lost"


def _stages_now(played: Played, deals: Deals) -> list[str]:
    passed = (played.world.days * 86_400 - deals.created) / deals.cycle
    reached = (deals.steps <= passed[:, None]).sum(axis=1) - 1
    ends = np.where(deals.won, "Closed won", "Closed lost")
    now = np.where(deals.closed, ends, np.array(STAGES)[np.maximum(reached, 0)])
    return [str(stage) for stage in now.tolist()]


def _primary_campaigns(played: Played, deals: Deals, touches: Touches) -> list[str]:
    names = channel_names(played)
    direct = len(names) - 1
    campaigns = []
    for row in deals.last_touch.tolist():
        channel = int(touches.channel[row]) if row >= 0 else direct
        campaigns.append("" if channel == direct else campaign_id(names[channel], int(touches.campaign[row])))
    return campaigns
