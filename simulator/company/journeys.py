"""First, last and linear touch on pipeline by account, the plain way: the yardstick of the planted stories."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.company.facts import Facts
from simulator.company.stages import created_seconds
from simulator.company.touches import DIRECT
from simulator.core.draws import Floats, Integers

LOOKBACK = 365 * 86_400


@dataclass(frozen=True, slots=True)
class Credit:
    """Pipeline by campaign in units of currency; visits without a campaign are left out."""

    first: Floats
    last: Floats
    linear: Floats


def touch_credit(facts: Facts, kind: int, first: int, last: int) -> Credit:
    """Credit for opportunities of one kind created on days `first` up to `last`, look-back 365 days."""
    seen, sold = facts.touches, facts.deals
    deals = np.flatnonzero((sold.kind == kind) & (sold.created >= first) & (sold.created < last))
    account = facts.market.account[seen.contact]
    order = np.lexsort((seen.seconds, account))
    span = np.int64(2**32)
    keys = (account * span + seen.seconds)[order]
    created = created_seconds(sold, facts.draws)[deals]
    floor = sold.account[deals] * span
    start = np.searchsorted(keys, floor + np.maximum(created - LOOKBACK, 0))
    end = np.searchsorted(keys, floor + created, side="right")
    amount, length = sold.cents[deals] / 100, end - start
    known = length > 0
    rows = np.repeat(start, length) + np.arange(length.sum()) - np.repeat(np.cumsum(length) - length, length)
    campaign = seen.campaign[order]
    return Credit(
        first=_summed(facts, campaign[start[known]], amount[known]),
        last=_summed(facts, campaign[end[known] - 1], amount[known]),
        linear=_summed(facts, campaign[rows], np.repeat(amount / np.maximum(length, 1), length)),
    )


def _summed(facts: Facts, campaign: Integers, amount: Floats) -> Floats:
    named = campaign != DIRECT
    sums = np.bincount(campaign[named], weights=amount[named], minlength=len(facts.campaigns))
    return sums.astype(np.float64)
