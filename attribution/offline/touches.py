"""Raw logs: touches with person, time and channel; conversions with person, time and value."""

from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import pyarrow as pa

from attribution.core.settings import Settings, Stage, UnitKind
from attribution.engine.attribute import prepare
from attribution.engine.connection import Engine
from attribution.engine.relations import Sources
from attribution.offline.tables import BadFile, Field, Layout, layout, load, refuse

PERSON = (
    "person_id",
    "user_id",
    "customer_id",
    "contact_id",
    "visitor_id",
    "client_id",
    "account_id",
    "person",
    "user",
)
MOMENT = ("timestamp", "time", "event_time", "datetime", "date", "created_at")
TOUCH_FIELDS = (
    Field("person_id", PERSON, "--person-column"),
    Field("occurred_at", ("occurred_at", "touched_at", "touch_time", *MOMENT), "--time-column"),
    Field("channel", ("channel", "channel_name", "medium", "source", "utm_medium"), "--channel-column"),
    Field(
        "campaign", ("campaign", "campaign_name", "campaign_id", "utm_campaign"), "--campaign-column", required=False
    ),
)
CONVERSION_FIELDS = (
    Field("conversion_id", ("conversion_id", "order_id", "opportunity_id", "deal_id", "id"), "--conversion-id-column"),
    Field("person_id", PERSON, "--conversion-person-column"),
    Field(
        "converted_at",
        ("converted_at", "occurred_at", "conversion_time", "order_date", "closed_at", *MOMENT),
        "--conversion-time-column",
    ),
    Field("value", ("value", "conversion_value", "revenue", "amount", "order_value"), "--value-column", required=False),
)
STAGE_FIELDS = (
    Field("conversion_id", ("conversion_id", "order_id", "opportunity_id", "deal_id", "id"), "its header"),
    Field("stage", ("stage", "stage_name"), "its header"),
    Field("occurred_at", ("occurred_at", "entered_at", *MOMENT), "its header"),
)
MICROSECONDS = 1_000_000


@dataclass(frozen=True, slots=True)
class Names:
    """Header names given by the user (None to recognise them) and the zone of times that name none."""

    person: str | None = None
    time: str | None = None
    channel: str | None = None
    campaign: str | None = None
    conversion_id: str | None = None
    conversion_person: str | None = None
    conversion_time: str | None = None
    value: str | None = None
    time_zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Loaded:
    """Channel and campaign names by code, and touches that could not be used because nobody is named."""

    channels: list[str]
    campaigns: list[str]
    anonymous_touches: int


def load_touches(
    engine: Engine,
    *,
    touches: Path,
    conversions: Path,
    stages: Path | None,
    names: Names,
    settings: Settings,
    direct: tuple[str, ...],
) -> Loaded:
    """Make the engine's relations from the files and cut the journeys. Times keep their microseconds."""
    _set_zone(engine, names.time_zone)
    touch_shape, conversion_shape = _layouts(touches, conversions, names)
    load(engine, "raw_touch", touch_shape)
    load(engine, "raw_conversion", conversion_shape)
    _check_times(engine, "raw_touch", touch_shape, "occurred_at")
    _check_times(engine, "raw_conversion", conversion_shape, "converted_at")
    _check_conversions(engine, conversion_shape)
    engine.attach(Sources())
    engine.register("direct_name", pa.table({"name": pa.array([name.casefold() for name in direct], pa.string())}))
    for name, sql in RELATIONS:
        engine.table(name, sql, {"milestone": int(Stage.ORDER), "kind": int(UnitKind.PERSON)})
    if stages is not None:
        _load_stages(engine, stages)
    codes = engine.run("SELECT code FROM channel_name WHERE is_direct = 1").column(0).to_pylist()
    prepare(engine, replace(settings, direct_channels=tuple(map(int, codes))))
    anonymous = engine.run("SELECT COUNT(*) AS found FROM raw_touch WHERE person_id IS NULL").column(0).to_pylist()[0]
    return Loaded(
        channels=engine.run("SELECT name FROM channel_name ORDER BY code").column("name").to_pylist(),
        campaigns=engine.run("SELECT name FROM campaign_name ORDER BY code").column("name").to_pylist(),
        anonymous_touches=int(anonymous),
    )


def _layouts(touches: Path, conversions: Path, names: Names) -> tuple[Layout, Layout]:
    of_touches = {
        "person_id": names.person,
        "occurred_at": names.time,
        "channel": names.channel,
        "campaign": names.campaign,
    }
    of_conversions = {
        "conversion_id": names.conversion_id,
        "person_id": names.conversion_person,
        "converted_at": names.conversion_time,
        "value": names.value,
    }
    return (
        layout(touches, TOUCH_FIELDS, named=of_touches),
        layout(conversions, CONVERSION_FIELDS, named=of_conversions),
    )


def _set_zone(engine: Engine, zone: str) -> None:
    try:
        engine.connection.execute("SET TimeZone = '" + zone.replace("'", "''") + "'")
    except duckdb.Error as error:
        raise BadFile(f"There is no time zone “{zone}”. Use a name like Europe/Berlin.") from error


def _check_times(engine: Engine, table: str, shape: Layout, column: str) -> None:
    saying = f"{column} is not a date or time like 2024-05-31, 2024-05-31T14:05:00+02:00 or epoch seconds"
    refuse(engine, table, shape, column=column, where=f"{moment(column)} IS NULL", saying=saying)


