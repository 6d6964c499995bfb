"""What the board wants of KPIs that no key result follows, quarter by quarter, planned from the quarter before."""

from __future__ import annotations

from datetime import timedelta

from simulator.company.facts import Facts
from simulator.company.measures import Measures, measures
from simulator.core.tables import Table

MORE_MQLS, SHARE_OF_PIPELINE, COST_MAY_GROW = 1.08, 0.9, 1.1
"""Against the quarter before; of its pipeline, the part that marketing answers for."""
SQLS_PER_MQL, ROI = 0.45, 3.0


def kpi_targets(facts: Facts) -> Table:
    """A target for each KPI and quarter; the first quarter is planned from itself."""
    read, rows = measures(facts), []
    for number, quarter in enumerate(facts.calendar.quarters):
        days = f"{quarter.starts_on}/{quarter.ends_on - timedelta(days=1)}"
        rows += [(key, days, value) for key, value in _wanted(read, *facts.calendar.span(max(number - 1, 0)))]
    kpi, span, value = (list(column) for column in zip(*rows, strict=True))
    return Table("kpi_targets.csv", {"kpi": kpi, "days": span, "value": value})


def _wanted(read: Measures, first: int, last: int) -> list[tuple[str, str]]:
    """Targets from what the quarter of days `first` up to `last` came to."""
    day = read.facts.stages.mql / 86_400
    qualified = float(((day >= first) & (day < last)).sum())
    pipeline = read.amount(read.created(first, last))
    spent = float(read.facts.money.spend[:, first:last].sum()) / 100
    won = read.read("new_customers", first, last).value or 0.0
    wanted = [
        ("mqls_count", str(round(qualified * MORE_MQLS))),
        ("sqls_per_mql", str(SQLS_PER_MQL)),
        ("attributed_pipeline", f"{round(pipeline * SHARE_OF_PIPELINE, -3):.0f}"),
        ("campaign_roi", str(ROI)),
    ]
    return wanted + ([("cac", f"{round(spent / won * COST_MAY_GROW, -2):.0f}")] if won else [])
