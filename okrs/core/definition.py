"""What a key result is measured by, and whether its values make sense together."""

from dataclasses import dataclass
from decimal import Decimal

from okrs.core.measures import Measure
from okrs.core.progress import Band, Kind, PeriodRule
from okrs.core.quantity import same_unit

WHOLE_CHECKLIST = (Decimal(0), Decimal(100))  # a milestone's way, in percent of its checklist


class BadDefinition(ValueError):
    """The values of a key result contradict its kind; `field` names the one to change."""

    def __init__(self, sentence: str, *, field: str) -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True, slots=True)
class Definition:
    kind: Kind
    measure: Measure = Measure.LEVEL
    unit: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None
    band_low: Decimal | None = None
    band_high: Decimal | None = None
    worst_low: Decimal | None = None
    worst_high: Decimal | None = None
    period_rule: PeriodRule = PeriodRule.SHARE_INSIDE

    @property
    def way(self) -> tuple[Decimal, Decimal] | None:
        """From where to where the value travels; None for bands and unknown baselines."""
        if self.kind is Kind.MILESTONE:
            return WHOLE_CHECKLIST
        if self.kind.travels and self.baseline is not None and self.target is not None:
            return self.baseline, self.target
        return None

    @property
    def band(self) -> Band | None:
        match self.kind:
            case Kind.AT_LEAST:
                return Band(low=self.target, worst_low=self.worst_low)
            case Kind.AT_MOST:
                return Band(high=self.target, worst_high=self.worst_high)
            case Kind.WITHIN:
                return Band(self.band_low, self.band_high, self.worst_low, self.worst_high)
        return None

    @property
    def adds_up(self) -> bool:
        """Whether values of several such key results may be summed: money and counts, never rates."""
        return self.kind.travels and self.measure is not Measure.RATIO and not same_unit(self.unit, "%")


def check(definition: Definition) -> None:
    """Raise BadDefinition with a sentence for the first value that cannot be."""
    if definition.kind.travels:
        _check_way(definition)
    elif definition.kind in (Kind.AT_LEAST, Kind.AT_MOST) and definition.target is None:
        raise BadDefinition("Give the edge that the value has to keep to as its target.", field="target")
    elif definition.kind is Kind.WITHIN:
        _check_band(definition)
    _check_worst(definition)


def _check_way(definition: Definition) -> None:
    rises = definition.kind is Kind.INCREASE
    if definition.baseline is None:
        raise BadDefinition(
            "Give the baseline to start from; where it is not known yet, choose “Baseline to establish”.",
            field="baseline",
        )
    if definition.target is None:
        raise BadDefinition("Give the target to reach.", field="target")
    if definition.baseline == definition.target:
        raise BadDefinition(
            "Baseline and target are equal, so progress has no meaning. "
            "Change one of them, or choose “At least” or “At most” to hold a value.",
            field="target",
        )
    if rises != (definition.target > definition.baseline):
        wrong, right = ("below", "Decrease") if rises else ("above", "Increase")
        raise BadDefinition(f"The target lies {wrong} the baseline. Swap them, or choose “{right}”.", field="target")


def _check_band(definition: Definition) -> None:
    if definition.band_low is None or definition.band_high is None:
        missing = "band_low" if definition.band_low is None else "band_high"
        raise BadDefinition("Give both edges of the band.", field=missing)
    if definition.band_high < definition.band_low:
        raise BadDefinition("The upper edge lies below the lower one. Swap them.", field="band_high")


def _check_worst(definition: Definition) -> None:
    band = definition.band
    if band is None:
        return
    if band.worst_low is not None and band.low is not None and band.worst_low >= band.low:
        raise BadDefinition("The worst tolerated value has to lie below the lower edge.", field="worst_low")
    if band.worst_high is not None and band.high is not None and band.worst_high <= band.high:
        raise BadDefinition("The worst tolerated value has to lie above the upper edge.", field="worst_high")
