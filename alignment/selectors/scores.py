"""Scores that pages may show."""

from collections.abc import Sequence

from django.db.models import QuerySet

from alignment.core.standing import Standing
from alignment.models import ScoreRun
from okrs.models import Cycle
from okrs.selectors import Reported
from organisation.prepared import Given, prepared


def score_run(pk: int) -> ScoreRun | None:
    """A score by its number: published, or restated beside one that was reported."""
    return ScoreRun.objects.filter(pk=pk).first()


def latest_score(cycle: Cycle, *, light: bool = False) -> ScoreRun | None:
    """The newest published score of the cycle, `light` without its receipt; None before the first recompute."""
    rows = ScoreRun.objects.filter(cycle=cycle, published_at__isnull=False).order_by("-published_at", "-pk")
    return (rows.defer("receipt") if light else rows).first()


def score_shown(cycle: Cycle, reported: Reported | None, *, light: bool = False) -> ScoreRun | None:
    """The score that pages show: of a frozen cycle the one that was reported, or the restated one."""
    if reported is None:
        return latest_score(cycle, light=light)
    rows = ScoreRun.objects.filter(cycle=cycle).order_by("-computed_at", "-pk")
    rows = rows if reported.as_restated else rows.filter(pk=reported.score)
    return (rows.defer("receipt") if light else rows).first()


def standings_of(cycle: Cycle) -> Sequence[Standing]:
    """What the cycle lacks, as its newest published score found; nothing before the first."""
    return [Standing(found) for standings in _standings(cycle=cycle.pk) for found in standings]


@prepared
def _standings(cycle: Given) -> QuerySet[ScoreRun, Sequence[str]]:
    rows = ScoreRun.objects.filter(cycle=cycle, published_at__isnull=False).order_by("-published_at", "-pk")
    return rows.values_list("standings", flat=True)[:1]
