"""What was spent, by campaign, channel or theme, for any number of windows at once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

from organisation.core.calendar import Window
from organisation.core.money import shares_to_cents

NOTHING = Decimal("0.00")
GROUPS: Mapping[str, str] = {
    "campaign": "s.campaign_id",
    "campaign__channel": "c.channel_id",
    "campaign__theme": "c.theme_id",
}
# Entries of equal group lie together where they lie inside the window; one that crosses its edge stays alone.
SPENT = """
SELECT w.i - 1, {group}, s.enabling_reason <> '' AS is_enabling,
    CASE WHEN s.spent_on < w.starts_on OR s.spent_until > w.ends_on THEN s.id END AS crossing,
    sum(s.reported), count(*), count(*) - count(s.reported), min(s.spent_on), max(s.spent_until)
FROM unnest(%s::date[], %s::date[]) WITH ORDINALITY AS w(starts_on, ends_on, i)
JOIN campaigns_spendentry s ON s.spent_on < w.ends_on AND s.spent_until > w.starts_on
JOIN campaigns_campaign c ON c.id = s.campaign_id
GROUP BY w.i, {group}, is_enabling, crossing
"""


@dataclass(frozen=True, slots=True)
class CampaignSpend:
    """What one campaign cost in a window; `unknown` counts its entries whose amount is blank or has no rate."""

    campaign_id: int
    amount: Decimal
    unknown: int


@dataclass(frozen=True, slots=True)
class LedgerTotal:
    """The ledger of a window: working spend, enabling spend, and entries whose amount nobody knows."""

    working: Decimal
    enabling: Decimal
    unknown: int
    entries: int

    @property
    def spend(self) -> Decimal:
        return self.working + self.enabling


@dataclass(frozen=True, slots=True)
class Spent:
    """What one group cost in one window, as working or as enabling spend; `amount` None where none is known."""

    window: int
    group: int | None
    is_enabling: bool
    amount: Decimal | None
    entries: int
    unknown: int


def spent_in(windows: Sequence[Window], *, by: str = "campaign") -> list[Spent]:
    """Every group with entries, by the window's place; entries over an edge count by their days, to the cent."""
    with connection.cursor() as cursor:
        starts, ends = [window.starts_on for window in windows], [window.ends_on for window in windows]
        cursor.execute(SPENT.format(group=GROUPS[by]), [starts, ends])
        rows = cursor.fetchall()
    found: dict[tuple[int, int | None, bool], Spent] = {}
    for place, group, is_enabling, crossing, amount, entries, unknown, start, until in rows:
        key = (place, group, is_enabling)
        part = _part(amount, Window(start, until), windows[place]) if crossing else amount
        so_far = found.get(key) or Spent(*key, None, 0, 0)
        found[key] = Spent(*key, _added(so_far.amount, part), so_far.entries + entries, so_far.unknown + unknown)
    return list(found.values())


def ledger_total(window: Window) -> LedgerTotal:
    """Everything spent inside the window, entries over its edge by their days."""
    parts: dict[bool, Decimal] = defaultdict(lambda: NOTHING)
    rows = spent_in([window])
    for row in rows:
        parts[row.is_enabling] += row.amount or NOTHING
    entries, unknown = sum(row.entries for row in rows), sum(row.unknown for row in rows)
    return LedgerTotal(working=parts[False], enabling=parts[True], unknown=unknown, entries=entries)


def spend_by_campaign(window: Window) -> Mapping[int, CampaignSpend]:
    """Non-enabling spend by campaign, in the reporting currency; campaigns with no entry are absent."""
    return {
        campaign: CampaignSpend(campaign, amount, unknown)
        for campaign, (amount, unknown) in spend_by(window, "campaign").items()
        if campaign is not None
    }


def amount_by_campaign(window: Window) -> Mapping[int, Decimal]:
    """What is known of `spend_by_campaign`; campaigns of which nothing is known are absent."""
    return _known(window, is_enabling=False)


def enabling_by_campaign(window: Window) -> Mapping[int, Decimal]:
    """Enabling spend by campaign, in the reporting currency."""
    return _known(window, is_enabling=True)


def spend_by(window: Window, path: str) -> Mapping[int | None, tuple[Decimal, int]]:
    """Non-enabling spend and entries of unknown amount by a path such as `campaign__channel`; None names none."""
    rows = spent_in([window], by=path)
    return {row.group: (row.amount or NOTHING, row.unknown) for row in rows if not row.is_enabling}


def _known(window: Window, *, is_enabling: bool) -> dict[int, Decimal]:
    return {
        row.group: row.amount
        for row in spent_in([window])
        if row.is_enabling == is_enabling and row.group is not None and row.amount is not None
    }


def _part(amount: Decimal | None, entry: Window, window: Window) -> Decimal | None:
    """The part of a range's amount that falls inside the window, by days, to the cent."""
    if amount is None:
        return None
    before = max(0, (window.starts_on - entry.starts_on).days)
    after = max(0, (entry.ends_on - window.ends_on).days)
    return shares_to_cents(amount, [before, entry.days - before - after, after])[1]


def _added(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    known = [amount for amount in (one, other) if amount is not None]
    return sum(known, NOTHING) if known else None
