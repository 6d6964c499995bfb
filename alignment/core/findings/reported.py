"""Findings about what was reported and is no longer so."""

from collections.abc import Iterator
from decimal import Decimal

from alignment.core.findings.words import Found, Kind, Row
from alignment.core.situation import RestatedFacts, Situation

MATERIAL = Decimal("0.005")  # of what was reported


def restated(now: Situation) -> Iterator[Found]:
    """Cycles whose won revenue is not what it was when they were reported; less than half a per cent is let be."""
    for row in now.restated:
        change = row.now - row.reported
        if abs(change) <= MATERIAL * abs(row.reported):
            continue
        yield Found(
            Kind.RESTATED,
            f"Tell who read {row.name}: its won revenue was restated {'up' if change > 0 else 'down'}",
            f"{_deals(row.deals_reported)} were won when it was reported on {row.reported_on:%-d %B %Y}, "
            f"{_deals(row.deals_now)} are won in it now. Deals came in late, or their amounts changed since.",
            about=row.key,
            rows=(
                Row(row.key, row.name, f"as reported on {row.reported_on:%-d %b %Y}", row.reported),
                Row(row.key, row.name, "as it is now", row.now),
                Row(row.key, row.name, _added(row), change),
            ),
            money=abs(change),
        )


def _added(row: RestatedFacts) -> str:
    more = row.deals_now - row.deals_reported
    return f"the difference, with {_deals(abs(more))} {'more' if more >= 0 else 'fewer'}"


def _deals(number: int) -> str:
    return f"{number:,} opportunit{'y' if number == 1 else 'ies'}"
