"""All files of a played world, in the order in which an importer takes them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

import numpy as np

from simulator.core import account_files, deal_files, people_files, plan_files
from simulator.core.deals import deals_of
from simulator.core.defects import spoil
from simulator.core.draws import Integers
from simulator.core.play import Played
from simulator.core.records import Touches, evening, recorded, served, when
from simulator.core.tables import Table, ids, instants, money
from simulator.core.truth import truth_of
from simulator.core.world import Market


def tables_of(played: Played) -> list[Table]:
    """Plain Sightline templates, and the two raw logs of the offline attribution command."""
    everything = served(played)
    touches = recorded(played, everything)
    plan = [plan_files.campaigns(played), plan_files.spend(played, everything)]
    if played.world.market is Market.PEOPLE:
        crm = [people_files.people(played), people_files.touchpoints(played, touches), people_files.orders(played)]
    else:
        crm = _account_tables(played, touches)
    if played.world.messy_crm:
        crm = spoil(crm, played.draws)
    return [*plan, *crm, people_files.touch_log(played, touches), conversion_log(played)]


def conversion_log(played: Played) -> Table:
    """One row per order, or per deal won, inside the simulated time."""
    happened = played.outcome.converted & played.worth.won
    rows = np.flatnonzero(happened)
    unit = played.conversions.unit[rows]
    seconds = _decided(played, rows)
    order = np.lexsort((unit, seconds))
    unit, seconds, cents = unit[order], seconds[order], played.worth.cents[rows][order]
    people = played.world.market is Market.PEOPLE
    return Table(
        "conversions.csv",
        {
            "conversion_id": ids("V", np.arange(len(unit))),
            "person_id": ids("P" if people else "A", unit),
            "converted_at": instants(when(seconds)),
            "value": money(cents),
        },
    )


def truth_json(played: Played, *, seed: int) -> str:
    """The truth as a document; amounts rounded to six decimals, channels with what they cost and what was recorded."""
    everything = served(played)
    kept = np.bincount(recorded(played, everything).channel, minlength=len(played.world.channels) + 1)
    document = {
        "world": played.world.name,
        "sentence": played.world.sentence,
        "seed": seed,
        "market": played.world.market.value,
        "units": played.world.units,
        "days": played.world.days,
        "currency": plan_files.CURRENCY,
        "channels": _channel_facts(played, everything, kept),
        "milestones": [asdict(truth) for truth in truth_of(played)],
    }
    return json.dumps(_rounded(document), indent=1, ensure_ascii=False) + "\n"


def _account_tables(played: Played, touches: Touches) -> list[Table]:
    deals = deals_of(played, touches)
    return [
        account_files.accounts(played),
        account_files.contacts(played, touches, deals),
        deal_files.opportunities(played, deals, touches),
        deal_files.history(played, deals),
        deal_files.contact_roles(played, deals),
        people_files.touchpoints(played, touches),
        deal_files.orders(played, deals),
        deal_files.sales_activities(played, deals),
    ]


def _decided(played: Played, rows: Integers) -> Integers:
    unit, day = played.conversions.unit[rows], played.conversions.day[rows]
    waiting = (played.worth.decided[rows] - day) * 86_400
    return np.asarray(evening(played, unit, day) + np.where(waiting > 0, waiting - 3_600, 0))


def _channel_facts(played: Played, touches: Touches, kept: Integers) -> Sequence[object]:
    spent = plan_files.spend_by_channel(played, touches)
    return [
        {
            "channel": channel.name,
            "touches": int(played.outcome.touches[played.variants.as_is, number]),
            "recorded": int(kept[number]),
            "spend": spent[number],
            "works": channel.effect > 0 or (channel.brand > 0 and played.world.brand_effect > 0),
        }
        for number, channel in enumerate(played.world.channels)
    ]


def _rounded(node: object) -> object:
    match node:
        case float():
            return round(node, 6) + 0.0
        case dict():
            return {key: _rounded(value) for key, value in node.items()}
        case list() | tuple():
            return [_rounded(value) for value in node]
        case _:
            return node
