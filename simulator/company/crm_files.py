"""The CRM's side: companies, people, touches, orders, and what sales did."""

from __future__ import annotations

import numpy as np

from simulator.company import assets, blueprint, market
from simulator.company.deals import RENEWAL
from simulator.company.facts import Facts
from simulator.company.ids import ACCOUNT, CONTACT, DEAL, crm_ids
from simulator.company.stages import STAGES, created_seconds, decided_seconds
from simulator.company.touches import DIRECT
from simulator.core.draws import Floats, Integers
from simulator.core.tables import Table, days, ids, instants, money

ADD_ONS = 5_000


def accounts(facts: Facts) -> Table:
    world = facts.market
    names = market.account_names(world)
    return Table(
        "accounts.csv",
        {
            "external_id": crm_ids(ACCOUNT, np.arange(len(names))),
            "name": names,
            "domain": market.domains(names),
            "segment": [blueprint.SEGMENTS[number] for number in world.segment.tolist()],
            "region": [blueprint.REGIONS[number] for number in world.region.tolist()],
            "product": [blueprint.PRODUCTS[number] for number in world.product.tolist()],
            "business_unit": ["Key accounts" if size > 12 else "Core" for size in world.size.tolist()],
        },
    )


def contacts(facts: Facts) -> Table:
    world = facts.market
    number = np.arange(len(world.account))
    names = market.people_names(number, facts.draws)
    domains = market.domains(market.account_names(world))
    people = zip(names, number.tolist(), world.account.tolist(), strict=True)
    created = _first_seen(facts)
    return Table(
        "contacts.csv",
        {
            "external_id": crm_ids(CONTACT, number),
            "account_key": crm_ids(ACCOUNT, world.account),
            "name": names,
            "email": [f"{name.lower().replace(' ', '.')}.{place}@{domains[home]}" for name, place, home in people],
            "created_on": created,
            **{f"{stage}_at": _written(facts, getattr(facts.stages, stage)) for stage in STAGES},
            "lead_source": np.where(np.isnan(facts.stages.lead), "", "Marketing").tolist(),
        },
    )


def touchpoints(facts: Facts) -> Table:
    seen = facts.touches
    plan = facts.campaigns
    ids_of = {campaign.number: campaign.external_id for campaign in plan} | {DIRECT: ""}
    channel_of = {campaign.number: campaign.medium.name for campaign in plan} | {DIRECT: "Direct"}
    kind_of = {campaign.number: _KINDS.get(campaign.medium.name, "visit") for campaign in plan} | {DIRECT: "visit"}
    numbers, sent, tags = seen.campaign.tolist(), seen.referred.tolist(), _tags(facts)
    return Table(
        "touchpoints.csv",
        {
            "external_id": ids("T", np.arange(len(seen)), width=7),
            "contact_key": crm_ids(CONTACT, seen.contact),
            "occurred_at": instants(facts.when(seen.seconds)),
            "channel": [
                _TAGS[tag] if tag else "Referral" if by else channel_of[number]
                for number, by, tag in zip(numbers, sent, tags, strict=True)
            ],
            "campaign_key": [ids_of[number] for number in numbers],
            "utm_campaign": tags,
            "asset_key": assets.of_touches(facts),
            "kind": [kind_of[number] for number in numbers],
        },
    )


def orders(facts: Facts) -> Table:
    """Contracts on the day they are signed, small add-ons by customers, and a few refunds of these."""
    sold, draws = facts.deals, facts.draws
    won = np.flatnonzero(sold.won)
    signed = decided_seconds(sold, draws)[won]
    number = np.arange(ADD_ONS)
    deal = won[draws.integer("order/deal", len(won), number)]
    later = sold.decided[deal] + 1 + draws.exponential("order/wait", number, mean=120).astype(np.int64)
    cents = np.rint(draws.lognormal("order/amount", number, median=420, sigma=0.7)).astype(np.int64) * 100
    cents = np.where(draws.uniform("order/refund", number) < 0.01, -cents, cents)
    kept = later < facts.calendar.now
    seconds = np.concatenate([signed, later[kept] * 86_400 + 12 * 3_600])
    account = np.concatenate([sold.account[won], sold.account[deal[kept]]])
    amount = np.concatenate([sold.cents[won], cents[kept]])
    fresh = np.concatenate([sold.kind[won] == 0, np.zeros(int(kept.sum()), dtype=bool)])
    order = np.lexsort((account, seconds))
    return _order_table(facts, seconds[order], account[order], amount[order], fresh[order])


