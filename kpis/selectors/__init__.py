"""Read KPIs and what they were."""

from kpis.selectors.asking import Ask, Cell, CreditReader, Known, Readings
from kpis.selectors.base import no_credit_yet
from kpis.selectors.credit import credit_of, newest_credit
from kpis.selectors.definitions import UnknownKpi, by_family, current_definitions, definition, last_definition
from kpis.selectors.latest import latest, latest_run, measurements, scope_text
from kpis.selectors.matrix import Matrix, matrix
from kpis.selectors.members import labels
from kpis.selectors.paths import Paths, paths
from kpis.selectors.values import Found, modelled, values

__all__ = [
    "Ask",
    "Cell",
    "CreditReader",
    "Found",
    "Known",
    "Matrix",
    "Paths",
    "Readings",
    "UnknownKpi",
    "by_family",
    "credit_of",
    "current_definitions",
    "definition",
    "labels",
    "last_definition",
    "latest",
    "latest_run",
    "matrix",
    "measurements",
    "modelled",
    "newest_credit",
    "no_credit_yet",
    "paths",
    "scope_text",
    "values",
]
