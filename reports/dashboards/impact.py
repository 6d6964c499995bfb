"""Spend share against impact share: who gets how much of the money, and who is credited with how much pipeline."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from organisation.core.show import percent
from reports.core.snapshot import CampaignRow, Credit

MOST = 6
NO_SPEND = "Spend names no part of the business, so shares of it are known for the whole business only."
NO_SHARES = "Shares need both spend and credited pipeline in this cycle."
WORTH_A_WORD = 0.005


@dataclass(frozen=True, slots=True)
class Share:
    """Shares of the cycle's spend and of its attributed pipeline, 0 to 1; `gap` is impact less spend."""

    name: str
    pk: int | None
    spend: float
    impact: float

    @property
    def gap(self) -> float:
        return self.impact - self.spend


@dataclass(frozen=True, slots=True)
class Impact:
    """`rows` are those whose shares differ most; without any `reason` says why."""

    sentence: str
    rows: tuple[Share, ...]
    reason: str = ""


def impact(credit: Credit, *, is_part: bool) -> Impact:
    """Of the campaigns of a snapshot; those whose cost nobody knows count with their pipeline only."""
    spent = sum((row.spend for row in credit.rows if row.spend), Decimal(0))
    credited = sum((row.pipeline for row in credit.rows), Decimal(0))
    if is_part or spent <= 0 or credited <= 0:
        return Impact("", (), NO_SPEND if is_part else NO_SHARES)
    rows = [_share(row, spent, credited) for row in credit.rows if row.pk is not None]
    rows.sort(key=lambda row: (-abs(row.gap), row.name))
    return Impact(_sentence(rows), tuple(rows[:MOST]))


def _share(row: CampaignRow, spent: Decimal, credited: Decimal) -> Share:
    return Share(row.name, row.pk, float((row.spend or 0) / spent), float(row.pipeline / credited))


def _sentence(rows: Sequence[Share]) -> str:
    if not rows or abs(rows[0].gap) < WORTH_A_WORD:
        return "Every campaign carries as much of the pipeline as it gets of the money"
    first = rows[0]
    return (
        f"“{first.name}” gets {percent(first.spend)} of the money and carries {percent(first.impact)} of the pipeline"
    )
