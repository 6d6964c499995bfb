"""One demonstration company for all tests, read back from its bytes."""

import csv
from datetime import date
from functools import cache
from io import StringIO

from simulator.company.facts import Facts, facts
from simulator.company.files import contents
from simulator.company.size import Size

TODAY = date(2026, 11, 22)
TINY = Size(
    accounts=600,
    contacts=3_000,
    old_customers=120,
    buyers=330,
    opportunities=900,
    new_business=470,
    touches=25_000,
    quarter_budget=160_000,
)
"""Large enough for every planted story, and no larger."""


@cache
def told() -> Facts:
    return facts(TODAY, seed=1)


@cache
def written() -> dict[str, bytes]:
    return {name: content for name, _, content in contents(told())}


@cache
def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(written()[name].decode())))


def column(name: str, heading: str) -> list[str]:
    return [row[heading] for row in rows(name)]
