"""The pure definition that a key result's row stands for."""

from okrs.core.definition import Definition
from okrs.core.measures import Measure
from okrs.core.progress import Kind, PeriodRule
from okrs.models import KeyResult

VALUES = ("baseline", "target", "band_low", "band_high", "worst_low", "worst_high")


def definition_of(row: KeyResult) -> Definition:
    return Definition(
        kind=Kind(row.kind),
        measure=Measure(row.measure),
        unit=row.unit,
        period_rule=PeriodRule(row.period_rule),
        **{name: getattr(row, name) for name in VALUES},
    )
