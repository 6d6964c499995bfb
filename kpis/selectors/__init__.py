"""Read KPIs and what they were."""

from kpis.selectors.asking import Ask, Cell, CreditReader, Known, Readings
from kpis.selectors.base import no_credit_yet
from kpis.selectors.definitions import UnknownKpi, current_definitions, definition
from kpis.selectors.latest import latest, latest_run, measurements, scope_text
from kpis.selectors.members import labels
from kpis.selectors.values import Found, values

__all__ = [
    "Ask",
    "Cell",
    "CreditReader",
    "Found",
    "Known",
    "Readings",
    "UnknownKpi",
    "current_definitions",
    "definition",
    "labels",
    "latest",
    "latest_run",
    "measurements",
    "no_credit_yet",
    "scope_text",
    "values",
]
