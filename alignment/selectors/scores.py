"""Scores that pages may show."""

from alignment.models import ScoreRun
from okrs.models import Cycle


def score_run(pk: int) -> ScoreRun | None:
    """A published score by its number."""
    return ScoreRun.objects.filter(pk=pk, published_at__isnull=False).first()


def latest_score(cycle: Cycle) -> ScoreRun | None:
    """The newest published score of the cycle; None before the first recompute."""
    return ScoreRun.objects.filter(cycle=cycle, published_at__isnull=False).order_by("-published_at", "-pk").first()
