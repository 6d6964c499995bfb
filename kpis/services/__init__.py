"""Write KPIs, measure them, and let key results follow them."""

from kpis.services.bindings import BindingRefused, bind, record_bound, unbind
from kpis.services.definitions import Draft, KpiRefused, add_kpi, define_kpi, ship_catalogue
from kpis.services.keeping import Signature, give_all, give_owner, retire_kpi, set_target, sign
from kpis.services.matrix import MatrixRefused, set_cell, take_over, undo_cell
from kpis.services.measuring import measure_all, measured
from kpis.services.preview import preview

__all__ = [
    "BindingRefused",
    "Draft",
    "KpiRefused",
    "MatrixRefused",
    "Signature",
    "add_kpi",
    "bind",
    "define_kpi",
    "give_all",
    "give_owner",
    "measure_all",
    "measured",
    "preview",
    "record_bound",
    "retire_kpi",
    "set_cell",
    "set_target",
    "ship_catalogue",
    "sign",
    "take_over",
    "unbind",
    "undo_cell",
]
