"""Beside credit: what every campaign and channel touched in full, and who sourced a deal under each rule.

Needs the journeys of the milestone (`prepare`); deals beside their journeys come as the relation `deal`: subject_id,
field (1 the source field is marketing's, 0 it is not, -1 blank), primary_campaign_id, first_sales_at.
"""

import pyarrow as pa
import pyarrow.compute as pc

from attribution.engine.connection import Engine
from attribution.engine.plan import text

DEAL = pa.schema(
    [
        ("subject_id", pa.int64()),
        ("field", pa.int16()),
        ("primary_campaign_id", pa.int64()),
        ("first_sales_at", pa.int64()),
    ]
)


def influence(engine: Engine, *, by: str) -> pa.Table:
    """Columns month, scope_id, group_id, milestones, value, unknown_values; `by` is "campaign" or "channel"."""
    engine.table("touched_group", text(f"influence_{by}"))
    return engine.run(text("influence"))


def sourcing(engine: Engine) -> pa.Table:
    """Columns rule, month, scope_id, verdict, campaign_id, deals, value, unknown_values.

    A deal keeps the origin that the first milestone judged gave it, so judge creation before winning.
    """
    engine.table("origin_fresh", text("origin"))
    known = engine.run("SELECT 1 FROM duckdb_tables() WHERE table_name = 'origin'").num_rows
    engine.table("origin_known", "SELECT * FROM origin" if known else "SELECT * FROM origin_fresh WHERE 1 = 0")
    engine.table("origin", text("origin_added"))
    engine.table("judged", text("judged"))
    deals = engine.run("SELECT COUNT(primary_campaign_id) AS campaigns, COUNT(first_sales_at) AS sales FROM deal")
    given = {f"{name}_known": int(pc.greater(deals.column(name)[0], 0).as_py()) for name in ("campaigns", "sales")}
    return engine.run(text("sourcing"), given)
