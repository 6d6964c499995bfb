"""Grouped paths: one line a path with how many conversions, how much value and how many null journeys it had."""

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from attribution.core.settings import Settings
from attribution.engine import plan
from attribution.engine.attribute import keep
from attribution.engine.connection import Engine
from attribution.engine.relations import Sources
from attribution.offline.tables import BadFile, Field, Layout, layout, load, refuse

PATH = Field(
    "path",
    ("path", "paths", "channel_path", "conversion_path", "journey", "touchpoints", "channels", "user_path"),
    "--path-column",
)
CONVERSIONS = Field(
    "conversions",
    ("conversions", "total_conversions", "conversion", "conv", "converted", "total_conv", "num_conversions", "count"),
    "--conversions-column",
)
VALUE = Field(
    "value",
    (
        "value",
        "total_conversion_value",
        "conversion_value",
        "total_value",
        "conversions_value",
        "revenue",
        "total_revenue",
    ),
    "--value-column",
    required=False,
)
NULLS = Field(
    "nulls",
    ("nulls", "total_null", "total_nulls", "null", "null_conversions", "non_conversions", "total_non_conversions"),
    "--nulls-column",
    required=False,
)
FIELDS = (PATH, CONVERSIONS, VALUE, NULLS)
# Longer marks first: “->” holds a “>”.
SEPARATORS = ("->", "=>", "→", "»", ">", "|", ";", ",")


@dataclass(frozen=True, slots=True)
class Names:
    """Header names given by the user, and the mark between channels; None to recognise them."""

    path: str | None = None
    conversions: str | None = None
    value: str | None = None
    nulls: str | None = None
    separator: str | None = None


def load_paths(engine: Engine, file: Path, names: Names, settings: Settings, *, direct: tuple[str, ...]) -> list[str]:
    """Make `channel`, `journey` and `step` from the file; gives the channel names by code."""
    shape = layout(
        file,
        FIELDS,
        named={
            "path": names.path,
            "conversions": names.conversions,
            "value": names.value,
            "nulls": names.nulls,
        },
    )
    engine.attach(Sources())
    load(engine, "raw_path", shape)
    _check(engine, shape)
    separator = names.separator or _separator(engine)
    engine.table("path", GROUPED)
    engine.table("part", PARTS, {"separator": separator.strip() or separator})
    engine.register("direct_name", pa.table({"name": pa.array([name.casefold() for name in direct], pa.string())}))
    engine.table("channel", CHANNELS)
    engine.table("journey", JOURNEYS)
    for query in (plan.Query("touched", STEPS, plan.parameters(settings)), *plan.steps(settings)):
        keep(engine, query)
    return [str(name) for name in engine.run("SELECT name FROM channel ORDER BY code").column("name").to_pylist()]


def _check(engine: Engine, shape: Layout) -> None:
    for column in ("conversions", "value", "nulls"):
        if shape.columns[column] is not None:
            number = f"TRY_CAST({column} AS DOUBLE)"
            unreadable = f"{column} IS NOT NULL AND ({number} IS NULL OR NOT isfinite({number}))"
            refuse(engine, "raw_path", shape, column=column, where=unreadable, saying=f"{column} is not a number")
            if column != "value":
                less = f"{number} < 0"
                refuse(engine, "raw_path", shape, column=column, where=less, saying=f"{column} cannot be negative")
    bare = "COALESCE(TRY_CAST(value AS DOUBLE), 0) <> 0 AND COALESCE(TRY_CAST(conversions AS DOUBLE), 0) = 0"
    refuse(engine, "raw_path", shape, column="path", where=bare, saying="a path has value but no conversions")


def _separator(engine: Engine) -> str:
    """The mark that most paths hold; a file of single channels has none."""
    sample = engine.run("SELECT path FROM raw_path WHERE path IS NOT NULL ORDER BY path LIMIT 100000")
    paths = sample.column("path").to_pylist()
    if not paths:
        raise BadFile("Every path in the file is empty.")
    counts = {mark: sum(mark in path for path in paths) for mark in SEPARATORS}
    arrows = [mark for mark in SEPARATORS[:3] if counts[mark]]
    return arrows[0] if arrows else max(SEPARATORS, key=lambda mark: counts[mark])


# The same path on several lines is one path; exact decimals, so that the order of lines cannot matter.
GROUPED = """
SELECT
  COALESCE(path, '') AS path,
  CAST(ROW_NUMBER() OVER (ORDER BY COALESCE(path, '')) AS BIGINT) AS number,
  CAST(SUM(CAST(COALESCE(conversions, '0') AS DECIMAL(28, 9))) AS DOUBLE) AS conversions,
  CAST(SUM(CAST(COALESCE(value, '0') AS DECIMAL(28, 9))) AS DOUBLE) AS value,
  CAST(SUM(CAST(COALESCE(nulls, '0') AS DECIMAL(28, 9))) AS DOUBLE) AS nulls
FROM raw_path
GROUP BY COALESCE(path, '')
"""

PARTS = """
SELECT
  number,
  COALESCE(NULLIF(TRIM(UNNEST(string_split(path, $separator))), ''), '(unknown)') AS name,
  CAST(UNNEST(range(1, len(string_split(path, $separator)) + 1)) AS BIGINT) AS step
FROM path
WHERE path <> ''
"""

CHANNELS = """
SELECT
  CAST(ROW_NUMBER() OVER (ORDER BY name) - 1 AS INTEGER) AS channel_id,
  CAST(ROW_NUMBER() OVER (ORDER BY name) - 1 AS INTEGER) AS code,
  name,
  CASE WHEN lower(name) IN (SELECT name FROM direct_name) THEN 1 ELSE 0 END AS is_direct
FROM (SELECT DISTINCT name FROM part) AS seen
"""

# The converted and the lost journeys of a path are two units of the bootstrap, with as many members as were counted.
JOURNEYS = """
SELECT
  2 * number AS journey_id, 2 * number AS cluster_id, CAST(NULL AS BIGINT) AS subject_id,
  CAST(0 AS BIGINT) AS ended_at, conversions, CAST(0 AS DOUBLE) AS nulls, value, conversions AS mass,
  0 AS value_unknown, CAST(NULL AS INTEGER) AS month, CAST(NULL AS INTEGER) AS scope_id
FROM path WHERE conversions > 0
UNION ALL
SELECT 2 * number + 1, 2 * number + 1, NULL, 0, 0, nulls, 0, nulls, 0, NULL, NULL FROM path WHERE nulls > 0
"""

# A path has an order but no times: every step is a second younger than the one before.
STEPS = """
SELECT
  journey.journey_id, part.step AS touch_id, 0 AS source_rank, channel.code AS channel, channel.is_direct,
  CAST(NULL AS BIGINT) AS campaign_id, CAST(NULL AS BIGINT) AS asset_id, $lookback - part.step AS age
FROM journey
JOIN part ON part.number = journey.journey_id // 2
JOIN channel ON channel.name = part.name
"""
