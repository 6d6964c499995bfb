"""Companies and the people who work there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.company import blueprint
from simulator.company.size import Size
from simulator.core.draws import Draws, Floats, Integers

OLD_CONTACTS = 0.12
"""Share of an account's further contacts that was known before the first quarter."""
_STEMS = (
    "Alder", "Bexley", "Corvane", "Dunmore", "Elstow", "Farrow", "Glenmoor", "Hartsel", "Ivorly", "Juniper",
    "Kestrane", "Larkwell", "Merrow", "Norvane", "Oakhurst", "Pellin", "Quenby", "Rookwood", "Selwyn", "Tarnbeck",
    "Ulvesand", "Varley", "Westrow", "Yarrow", "Zephton", "Ashmead", "Brindlow", "Carrick",
)  # fmt: skip
_TAILS = {
    "Healthcare": ("Clinics", "Care Group", "Hospital Trust", "Medical"),
    "Manufacturing": ("Works", "Castings", "Machinery", "Plastics"),
    "Retail": ("Stores", "Markets", "Outfitters", "Foods"),
    "Public sector": ("County Council", "Water Board", "Transit", "Schools"),
}
_FIRST = (
    "Aldis", "Brisa", "Corwen", "Dalia", "Emrik", "Fenna", "Garan", "Halla", "Idris", "Jorun", "Kasper", "Linnea",
    "Maro", "Nilsa", "Orin", "Petra", "Quill", "Runa", "Soren", "Tilda", "Ulrik", "Vesna", "Wren", "Xanthe",
    "Ysolde", "Zorin",
)  # fmt: skip
_LAST = (
    "Ash", "Bram", "Cold", "Dun", "East", "Fern", "Gold", "Hol", "Iron", "Kings", "Lang", "Mill", "North", "Oak",
    "Pen", "Red", "Stone", "Thorn", "Under", "West",
)  # fmt: skip
_ENDS = ("bury", "combe", "dale", "field", "ford", "gate", "ley", "more", "stead", "wick")


@dataclass(frozen=True, slots=True)
class Market:
    """Accounts by number; the contacts of account a are first[a] .. first[a] + size[a] - 1."""

    scale: Size
    segment: Integers
    region: Integers
    product: Integers
    size: Integers
    first: Integers
    account: Integers
    """Account of each contact."""
    budget: Floats
    """Deal size of an account relative to others."""


def market(draws: Draws, scale: Size) -> Market:
    accounts = np.arange(scale.accounts)
    weight = draws.lognormal("market/contacts", accounts, sigma=0.7)
    size = 1 + np.floor(weight / weight.sum() * (scale.contacts - scale.accounts)).astype(np.int64)
    size[: scale.contacts - int(size.sum())] += 1
    segment = draws.choice("market/segment", blueprint.SEGMENT_WEIGHTS, accounts)
    return Market(
        scale=scale,
        segment=segment,
        region=draws.choice("market/region", blueprint.REGION_WEIGHTS, accounts),
        product=draws.choice("market/product", blueprint.PRODUCT_WEIGHTS, accounts),
        size=size,
        first=np.cumsum(size) - size,
        account=np.repeat(accounts, size),
        budget=np.array(blueprint.DEAL_SIZES)[segment] * draws.lognormal("market/budget", accounts, sigma=0.35),
    )


def account_names(world: Market) -> list[str]:
    """Unique by their number: stem, place and trade repeat only after all pairs are used."""
    names = []
    for number, segment in enumerate(world.segment.tolist()):
        tails = _TAILS[blueprint.SEGMENTS[segment]]
        stem, end = _STEMS[number % len(_STEMS)], _ENDS[number // len(_STEMS) % len(_ENDS)]
        names.append(f"{stem}{end} {tails[number // 280 % len(tails)]} {number // 280 + 1}")
    return names


def domains(names: list[str]) -> list[str]:
    return [f"{name.lower().replace(' ', '-')}.example.com" for name in names]


def people_names(contacts: Integers, draws: Draws) -> list[str]:
    """Invented first and last names; they repeat, as names do."""
    parts = [
        draws.integer(f"market/name/{place}", len(words), contacts).tolist()
        for place, words in enumerate((_FIRST, _LAST, _ENDS))
    ]
    return [f"{_FIRST[a]} {_LAST[b]}{_ENDS[c]}" for a, b, c in zip(*parts, strict=True)]


def somebody(
    world: Market, accounts: Integers, elapsed: Floats, draws: Draws, stream: str, *, lean: Floats
) -> Integers:
    """A contact of each account; the first ones come up most, the last become known only as time passes.

    `elapsed` is the share of the two years that lies behind each draw; the further `lean` is above 1, the more draws
    fall on the first.
    """
    share: NDArray[np.float64] = draws.uniform(stream, accounts, np.arange(len(accounts))) ** lean
    return np.asarray(world.first[accounts] + np.floor(share * known(world, accounts, elapsed, draws)).astype(np.int64))


def known(world: Market, accounts: Integers, elapsed: Floats, draws: Draws) -> Integers:
    """How many contacts of each account are known by then, one at least; companies take them on at days of their own.

    Before the first quarter there are as many as at its start.
    """
    share = OLD_CONTACTS + (1 - OLD_CONTACTS) * np.clip(elapsed, 0.0, 1.0)
    further = np.floor((world.size[accounts] - 1) * share + draws.uniform("market/known", accounts))
    return np.minimum(1 + further.astype(np.int64), world.size[accounts])