def sales_activities(facts: Facts) -> Table:
    """The first answer to every accepted contact, and three steps of work on every deal that is new business."""
    sold, world = facts.deals, facts.market
    called = np.flatnonzero(np.isfinite(facts.stages.sal))
    worked = np.repeat(np.flatnonzero(sold.kind != RENEWAL), 3)
    place = np.arange(len(worked)) % 3
    start = created_seconds(sold, facts.draws)[worked]
    way = np.minimum(sold.decided[worked], facts.calendar.now - 1) * 86_400 - start
    seconds = np.concatenate([facts.stages.sal[called].astype(np.int64), start + (way * (place + 1) // 5)])
    contact = np.concatenate([called, world.first[sold.account[worked]]])
    deal = ["" for _ in called] + crm_ids(DEAL, worked)
    kind = np.array(["Call", "Mail", "Meeting"])[np.concatenate([np.zeros(len(called), dtype=np.int64), place])]
    return Table(
        "sales_activities.csv",
        {
            "external_id": ids("S", np.arange(len(seconds))),
            "contact_key": crm_ids(CONTACT, contact),
            "account_key": crm_ids(ACCOUNT, world.account[contact]),
            "opportunity_key": deal,
            "occurred_at": instants(facts.when(seconds)),
            "kind": kind.tolist(),
        },
    )


_TAGS = {
    "newsletter-archive-24": "E-mail",
    "li_autumn_teaser": "Paid social",
    "partner-blog-planning": "Partner",
    "expo_qr_badge": "Trade fairs",
}
"""Tags that somebody typed and no campaign is called by, with their channels."""
_KINDS = {
    "E-mail": "mail click",
    "Webinars": "attended",
    "Trade fairs": "stand visit",
    "Dinners": "guest",
    "Content": "download",
    "Direct mail": "reply",
}


def _tags(facts: Facts) -> list[str]:
    """What the link was tagged with, where no campaign goes by the name: one visit without a campaign in fourteen."""
    seen = facts.touches
    number = np.arange(len(seen))
    tagged = (seen.campaign == DIRECT) & ~seen.referred & (facts.draws.uniform("touch/tag", number) < 0.07)
    names = facts.draws.integer("touch/tag/name", len(_TAGS), number)
    known = tuple(_TAGS)
    return [known[name] if there else "" for name, there in zip(names.tolist(), tagged.tolist(), strict=True)]


def _order_table(facts: Facts, seconds: Integers, account: Integers, cents: Integers, fresh: Integers) -> Table:
    world = facts.market
    return Table(
        "orders.csv",
        {
            "external_id": ids("O", np.arange(len(seconds))),
            "account_key": crm_ids(ACCOUNT, account),
            "contact_key": crm_ids(CONTACT, world.first[account]),
            "ordered_at": instants(facts.when(seconds)),
            "amount": [f"{sign}{text}" for sign, text in zip(_signs(cents), money(np.abs(cents)), strict=True)],
            "currency": [blueprint.CURRENCY] * len(seconds),
            "is_refund": ["true" if amount < 0 else "false" for amount in cents.tolist()],
            "segment": [blueprint.SEGMENTS[number] for number in world.segment[account].tolist()],
            "region": [blueprint.REGIONS[number] for number in world.region[account].tolist()],
            "product": [blueprint.PRODUCTS[number] for number in world.product[account].tolist()],
            "business": ["new" if new else "existing" for new in fresh.tolist()],
        },
    )


def _first_seen(facts: Facts) -> list[str]:
    """Day of the first touch or of becoming a lead, whichever came first; empty where neither happened."""
    seconds = facts.stages.lead.copy()
    np.fmin.at(seconds, facts.touches.contact, facts.touches.seconds.astype(np.float64))
    known = np.isfinite(seconds)
    texts = days(facts.dates(np.floor(np.where(known, seconds, 0) / 86_400).astype(np.int64)))
    return [text if there else "" for text, there in zip(texts, known.tolist(), strict=True)]


def _signs(cents: Integers) -> list[str]:
    return ["-" if amount < 0 else "" for amount in cents.tolist()]


def _written(facts: Facts, seconds: Floats) -> list[str]:
    known = np.isfinite(seconds)
    texts = instants(facts.when(np.where(known, seconds, 0).astype(np.int64)))
    return [text if there else "" for text, there in zip(texts, known.tolist(), strict=True)]
