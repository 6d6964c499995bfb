"""Write KPIs, measure them, and let key results follow them."""

from kpis.services.bindings import bind, record_bound, unbind
from kpis.services.definitions import Draft, KpiRefused, define_kpi, retire_kpi, ship_catalogue
from kpis.services.matrix import MatrixRefused, set_cell, take_over, undo_cell
from kpis.services.measuring import measure_all

__all__ = [
    "Draft",
    "KpiRefused",
    "MatrixRefused",
    "bind",
    "define_kpi",
    "measure_all",
    "record_bound",
    "retire_kpi",
    "set_cell",
    "ship_catalogue",
    "take_over",
    "unbind",
    "undo_cell",
]
