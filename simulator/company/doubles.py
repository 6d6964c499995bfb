"""The same people and companies once more, as other tools know them."""

from __future__ import annotations

import numpy as np

from simulator.company import blueprint, market
from simulator.company.facts import Facts
from simulator.core.draws import Integers
from simulator.core.tables import Table, days, ids

PARTNERS = "brambleforge-partners"
"""The portal of partners is a source of its own: two records of one source with one domain stay apart."""
GUESTS_PER_CONTACT, PORTAL_PER_ACCOUNT = 0.006, 0.008


def webinar_guests(facts: Facts) -> Table:
    """People who registered with the webinar tool under the address that the CRM has, and their names as they typed
    them."""
    world = facts.market
    number = _some(facts, "doubles/guests", len(world.account), GUESTS_PER_CONTACT)
    names = market.people_names(number, facts.draws)
    domains = market.domains(market.account_names(world))
    people = list(zip(names, number.tolist(), world.account[number].tolist(), strict=True))
    seen = facts.draws.integer("doubles/day", facts.calendar.now, number)
    return Table(
        "webinar_guests.csv",
        {
            "external_id": ids("WEB-", number),
            "name": [f"{name[0]}. {name.split()[-1]}" if place % 3 == 0 else name for name, place, _ in people],
            "email": [f"{name}.{place}@{domains[home]}".replace(" ", ".").upper() for name, place, home in people],
            "created_on": days(facts.dates(seen)),
            "lead_source": ["Webinar"] * len(people),
        },
    )


def portal_accounts(facts: Facts) -> Table:
    """Companies that partners registered, by the domain that the CRM has."""
    names = market.account_names(facts.market)
    number = _some(facts, "doubles/portal", len(names), PORTAL_PER_ACCOUNT)
    domains, segment = market.domains(names), facts.market.segment[number].tolist()
    return Table(
        "portal_accounts.csv",
        {
            "external_id": ids("P-", number),
            "name": [f"{names[place].rsplit(' ', 1)[0]} (partner)" for place in number.tolist()],
            "domain": [f"https://{domains[place]}/" for place in number.tolist()],
            "segment": [blueprint.SEGMENTS[place] for place in segment],
        },
    )


def _some(facts: Facts, stream: str, count: int, share: float) -> Integers:
    rows = np.arange(count)
    return np.asarray(rows[facts.draws.uniform(stream, rows) < share])
