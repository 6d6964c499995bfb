"""What is measured, what was measured, and which key results follow it."""

from kpis.models.definition import Definition
from kpis.models.external import ExternalValue
from kpis.models.matrix import MatrixEntry
from kpis.models.measurement import Binding, Measurement, MeasureRun
from kpis.models.target import KpiTarget

__all__ = ["Binding", "Definition", "ExternalValue", "KpiTarget", "MatrixEntry", "MeasureRun", "Measurement"]
