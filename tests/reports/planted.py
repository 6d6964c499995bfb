"""What was planted in the demonstration company, held against what the product found by itself."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from alignment.core.findings.words import Kind
from alignment.models import Finding
from okrs.models import Cycle
from simulator.company.facts import facts
from simulator.company.size import Size
from simulator.company.stories import Story, stories

CENT = Decimal("0.01")


def planted(today: date, size: Size) -> Mapping[str, Story]:
    return {story.key: story for story in stories(facts(today, seed=1, scale=size))}


def stories_not_found(cycle: Cycle, told: Mapping[str, Story]) -> list[str]:
    """Keys of stories that no finding of the cycle tells with its money; empty where all are told."""
    found = {
        "starved_segment": _near(_titled(cycle, Kind.STARVED_OBJECTIVE, told["starved_segment"].objective), told),
        "hollow_display": _row(cycle, Kind.DECLARED_ONLY, "Display: Everywhere at once", told["hollow_display"]),
        "wrong_objective": _row(cycle, Kind.EVIDENCE_CONTRADICTS, "Search: Store rota", told["wrong_objective"]),
        "dropped_objective": _sum(_titled(cycle, Kind.DROPPED_OBJECTIVE, ""), told["dropped_objective"]),
        "ownerless_kpi": _sum(
            _titled(cycle, Kind.MYSTERY_SPREADSHEET, "Customer happiness index"), told["ownerless_kpi"]
        ),
    }
    return [key for key, is_found in found.items() if not is_found]


def _titled(cycle: Cycle, kind: Kind, words: str) -> Finding | None:
    return Finding.objects.filter(cycle=cycle, kind=kind, title__contains=words, resolved_at=None).first()


def _sum(finding: Finding | None, story: Story) -> bool:
    """Whether the finding's money is the story's, to ten cents of rounding."""
    return finding is not None and abs(finding.money - Decimal(str(story.money))) <= 10 * CENT


def _near(finding: Finding | None, told: Mapping[str, Story]) -> bool:
    """The product leaves money on the dropped objective out of what is mapped, so its gap is a little smaller."""
    story, dropped = told["starved_segment"], told["dropped_objective"].figures["spend_of_the_cycle"]
    most, least = story.money, story.money - story.figures["target_share"] * dropped
    return finding is not None and least - 0.1 <= float(finding.money) <= most + 0.1


def _row(cycle: Cycle, kind: Kind, name: str, story: Story) -> bool:
    """Whether a finding of the kind has a row with this name and the story's money."""
    rows = [row for finding in Finding.objects.filter(cycle=cycle, kind=kind) for row in finding.rows]
    money = Decimal(str(story.money))
    return any(row["name"] == name and abs(Decimal(row["money"] or 0) - money) <= CENT for row in rows)
