"""Every finding that Sightline knows: one line each."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from alignment.core.findings import effect, evidence, horizon, measurement, money, moves, ownership, reported
from alignment.core.findings.words import Found, Kind, Severity
from alignment.core.situation import Situation

HIGH, MEDIUM, LOW = Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """How one kind is found. `move` groups kinds that touch the same money: at most one of a group is a best move.

    An empty group is no move: a state to know of, not a decision to take. `page` is where it is put right. A label that
    `is_claim` is never shown without the detail, which says how far it was tested.
    """

    kind: Kind
    label: str
    severity: Severity
    find: Callable[[Situation], Iterator[Found]]
    move: str = ""
    page: str = ""
    is_claim: bool = False


RULES: Sequence[Rule] = (
    Rule(Kind.ORPHAN_MONEY, "Orphan money", HIGH, money.orphan_money, "links", "desk"),
    Rule(Kind.DROPPED_OBJECTIVE, "Spend on a dropped objective", HIGH, money.dropped_objective, "dropped", "desk"),
    Rule(Kind.STARVED_OBJECTIVE, "Starved objective", HIGH, money.starved_objective, "budget", "plan"),
    Rule(Kind.OVERFUNDED_OBJECTIVE, "Overfunded objective", MEDIUM, money.overfunded_objective, "budget", "plan"),
    Rule(Kind.UNMEASURED_OBJECTIVE, "Objective without a key result", HIGH, measurement.unmeasured_objective,
         "coverage", "okrs:tree"),
    Rule(Kind.NO_OUTCOME_KPI, "Objective without an outcome KPI", HIGH, measurement.no_outcome_kpi, "outcome",
         "okrs:business_objectives"),
    Rule(Kind.VANITY_CAMPAIGN, "Vanity alone", MEDIUM, measurement.vanity_campaign, "measure", "plan", is_claim=True),
    Rule(Kind.STALE_KPI, "Stale KPI", MEDIUM, measurement.stale_kpi, "measure"),
    Rule(Kind.OWNERLESS_KPI, "KPI without an owner", MEDIUM, measurement.ownerless_kpi, "measure"),
    Rule(Kind.MYSTERY_SPREADSHEET, "Mystery spreadsheet", MEDIUM, measurement.mystery_spreadsheet, "measure"),
    Rule(Kind.HORIZON_OFF, "Horizon off", MEDIUM, horizon.horizon_off, "horizon", "plan"),
    Rule(Kind.SHORT_TERMISM, "Short-termism", HIGH, horizon.short_termism, "horizon", "plan"),
    Rule(Kind.HOLLOW, "Rich in clicks, poor in effect", HIGH, effect.hollow, "effect", "plan"),
    Rule(Kind.PUNISHED_BY_LAST, "Punished by last touch", MEDIUM, effect.punished_by_last, "", "matrix"),
    Rule(Kind.EVIDENCE_CONTRADICTS, "Evidence contradicts intent", HIGH, evidence.evidence_contradicts, "evidence",
         "matrix"),
    Rule(Kind.DECLARED_ONLY, "Declared only", LOW, evidence.declared_only, "test", "experiments"),
    Rule(Kind.BEHIND_PACE, "Behind its pace", MEDIUM, evidence.behind_pace, "", "okrs:tree"),
    Rule(Kind.NO_CHECKPOINT, "No checkpoint", LOW, ownership.no_checkpoint, "", "okrs:tree"),
    Rule(Kind.NO_CO_OWNER, "No co-owner", LOW, ownership.no_co_owner, "", "okrs:tree"),
    Rule(Kind.NO_OWNER, "No owner", MEDIUM, ownership.no_owner, "", "okrs:tree"),
    Rule(Kind.SLA_MISSED, "SLA missed", MEDIUM, ownership.sla_missed),
    Rule(Kind.UNKNOWN_COST, "Unknown cost", MEDIUM, money.unknown_cost, "", "plan"),
    Rule(Kind.MUCH_KEPT_OUT, "Much kept out", LOW, money.much_kept_out, "", "desk"),
    Rule(Kind.BUDGET_MOVE, "Budget move", MEDIUM, moves.budget_moves, "budget", "forecasts:budget"),
    Rule(Kind.RESTATED, "Restated after its report", MEDIUM, reported.restated),
)  # fmt: skip

BY_KIND: Mapping[str, Rule] = {rule.kind.value: rule for rule in RULES}
