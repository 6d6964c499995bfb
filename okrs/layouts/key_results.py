"""Key results with their checkpoints, checklists and values."""

from imports.core.target import Check, Column, Kind, Refers, Target
from imports.registry import register
from okrs.layouts.named import CYCLE_OF, KEY_RESULT, OBJECTIVE, OBJECTIVE_OF, OWNER, SCOPE

KIND = "coalesce(kind, 'increase')"
WAY = f"""{KIND} NOT IN ('increase', 'decrease') OR (baseline IS NOT NULL AND target IS NOT NULL
    AND CASE WHEN {KIND} = 'increase' THEN target > baseline ELSE target < baseline END)"""
BAND = f"""CASE WHEN {KIND} IN ('at_least', 'at_most') THEN target IS NOT NULL
    WHEN {KIND} = 'within' THEN band_low IS NOT NULL AND band_high IS NOT NULL AND band_high >= band_low
    ELSE true END"""
IDENTITY = "md5(concat_ws('|', lower(cycle), lower(objective), lower(key_result), strftime(day, '%Y-%m-%d')))"

register(
    Target(
        name="key_results",
        label="Key results",
        model="okrs.KeyResult",
        columns=(
            CYCLE_OF,
            OBJECTIVE,
            Column(name="name", label="Key result", required=True, aliases=("Name",), example="Qualified leads"),
            Column(
                name="kind",
                label="Kind",
                kind=Kind.CHOICE,
                choices={
                    "increase": "increase",
                    "decrease": "decrease",
                    "at_least": "at_least",
                    "at least": "at_least",
                    "at_most": "at_most",
                    "at most": "at_most",
                    "within": "within",
                    "within a band": "within",
                    "milestone": "milestone",
                    "baseline": "baseline",
                    "baseline to establish": "baseline",
                },
                example="increase",
            ),
            Column(
                name="measure",
                label="Measure",
                kind=Kind.CHOICE,
                choices={"flow": "flow", "level": "level", "ratio": "ratio"},
                example="flow",
            ),
            Column(name="unit", label="Unit", example="leads"),
            Column(name="baseline", label="Baseline", kind=Kind.NUMBER, example="0"),
            Column(name="target", label="Target", kind=Kind.NUMBER, example="5000"),
            Column(name="band_low", label="Lower edge", kind=Kind.NUMBER),
            Column(name="band_high", label="Upper edge", kind=Kind.NUMBER),
            Column(name="weight", label="Weight", kind=Kind.NUMBER),
            OWNER,
            SCOPE,
        ),
        key=("objective_id", "name"),
        checks=(
            Check(
                holds=WAY,
                column="target",
                reason="An increase needs a target above its baseline, a decrease one below; equal ones say nothing.",
            ),
            Check(holds=BAND, column="target", reason="The edges of the band are missing or the wrong way round."),
            Check(holds="weight >= 0", column="weight", reason="A weight cannot be below 0."),
        ),
        after=("objectives",),
        help="Key results, found again by cycle, objective and name.",
    ),
    Target(
        name="checkpoints",
        label="Checkpoints",
        model="okrs.Checkpoint",
        columns=(
            CYCLE_OF,
            OBJECTIVE_OF,
            KEY_RESULT,
            Column(name="due_on", label="Due on", kind=Kind.DAY, required=True, example="2026-01-31"),
            Column(name="expected", label="Expected value", kind=Kind.NUMBER, required=True, example="1500"),
        ),
        key=("key_result_id", "due_on"),
        after=("key_results",),
        help="Dated values expected on the way of a key result.",
    ),
    Target(
        name="checklist",
        label="Checklists of milestones",
        model="okrs.ChecklistItem",
        columns=(
            CYCLE_OF,
            OBJECTIVE_OF,
            KEY_RESULT,
            Column(name="text", label="Point", required=True, example="Agree what a qualified lead is"),
            Column(name="weight", label="Weight", kind=Kind.NUMBER),
            Column(name="done_on", label="Done on", kind=Kind.DAY),
        ),
        key=("key_result_id", "text"),
        checks=(Check(holds="weight >= 0", column="weight", reason="A weight cannot be below 0."),),
        after=("key_results",),
        help="The points of milestone key results.",
    ),
    Target(
        name="key_result_values",
        label="Key result values",
        model="okrs.CheckIn",
        columns=(
            CYCLE_OF,
            OBJECTIVE_OF,
            KEY_RESULT,
            Column(
                name="day", label="As of", kind=Kind.DAY, required=True, aliases=("Date", "Day"), example="2026-02-01"
            ),
            Column(
                name="value",
                label="Value",
                kind=Kind.NUMBER,
                help="Of a flow, its total since the cycle began.",
                example="1200",
            ),
            Column(name="numerator", label="Numerator", kind=Kind.NUMBER),
            Column(name="denominator", label="Denominator", kind=Kind.NUMBER),
            Column(name="confidence", label="Confidence", kind=Kind.COUNT, help="0 to 10.", example="7"),
            Column(
                name="declared",
                label="Declared status",
                kind=Kind.CHOICE,
                choices={
                    "on_track": "on_track",
                    "on track": "on_track",
                    "at_risk": "at_risk",
                    "at risk": "at_risk",
                    "off_track": "off_track",
                    "off track": "off_track",
                },
            ),
            Column(name="what_changed", label="What changed"),
            Column(name="next_step", label="Next step"),
            Column(
                name="by",
                label="By",
                refers=Refers(model="people.User", fills="by_id", key="email", sourced=False, folded=True),
            ),
        ),
        derived={
            "external_id": IDENTITY,
            "provenance": "CASE WHEN day IS NOT NULL THEN 'imported' END",
            "made_at": "CAST(day AS TIMESTAMP) + INTERVAL 12 HOUR",
        },
        checks=(
            Check(holds="confidence BETWEEN 0 AND 10", column="confidence", reason="Confidence goes from 0 to 10."),
            Check(
                holds="(numerator IS NULL) = (denominator IS NULL)",
                column="denominator",
                reason="A ratio has both its parts, or its value alone.",
            ),
        ),
        after=("key_results",),
        help="Values of key results as of a day, with what their owners said. One for each key result and day.",
    ),
)
