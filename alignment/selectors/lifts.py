"""Randomised experiments as lift tests for the media mix."""

from collections.abc import Sequence

from alignment.models import Experiment
from forecasts.selectors.lifts import MeasuredLift


def lifts() -> Sequence[MeasuredLift]:
    """Those that stand, with an interval; a matched comparison is no lift test."""
    rows = Experiment.objects.filter(withdrawn_at__isnull=True, effect__isnull=False).exclude(
        design=Experiment.Design.MATCHED
    )
    return [
        MeasuredLift(
            name=row.name, campaign=row.campaign_id, outcome=row.outcome, first_day=row.starts_on,
            last_day=row.ends_on, effect=row.effect, low=row.low, high=row.high,
        )
        for row in rows
        if row.effect is not None and row.low is not None and row.high is not None
    ]  # fmt: skip
