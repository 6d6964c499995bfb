"""How journeys are cut and how models weigh them: everything a run stores to be repeatable."""

from dataclasses import dataclass
from enum import IntEnum

from attribution.core.models import Model

DAY = 86_400
BEGINNING = -(2**53)
END = 2**53


class BadSettings(ValueError):
    """The settings contradict themselves; the message says how."""


class UnitKind(IntEnum):
    """What travels: a person, or an account with the touches of all its contacts."""

    PERSON = 0
    ACCOUNT = 1


class Stage(IntEnum):
    """Codes of `stage_event.stage` that anchors look for, and of `conversion.milestone`."""

    LEAD = 1
    MQL = 2
    SQL = 3
    OPPORTUNITY = 4
    WON = 5
    ORDER = 6


@dataclass(frozen=True, slots=True)
class AnchorWeights:
    """Relative weights of the anchor touches and of all other touches together; any non-negative numbers."""

    first: float = 0.0
    lead: float = 0.0
    opportunity: float = 0.0
    closing: float = 0.0
    rest: float = 0.0

    def __post_init__(self) -> None:
        parts = (self.first, self.lead, self.opportunity, self.closing, self.rest)
        if min(parts) < 0 or not 0 < sum(parts) < float("inf"):
            raise BadSettings("Anchor weights must be zero or more, and at least one must be greater than zero.")


W_SHAPED = AnchorWeights(first=0.3, lead=0.3, opportunity=0.3, rest=0.1)
FULL_PATH = AnchorWeights(first=0.225, lead=0.225, opportunity=0.225, closing=0.225, rest=0.1)
EVEN_ENDS = AnchorWeights(first=0.3, closing=0.3, rest=0.4)


@dataclass(frozen=True, slots=True)
class Transforms:
    """What is done to a journey's touches before it is weighed, in this order; all off by default."""

    collapse_repeats: bool = False
    first_occurrence: bool = False
    drop_direct: bool = False
    keep_last: int | None = None

    def __post_init__(self) -> None:
        if self.keep_last is not None and self.keep_last < 1:
            raise BadSettings("A journey must keep at least one touch.")


@dataclass(frozen=True, slots=True)
class Settings:
    """One milestone, one kind of unit, one window of conversion times (epoch seconds, its end not part of it)."""

    milestone: int = Stage.ORDER
    unit_kind: UnitKind = UnitKind.PERSON
    lookback_days: float = 90.0
    half_life_days: float = 7.0
    starts_at: int = BEGINNING
    ends_at: int = END
    reset: bool = False
    null_journeys: bool = True
    tails: bool = False
    transforms: Transforms = Transforms()
    direct_channels: tuple[int, ...] = ()
    custom: AnchorWeights = EVEN_ENDS
    markov_order: int = 1
    models: tuple[Model, ...] = tuple(Model)
    replicates: int = 200
    # How many units of the time columns make a second: 1 in the relations, more where files are finer.
    ticks: int = 1

    def __post_init__(self) -> None:
        if not 0 <= self.lookback_days < float("inf"):
            raise BadSettings("The look-back must be zero days or more.")
        if not 0 < self.half_life_days < float("inf"):
            raise BadSettings("The half-life must be longer than zero days.")
        if self.markov_order not in (1, 2, 3, 4):
            raise BadSettings("The Markov order must be 1, 2, 3 or 4.")
        if self.replicates < 0:
            raise BadSettings("The number of bootstrap replicates cannot be negative.")

    @property
    def lookback(self) -> int:
        return round(self.lookback_days * DAY * self.ticks)

    @property
    def half_life(self) -> float:
        return self.half_life_days * DAY * self.ticks
