"""What one computation gives back."""

from dataclasses import dataclass

import pyarrow as pa

from attribution.core.bootstrap import Band
from attribution.core.models import Model
from attribution.core.transitions import Floats, Ints


@dataclass(frozen=True, slots=True)
class Total:
    """A month and scope of the CRM, whole and the part that no touch preceded; None where the relation has none."""

    month: int | None
    scope_id: int | None
    conversions: float
    value: float
    unattributed_conversions: float
    unattributed_value: float
    unknown_values: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """Credit of one model, one number per group; replicates x groups where a bootstrap was asked for."""

    conversions: Floats
    value: Floats
    removal_effect: Floats | None = None
    conversion_replicates: Floats | None = None
    value_replicates: Floats | None = None
    conversion_band: Band | None = None
    value_band: Band | None = None
    share_band: Band | None = None


@dataclass(frozen=True, slots=True)
class Grouped:
    """Estimates by model over the groups `ids`, ascending; -1 stands for touches without one."""

    ids: Ints
    models: dict[Model, Estimate]


@dataclass(frozen=True, slots=True)
class Outcome:
    """All results of one milestone.

    `cells`: columns model, month, scope_id, channel_id, campaign_id, asset_id, conversions, value, conversions_error,
    value_error; rounded so that with `unattributed` every month and scope equals the CRM. None unless asked for.
    """

    channels: Grouped
    campaigns: Grouped | None
    totals: tuple[Total, ...]
    converting_units: int
    null_journeys: float
    cells: pa.Table | None
