"""The KPIs that Sightline ships: one row each."""

from collections.abc import Mapping

from kpis.core.catalogue import brand, customer, demand, revenue
from kpis.core.catalogue.row import Kpi

__all__ = ["CATALOGUE", "Kpi"]

CATALOGUE: Mapping[str, Kpi] = {
    row.key: row for rows in (demand.ROWS, revenue.ROWS, customer.ROWS, brand.ROWS) for row in rows
}
