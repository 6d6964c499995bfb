"""Examples of arguments of this app's addresses, for tests/access_table.py."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from kpis.services import ship_catalogue
from tests import factories


def a_kpi() -> Mapping[str, Any]:
    ship_catalogue(now=datetime(2026, 1, 1, tzinfo=UTC))
    return {"key": "win_rate"}


def a_measure_of_a_kpi() -> Mapping[str, Any]:
    factories.cycle(date(2026, 1, 1), date(2026, 4, 1))
    return {**a_kpi(), "measure": "won_deals"}
