"""Deals in the form of a Salesforce Data Loader export, today and as they stood when the restated quarter closed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.company import blueprint
from simulator.company.deals import EXPANSION, KINDS, NEW, STAGES
from simulator.company.facts import Facts
from simulator.company.ids import ACCOUNT, CONTACT, DEAL, ROLE, STAGE, crm_ids
from simulator.company.stages import created_seconds, decided_seconds, roles
from simulator.company.touches import DIRECT
from simulator.core.draws import Integers
from simulator.core.tables import Table, days, money

RESTATED = 5
"""Number of the quarter that was restated after its close."""
_OVERSTATED, _LATE = 24, 6
_PROBABILITY = {"Discovery": 20, "Proposal": 45, "Negotiation": 70, "Closed Won": 100, "Closed Lost": 0}
_TYPES = ("New Business", "Expansion", "Renewal")


@dataclass(frozen=True, slots=True)
class Restatement:
    """Deals won in the restated quarter that its first report had wrong."""

    overstated: Integers
    late: Integers
    reported_cents: Integers
    """Amounts of all deals as first reported."""


def restatement(facts: Facts) -> Restatement:
    """24 amounts were an eighth too high, six deals were entered only after the close; fewer where fewer were won."""
    first, last = facts.calendar.span(RESTATED)
    sold = facts.deals
    rows = np.flatnonzero(sold.won & (sold.decided >= first) & (sold.decided < last) & (sold.kind == NEW))
    shuffled = rows[np.argsort(facts.draws.uniform("restated", rows))]
    wrong, late = min(_OVERSTATED, len(rows) // 3), min(_LATE, len(rows) // 6)
    overstated = np.sort(shuffled[:wrong])
    cents = sold.cents.copy()
    cents[overstated] = cents[overstated] * 9 // 8
    return Restatement(overstated, np.sort(shuffled[wrong : wrong + late]), cents)


def opportunities(facts: Facts) -> Table:
    everything = np.ones(len(facts.deals), dtype=np.bool_)
    return _export(facts, "salesforce_opportunity.csv", everything, facts.deals.cents, facts.calendar.now)


def as_first_reported(facts: Facts) -> Table:
    """The export of the day after the restated quarter ended."""
    report = restatement(facts)
    end = facts.calendar.span(RESTATED)[1]
    rows = facts.deals.created < end
    rows[report.late] = False
    return _export(facts, "salesforce_opportunity_as_closed.csv", rows, report.reported_cents, end)


def history(facts: Facts) -> Table:
    """One row per stage entered before today."""
    sold = facts.deals
    start = created_seconds(sold, facts.draws)[:, None]
    end = decided_seconds(sold, facts.draws)[:, None]
    steps = np.column_stack([sold.steps, np.ones(len(sold))])
    entered = start + np.rint(steps * (end - start)).astype(np.int64)
    deal, step = np.nonzero((entered < facts.calendar.now * 86_400) & (sold.closed[:, None] | (steps < 1)))
    names = (*STAGES, "")
    stage = [
        names[place] or ("Closed Won" if won else "Closed Lost")
        for place, won in zip(step.tolist(), sold.won[deal].tolist(), strict=True)
    ]
    return Table(
        "salesforce_opportunity_history.csv",
        {
            "Id": crm_ids(STAGE, np.arange(len(deal))),
            "OpportunityId": crm_ids(DEAL, deal),
            "StageName": stage,
            "Amount": money(sold.cents[deal]),
            "Probability": [_PROBABILITY[name] for name in stage],
            "CreatedDate": _stamps(facts, entered[deal, step]),
        },
    )


def contact_roles(facts: Facts) -> Table:
    deal, contact, place = roles(facts.market, facts.deals, facts.calendar.now * 86_400, facts.draws)
    names = ("Decision Maker", "Influencer", "Evaluator")
    return Table(
        "salesforce_opportunity_contact_role.csv",
        {
            "Id": crm_ids(ROLE, np.arange(len(deal))),
            "OpportunityId": crm_ids(DEAL, deal),
            "ContactId": crm_ids(CONTACT, contact),
            "Role": [names[number] for number in place.tolist()],
            "IsPrimary": ["true" if number == 0 else "false" for number in place.tolist()],
        },
    )


def _export(facts: Facts, name: str, rows: NDArray[np.bool_], cents: Integers, end: int) -> Table:
    """Deals as they stood before day `end`."""
    sold, world = facts.deals, facts.market
    kept = np.flatnonzero(rows)
    closed, account = sold.decided[kept] < end, sold.account[kept]
    won = sold.won[kept] & closed
    stage = _stages(facts, kept, closed, won, end)
    campaign = _primary_campaigns(facts)[kept].tolist()
    return Table(
        name,
        {
            "Id": crm_ids(DEAL, kept),
            "IsDeleted": ["false"] * len(kept),
            "AccountId": crm_ids(ACCOUNT, account),
            "Name": [f"{KINDS[k].capitalize()} {n:05d}" for k, n in zip(sold.kind[kept].tolist(), kept, strict=True)],
            "StageName": stage,
            "Amount": money(cents[kept]),
            "Probability": [_PROBABILITY[step] for step in stage],
            "CloseDate": days(facts.dates(_close_days(facts, kept, closed))),
            "Type": [_TYPES[number] for number in sold.kind[kept].tolist()],
            "LeadSource": ["Marketing" if number != DIRECT else "Sales" for number in campaign],
            "IsClosed": ["true" if done else "false" for done in closed.tolist()],
            "IsWon": ["true" if done else "false" for done in won.tolist()],
            "CampaignId": ["" if number == DIRECT else facts.campaigns[number].external_id for number in campaign],
            "CreatedDate": _stamps(facts, created_seconds(sold, facts.draws)[kept]),
            "CurrencyIsoCode": [blueprint.CURRENCY] * len(kept),
            "Segment__c": [blueprint.SEGMENTS[number] for number in world.segment[account].tolist()],
            "Region__c": [blueprint.REGIONS[number] for number in world.region[account].tolist()],
            "Product__c": [blueprint.PRODUCTS[number] for number in world.product[account].tolist()],
            "Business__c": ["new" if number == NEW else "existing" for number in sold.kind[kept].tolist()],
        },
    )


def _stages(facts: Facts, kept: Integers, closed: NDArray[np.bool_], won: NDArray[np.bool_], end: int) -> list[str]:
    sold = facts.deals
    way = np.maximum(sold.decided[kept] - sold.created[kept], 1)
    passed = np.clip((end - sold.created[kept]) / way, 0, 1)
    reached = (sold.steps[kept] <= passed[:, None]).sum(axis=1) - 1
    stage = np.where(closed, np.where(won, "Closed Won", "Closed Lost"), np.array(STAGES)[np.maximum(reached, 0)])
    return [str(name) for name in stage.tolist()]


def _close_days(facts: Facts, kept: Integers, closed: NDArray[np.bool_]) -> Integers:
    """One open deal in six still shows a date that has passed."""
    overdue = ~closed & (facts.draws.uniform("deal/overdue", kept) < 1 / 6)
    return np.where(overdue, facts.deals.created[kept] + 20, facts.deals.decided[kept])


def _primary_campaigns(facts: Facts) -> Integers:
    """Campaign of the account's last touch in the 90 days before the deal; expansions and renewals count alike."""
    seen, sold = facts.touches, facts.deals
    span = np.int64(2**32)
    account = facts.market.account[seen.contact]
    order = np.lexsort((seen.seconds, account))
    keys = (account * span + seen.seconds)[order]
    created = created_seconds(sold, facts.draws)
    before = np.searchsorted(keys, sold.account * span + created, side="right") - 1
    row = order[np.maximum(before, 0)]
    fits = (before >= 0) & (account[row] == sold.account) & (created - seen.seconds[row] <= 90 * 86_400)
    kept = fits & (facts.draws.uniform("deal/source", np.arange(len(sold))) < 0.8)
    return np.where(kept & (sold.kind <= EXPANSION), seen.campaign[row], DIRECT)


def _stamps(facts: Facts, seconds: Integers) -> list[str]:
    texts = np.datetime_as_string(facts.when(seconds).astype("datetime64[s]")).tolist()
    return [f"{text}.000+0000" for text in texts]
