"""Channels differ in what the customers they met first are worth, as the truth file says."""

import json
from collections import defaultdict
from decimal import Decimal
from statistics import fmean

from scipy.stats import spearmanr

from tests.simulator.company import rows, written

ENOUGH = 30
"""Customers of a channel below which its mean is mostly chance."""


def first_channels() -> dict[str, str]:
    """By company: the channel of the first touch of anybody there."""
    home = {row["external_id"]: row["account_key"] for row in rows("contacts.csv")}
    found: dict[str, str] = {}
    for row in sorted(rows("touchpoints.csv"), key=lambda row: row["occurred_at"]):
        found.setdefault(home[row["contact_key"]], row["channel"])
    return found


def test_orders_are_worth_what_the_truth_says_of_the_channel_that_came_first():
    truth, channels = json.loads(written()["stories.json"])["worth_by_first_channel"], first_channels()
    paid: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows("orders.csv"):
        paid[row["account_key"]] += Decimal(row["amount"])
    by_channel: dict[str, list[float]] = defaultdict(list)
    for company, amount in paid.items():
        by_channel[channels.get(company, "Direct")].append(float(amount))

    told = {name: fmean(amounts) for name, amounts in by_channel.items() if len(amounts) >= ENOUGH and name in truth}

    assert len(told) >= 6
    assert spearmanr([truth[name] for name in told], list(told.values())).statistic > 0.7
