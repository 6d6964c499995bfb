"""What was planted in the demonstration company, held against what the product found by itself."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from alignment.core.findings.words import Kind
from alignment.models import Finding
from campaigns.models import CampaignKey
from okrs.models import Cycle
from simulator.company.facts import facts
from simulator.company.size import Size
from simulator.company.stories import Story, stories
from simulator.company.surveys import MYSTERY_KPI

CENT = Decimal("0.01")


def planted(today: date, size: Size) -> Mapping[str, Story]:
    return {story.key: story for story in stories(facts(today, seed=1, scale=size))}


def stories_not_found(cycle: Cycle, told: Mapping[str, Story]) -> list[str]:
    """Keys of stories that no finding of the cycle tells with its money; empty where all are told."""
    told_by = {
        "starved_segment": lambda story: _near(_titled(cycle, Kind.STARVED_OBJECTIVE, story.objective), told),
        "hollow_display": lambda story: _rows(cycle, Kind.HOLLOW, story),
        "wrong_objective": lambda story: _rows(cycle, Kind.EVIDENCE_CONTRADICTS, story),
        "punished_brand": lambda story: _rows(cycle, Kind.PUNISHED_BY_LAST, story, least=0.9),
        "dropped_objective": lambda story: _sum(_titled(cycle, Kind.DROPPED_OBJECTIVE, ""), story),
        "ownerless_kpi": lambda story: _sum(_titled(cycle, Kind.MYSTERY_SPREADSHEET, MYSTERY_KPI), story),
        "restated_quarter": lambda story: _sum(_titled(cycle, Kind.RESTATED, story.cycle), story),
    }
    assert set(told_by) == set(told)
    return [key for key, story in told.items() if not told_by[key](story)]


def _titled(cycle: Cycle, kind: Kind, words: str) -> Finding | None:
    return Finding.objects.filter(cycle=cycle, kind=kind, title__contains=words, resolved_at=None).first()


def _sum(finding: Finding | None, story: Story) -> bool:
    """Whether the finding's money is the story's, to ten cents of rounding."""
    return finding is not None and abs(finding.money - abs(Decimal(str(story.money)))) <= 10 * CENT


def _near(finding: Finding | None, told: Mapping[str, Story]) -> bool:
    """The product leaves money on the dropped objective out of what is mapped, so its gap is a little smaller."""
    story, dropped = told["starved_segment"], told["dropped_objective"].figures["spend_of_the_cycle"]
    most, least = story.money, story.money - story.figures["target_share"] * dropped
    return finding is not None and least - 0.1 <= float(finding.money) <= most + 0.1


def _rows(cycle: Cycle, kind: Kind, story: Story, *, least: float = 1.0) -> bool:
    """Whether one finding of the kind names every campaign of the story, with the story's money over all of them.

    The agency's sheet gives months, and of the running one the product counts the days so far: `least` of the money.
    """
    keys = CampaignKey.objects.filter(external_id__in=story.campaigns).values_list("campaign_id", flat=True)
    names = {f"campaign-{pk}" for pk in keys}
    for finding in Finding.objects.filter(cycle=cycle, kind=kind, resolved_at=None):
        rows = {row["key"]: float(row["money"] or 0) for row in finding.rows if row["key"] in names}
        if set(rows) == names and least * story.money - 0.1 <= sum(rows.values()) <= story.money + 0.1:
            return True
    return False