def _check_conversions(engine: Engine, shape: Layout) -> None:
    empty = "conversion_id IS NULL"
    refuse(engine, "raw_conversion", shape, column="conversion_id", where=empty, saying="a conversion has no id")
    twice = "conversion_id IN (SELECT conversion_id FROM raw_conversion GROUP BY conversion_id HAVING COUNT(*) > 1)"
    refuse(engine, "raw_conversion", shape, column="conversion_id", where=twice, saying="a conversion id is used twice")
    if shape.columns["value"] is not None:
        number = "TRY_CAST(value AS DOUBLE)"
        bad = f"value IS NOT NULL AND ({number} IS NULL OR NOT isfinite({number}))"
        refuse(engine, "raw_conversion", shape, column="value", where=bad, saying="value is not a number")


def _load_stages(engine: Engine, file: Path) -> None:
    shape = layout(file, STAGE_FIELDS, named={})
    load(engine, "raw_stage", shape)
    known = ", ".join(f"'{stage.name.lower()}'" for stage in Stage)
    where = f"stage IS NULL OR lower(stage) NOT IN ({known})"
    refuse(engine, "raw_stage", shape, column="stage", where=where, saying=f"a stage is none of {known}")
    _check_times(engine, "raw_stage", shape, "occurred_at")
    codes = " ".join(f"WHEN '{stage.name.lower()}' THEN {int(stage)}" for stage in Stage)
    engine.table(
        "stage_event",
        f"""SELECT conversion_number.number AS subject_id, CASE lower(stage) {codes} END AS stage,
        {moment("raw_stage.occurred_at")} AS occurred_at
        FROM raw_stage JOIN conversion_number ON conversion_number.conversion_id = raw_stage.conversion_id""",  # noqa: S608
    )


def moment(column: str) -> str:
    """SQL: microseconds since 1970 of ISO text or of epoch seconds, milliseconds or microseconds; NULL if neither."""
    iso = f"epoch_us(TRY_CAST(regexp_replace({column}, ' ([+-][0-9]{{2}}:?[0-9]{{2}})$', '\\1') AS TIMESTAMPTZ))"
    number = f"TRY_CAST({column} AS DOUBLE)"
    return f"""CASE
      WHEN regexp_full_match({column}, '(19|20)[0-9]{{6}}')
        THEN epoch_us(TRY_CAST(regexp_replace({column}, '(....)(..)(..)', '\\1-\\2-\\3') AS TIMESTAMPTZ))
      WHEN NOT regexp_full_match({column}, '-?[0-9]+([.][0-9]+)?') THEN {iso}
      WHEN abs({number}) < 1e11 THEN CAST(round({number} * 1e6) AS BIGINT)
      WHEN abs({number}) < 1e14 THEN CAST(round({number} * 1e3) AS BIGINT)
      WHEN abs({number}) < 1e17 THEN CAST(round({number}) AS BIGINT)
    END"""


# Every code is a place in the sorted names, so that the order of lines cannot matter.
RELATIONS = (
    (
        "person",
        """SELECT person_id, CAST(ROW_NUMBER() OVER (ORDER BY person_id) AS BIGINT) AS unit_id
        FROM (SELECT person_id FROM raw_touch UNION SELECT person_id FROM raw_conversion) AS named
        WHERE person_id IS NOT NULL""",
    ),
    (
        "channel_name",
        """SELECT name, CAST(ROW_NUMBER() OVER (ORDER BY name) - 1 AS INTEGER) AS code,
        CASE WHEN lower(name) IN (SELECT name FROM direct_name) THEN 1 ELSE 0 END AS is_direct
        FROM (
          SELECT DISTINCT COALESCE(channel, '(unknown)') AS name FROM raw_touch WHERE person_id IS NOT NULL
        ) AS seen""",
    ),
    (
        "campaign_name",
        """SELECT name, CAST(ROW_NUMBER() OVER (ORDER BY name) - 1 AS BIGINT) AS code
        FROM (SELECT DISTINCT campaign AS name FROM raw_touch WHERE campaign IS NOT NULL) AS seen""",
    ),
    (
        "touch",
        f"""SELECT ROW_NUMBER() OVER (ORDER BY unit_id, occurred_at, channel_id, campaign_id) AS touch_id, *
        FROM (
          SELECT person.unit_id, CAST($kind AS SMALLINT) AS unit_kind, {moment("raw_touch.occurred_at")} AS occurred_at,
          CAST(0 AS SMALLINT) AS source_rank, channel_name.code AS channel_id, campaign_name.code AS campaign_id,
          CAST(NULL AS BIGINT) AS asset_id
          FROM raw_touch
          JOIN person ON person.person_id = raw_touch.person_id
          JOIN channel_name ON channel_name.name = COALESCE(raw_touch.channel, '(unknown)')
          LEFT JOIN campaign_name ON campaign_name.name = raw_touch.campaign
        ) AS coded""",  # noqa: S608 - text of ours
    ),
    (
        "conversion_number",
        """SELECT conversion_id, CAST(ROW_NUMBER() OVER (ORDER BY conversion_id) AS BIGINT) AS number
        FROM raw_conversion""",
    ),
    (
        "conversion",
        f"""SELECT number AS conversion_id, $milestone AS milestone,
        COALESCE(person.unit_id, number + (SELECT COUNT(*) FROM person)) AS unit_id,
        COALESCE(person.unit_id, number + (SELECT COUNT(*) FROM person)) AS cluster_id, number AS subject_id,
        {moment("raw_conversion.converted_at")} AS occurred_at, CAST(value AS DOUBLE) AS value,
        CAST(NULL AS INTEGER) AS month, CAST(NULL AS INTEGER) AS scope_id
        FROM raw_conversion
        JOIN conversion_number ON conversion_number.conversion_id = raw_conversion.conversion_id
        LEFT JOIN person ON person.person_id = raw_conversion.person_id""",  # noqa: S608 - text of ours
    ),
)
