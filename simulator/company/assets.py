"""Content pieces, webinars, events and mails under their campaigns, and which of them each touch was with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.company.facts import Facts
from simulator.company.touches import DIRECT
from simulator.core.tables import Table

_KINDS = {
    "Content": ("content", ("Guide", "Checklist", "Calculator", "Case story")),
    "Webinars": ("webinar", ("Live session", "Recording")),
    "Trade fairs": ("event", ("Stand", "Talk")),
    "Dinners": ("event", ("Evening",)),
    "E-mail": ("mail", ("Invitation", "Newsletter", "Reminder")),
}


@dataclass(frozen=True, slots=True)
class Asset:
    external_id: str
    campaign_key: str
    name: str
    kind: str


def assets(facts: Facts) -> Table:
    every = [asset for under in _by_campaign(facts).values() for asset in under]
    columns = {name: [getattr(asset, name) for asset in every] for name in Asset.__slots__}
    return Table("assets.csv", columns)


def of_touches(facts: Facts) -> list[str]:
    """Id of the asset of each touch; empty where its campaign has none."""
    under = {number: [asset.external_id for asset in known] for number, known in _by_campaign(facts).items()}
    pull = facts.draws.uniform("touch/asset", np.arange(len(facts.touches))).tolist()
    names = []
    for number, share in zip(facts.touches.campaign.tolist(), pull, strict=True):
        known = under.get(number) if number != DIRECT else None
        names.append(known[int(share**1.5 * len(known))] if known else "")
    return names


def _by_campaign(facts: Facts) -> dict[int, list[Asset]]:
    found: dict[int, list[Asset]] = {}
    for campaign in facts.campaigns:
        kind, words = _KINDS.get(campaign.medium.name, ("", ()))
        topic = campaign.name.partition(": ")[2]
        found[campaign.number] = [
            Asset(f"AS{campaign.number:03d}{place}", campaign.external_id, f"{word}: {topic}", kind)
            for place, word in enumerate(words)
        ]
    return found
