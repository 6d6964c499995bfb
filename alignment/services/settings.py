"""Change how the score is weighed; every version is kept."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from math import isfinite

from django.db import transaction

from alignment.core.components import ComponentName
from alignment.models import ScoreSettings
from people.models import User
from people.services import record


class SettingsRefused(ValueError):
    """A sentence: why scores cannot be weighed so."""


@transaction.atomic
def change_score_settings(
    *,
    weights: Mapping[ComponentName, float],
    aligned: float,
    partial: float,
    target_long_share: Decimal | None,
    mix_source: str,
    evidence_months: int,
    reason: str,
    by: User | None,
    now: datetime,
) -> ScoreSettings:
    """Add a version; scores use it from the next recompute on. Raises SettingsRefused."""
    if any(not isfinite(weight) or weight < 0 for weight in weights.values()):
        raise SettingsRefused("A weight is a number of 0 or more.")
    if set(weights) != set(ComponentName) or sum(weights.values()) <= 0:
        raise SettingsRefused("All component weights are 0; give at least one of them some weight.")
    if not 0 < partial < aligned <= 100:
        raise SettingsRefused("“Partly aligned” has to begin above 0 and below “aligned”, which begins at most at 100.")
    if target_long_share is not None and not mix_source.strip():
        raise SettingsRefused("Say where the mix of brand and activation comes from; there is no law of it.")
    if not 1 <= evidence_months <= 120:
        raise SettingsRefused("Experiments grow old after 1 to 120 months.")
    if not reason.strip():
        raise SettingsRefused("Say why; whoever compares scores later needs to know.")
    made = ScoreSettings.objects.create(
        weights={name.value: float(weights[name]) for name in ComponentName},
        aligned=aligned,
        partial=partial,
        target_long_share=target_long_share,
        mix_source=mix_source.strip() if target_long_share is not None else "",
        evidence_months=evidence_months,
        reason=reason.strip(),
        made_by=by,
        made_at=now,
    )
    record(by=by, verb="score.weighed", subject=made, detail={"weights": made.weights, "reason": made.reason})
    return made
