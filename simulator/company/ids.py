"""Ids in the CRM's form, the same in every file, so that all files find each other."""

from __future__ import annotations

from functools import cache

from simulator.core.draws import Integers

CAMPAIGN, ACCOUNT, CONTACT, DEAL, STAGE, ROLE = "701", "001", "003", "006", "008", "00K"
_GUARDS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


def crm_id(prefix: str, number: int) -> str:
    """18 characters of Salesforce's form: 15, and three that guard the case of five each."""
    return f"{prefix}BF{number:010d}{_guard(prefix)}"


def crm_ids(prefix: str, numbers: Integers) -> list[str]:
    known = _first(prefix, 1 + int(numbers.max(initial=0)))
    return [known[number] for number in numbers.tolist()]


@cache
def _first(prefix: str, count: int) -> list[str]:
    return [crm_id(prefix, number) for number in range(count)]


@cache
def _guard(prefix: str) -> str:
    """The same for all numbers, as digits have no case."""
    short = f"{prefix}BF{0:010d}"
    chunks = (short[start : start + 5] for start in (0, 5, 10))
    return "".join(_GUARDS[sum(1 << place for place, c in enumerate(chunk) if c.isupper())] for chunk in chunks)
