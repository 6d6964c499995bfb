"""The four relations the engine reads: from Sightline's own Parquet cache, or from views of a warehouse.

All times are epoch seconds (UTC). Months are whole numbers like 202611, cut in the organisation's time zone by whoever
writes the relation, so that no query needs to know a calendar. Ids are non-negative whole numbers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Relation(StrEnum):
    TOUCH = "touch"
    CONVERSION = "conversion"
    STAGE_EVENT = "stage_event"
    SPEND_DAY = "spend_day"


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    type: str
    meaning: str


COLUMNS: Mapping[Relation, tuple[Column, ...]] = {
    Relation.TOUCH: (
        Column("touch_id", "BIGINT", "unique per touch; the last tie-breaker of the order"),
        Column(
            "unit_id", "BIGINT", "who travels; a touch of a contact appears once for the person, once for the account"
        ),
        Column("unit_kind", "SMALLINT", "0 person, 1 account, 2 the named contacts of one opportunity"),
        Column("occurred_at", "BIGINT", "epoch second"),
        Column("source_rank", "SMALLINT", "order of sources that report the same second"),
        Column("channel_id", "INTEGER", "empty when unknown"),
        Column("campaign_id", "BIGINT", "empty when the touch has no campaign"),
        Column("asset_id", "BIGINT", "empty when the touch has no asset"),
    ),
    Relation.CONVERSION: (
        Column("conversion_id", "BIGINT", "unique per milestone"),
        Column("milestone", "SMALLINT", "1 lead, 2 MQL, 3 SQL, 4 opportunity, 5 won, 6 order"),
        Column(
            "unit_id", "BIGINT", "whose touches lead here: a person, an account, or an opportunity's named contacts"
        ),
        Column(
            "cluster_id", "BIGINT", "the independent unit for the bootstrap: unit_id of the person or of the account"
        ),
        Column("subject_id", "BIGINT", "what passes the stages: the opportunity, contact or order"),
        Column("occurred_at", "BIGINT", "epoch second"),
        Column("value", "DOUBLE", "money in the reporting currency; empty when unknown"),
        Column("month", "INTEGER", "month of the milestone, like 202611"),
        Column("scope_id", "INTEGER", "code of the combination of segment, region, product, unit, new or existing"),
        Column(
            "other_unit_id",
            "BIGINT",
            "the account where unit_id is a person, the person where it is an account; "
            "needed only to read journeys by the other unit",
        ),
    ),
    Relation.STAGE_EVENT: (
        Column("subject_id", "BIGINT", "as in conversion"),
        Column("stage", "SMALLINT", "codes of conversion.milestone"),
        Column("occurred_at", "BIGINT", "epoch second of entry"),
    ),
    Relation.SPEND_DAY: (
        Column("day", "INTEGER", "days since 1970-01-01, in the organisation's time zone"),
        Column("month", "INTEGER", "month of the day, like 202611"),
        Column("campaign_id", "BIGINT", "empty when the spend has no campaign"),
        Column("channel_id", "INTEGER", "empty when unknown"),
        Column("amount", "DOUBLE", "money in the reporting currency; empty when unknown"),
    ),
}


@dataclass(frozen=True, slots=True)
class Sources:
    """Parquet paths or globs per relation; a relation without a path is empty."""

    touch: tuple[str, ...] = ()
    conversion: tuple[str, ...] = ()
    stage_event: tuple[str, ...] = ()
    spend_day: tuple[str, ...] = ()

    def of(self, relation: Relation) -> tuple[str, ...]:
        paths: tuple[str, ...] = getattr(self, relation.value)
        return paths
