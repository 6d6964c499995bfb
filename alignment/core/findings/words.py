"""What a finding is."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from alignment.core.remedies import Step


class Kind(StrEnum):
    ORPHAN_MONEY = "orphan_money"
    DROPPED_OBJECTIVE = "dropped_objective"
    STARVED_OBJECTIVE = "starved_objective"
    OVERFUNDED_OBJECTIVE = "overfunded_objective"
    UNMEASURED_OBJECTIVE = "unmeasured_objective"
    NO_OUTCOME_KPI = "no_outcome_kpi"
    VANITY_CAMPAIGN = "vanity_campaign"
    STALE_KPI = "stale_kpi"
    OWNERLESS_KPI = "ownerless_kpi"
    MYSTERY_SPREADSHEET = "mystery_spreadsheet"
    HORIZON_OFF = "horizon_off"
    SHORT_TERMISM = "short_termism"
    HOLLOW = "hollow"
    PUNISHED_BY_LAST = "punished_by_last"
    EVIDENCE_CONTRADICTS = "evidence_contradicts"
    DECLARED_ONLY = "declared_only"
    BEHIND_PACE = "behind_pace"
    NO_CHECKPOINT = "no_checkpoint"
    NO_CO_OWNER = "no_co_owner"
    NO_OWNER = "no_owner"
    SLA_MISSED = "sla_missed"
    UNKNOWN_COST = "unknown_cost"
    MUCH_KEPT_OUT = "much_kept_out"
    RESTATED = "restated"
    BUDGET_MOVE = "budget_move"


class Severity(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of evidence: what it is, what is the matter with it, and its money where it has any."""

    key: str
    name: str
    note: str = ""
    money: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that is not as it should be. `about` tells several of a kind apart and stays the same over time.

    `steps` are what would put it right; empty where the score cannot change by it. `state` is what was decided about
    it elsewhere, empty where it is decided here.
    """

    kind: Kind
    title: str
    detail: str = ""
    about: str = ""
    rows: tuple[Row, ...] = ()
    money: Decimal = Decimal(0)
    steps: tuple[Step, ...] = ()
    state: str = ""

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.about}" if self.about else str(self.kind)
