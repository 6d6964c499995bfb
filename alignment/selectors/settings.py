"""How the score is weighed now, and how it was before."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from alignment.core.components import ComponentName
from alignment.core.score import DEFAULT_BANDS, DEFAULT_WEIGHTS, Bands, Weights
from alignment.models import ScoreSettings

EVIDENCE_MONTHS = 18


@dataclass(frozen=True, slots=True)
class InForce:
    """What scores are computed with; `version` is None while nobody has changed anything."""

    weights: Weights = field(default_factory=lambda: DEFAULT_WEIGHTS)
    bands: Bands = DEFAULT_BANDS
    target_long_share: Decimal | None = None
    mix_source: str = ""
    evidence_months: int = EVIDENCE_MONTHS
    version: int | None = None


def settings_in_force() -> InForce:
    row = ScoreSettings.objects.first()
    return InForce() if row is None else read(row)


def read(row: ScoreSettings) -> InForce:
    return InForce(
        weights={name: float(row.weights[name.value]) for name in ComponentName},
        bands=Bands(aligned=row.aligned, partial=row.partial),
        target_long_share=row.target_long_share,
        mix_source=row.mix_source,
        evidence_months=row.evidence_months,
        version=row.pk,
    )


def settings_history() -> Sequence[ScoreSettings]:
    """Every version, the newest first."""
    return list(ScoreSettings.objects.select_related("made_by"))
