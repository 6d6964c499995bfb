"""Cycles, business objectives and objectives."""

from imports.core.target import Amend, Check, Column, Kind, Refers, Target
from imports.registry import register
from okrs.layouts.named import CO_OWNERS, CYCLE, KNOWN_TEAMS, OWNER, SCOPE, TEAMS

TEAM_CHECK = Check(
    holds=KNOWN_TEAMS.replace("co_owners", "replace(replace(replace(co_owners, '{', ''), '}', ''), ',', ';')"),
    column="co_owners",
    reason="A team is not known; write sales, product, finance or success, parted by semicolons.",
)
BUSINESS = Refers(model="okrs.BusinessObjective", fills="business_objective_id", key="name", sourced=False, folded=True)
ABOVE = Amend(
    model="okrs.Objective",
    select="""SELECT o.id, p.id AS parent_id FROM staged s
        JOIN okrs_objective o ON o.cycle_id = s.cycle_id AND o.name = s.name
        JOIN okrs_objective p ON p.cycle_id = s.cycle_id AND p.name = s.parent AND p.id <> o.id""",
)
HEIR = Amend(
    model="okrs.Objective",
    select="""SELECT o.id, h.id AS superseded_by_id FROM staged s
        JOIN okrs_objective o ON o.cycle_id = s.cycle_id AND o.name = s.name
        JOIN okrs_objective h ON h.cycle_id = s.cycle_id AND h.name = s.superseded_by AND h.id <> o.id""",
)

register(
    Target(
        name="cycles",
        label="Cycles",
        model="okrs.Cycle",
        columns=(
            Column(name="name", label="Name", required=True, example="Q1 FY26"),
            Column(
                name="length",
                label="Length",
                kind=Kind.CHOICE,
                choices={"quarter": "quarter", "half": "half", "year": "year", "custom": "custom", "*": "custom"},
                example="quarter",
            ),
            Column(name="starts_on", label="First day", kind=Kind.DAY, required=True, example="2026-01-01"),
            Column(name="ends_on", label="First day after", kind=Kind.DAY, required=True, example="2026-04-01"),
            Column(
                name="state",
                label="State",
                kind=Kind.CHOICE,
                choices={"draft": "draft", "active": "active", "review": "review", "closed": "closed"},
                example="active",
            ),
            Column(name="cadence_days", label="Days between check-ins", kind=Kind.COUNT, example="14"),
            Column(name="closed_at", label="Closed", kind=Kind.INSTANT),
        ),
        key=("name",),
        derived={
            "closed_at": "CASE WHEN state = 'closed' THEN coalesce(closed_at, CAST(ends_on AS TIMESTAMP)) END",
        },
        checks=(
            Check(holds="ends_on > starts_on", column="ends_on", reason="The cycle ends before it starts."),
            Check(
                holds="cadence_days BETWEEN 1 AND 120",
                column="cadence_days",
                reason="Check-ins are made every 1 to 120 days.",
            ),
        ),
        help="Quarters, halves and years that objectives are for.",
    ),
    Target(
        name="business_objectives",
        label="Business objectives",
        model="okrs.BusinessObjective",
        columns=(
            Column(name="name", label="Name", required=True, example="Grow new revenue"),
            Column(
                name="category",
                label="Category",
                kind=Kind.CHOICE,
                required=True,
                choices={
                    "revenue": "revenue",
                    "revenue growth": "revenue",
                    "profit": "profit",
                    "profitability": "profit",
                    "share": "share",
                    "market share": "share",
                    "brand": "brand",
                    "brand equity": "brand",
                    "customer": "customer",
                    "customer experience": "customer",
                },
                example="revenue",
            ),
            Column(name="weight", label="Priority weight", kind=Kind.NUMBER, example="0.3"),
            Column(name="target_share", label="Target share of the money", kind=Kind.NUMBER, example="0.3"),
            Column(name="description", label="Description"),
            OWNER,
            CO_OWNERS,
            SCOPE,
            Column(name="retired_on", label="Retired on", kind=Kind.DAY),
        ),
        key=("name",),
        derived={"co_owners": TEAMS},
        checks=(
            Check(holds="weight >= 0", column="weight", reason="A priority weight cannot be below 0."),
            Check(
                holds="target_share BETWEEN 0 AND 1",
                column="target_share",
                reason="A target share lies between 0 and 1.",
            ),
            TEAM_CHECK,
        ),
        help="What the company wants, in five categories.",
    ),
    Target(
        name="objectives",
        label="Objectives",
        model="okrs.Objective",
        columns=(
            CYCLE,
            Column(name="name", label="Objective", required=True, aliases=("Name",), example="Win mid-sized firms"),
            Column(name="business_objective", label="Business objective", refers=BUSINESS, example="Grow new revenue"),
            Column(name="parent", label="Parent objective", help="Its name in the same cycle."),
            Column(
                name="description",
                label="What success looks like",
                aliases=("Description",),
                example="Half of new deals come from mid-sized firms.",
            ),
            Column(
                name="horizon",
                label="Horizon",
                kind=Kind.CHOICE,
                choices={"short": "short", "long": "long"},
                example="short",
            ),
            Column(
                name="ambition",
                label="Ambition",
                kind=Kind.CHOICE,
                choices={"committed": "committed", "aspirational": "aspirational"},
                example="committed",
            ),
            Column(
                name="state",
                label="State",
                kind=Kind.CHOICE,
                choices={"draft": "draft", "active": "active", "closed": "closed", "dropped": "dropped"},
                example="active",
            ),
            Column(name="weight", label="Weight", kind=Kind.NUMBER),
            OWNER,
            CO_OWNERS,
            Column(name="dropped_on", label="Dropped on", kind=Kind.DAY),
            Column(name="drop_reason", label="Reason of dropping"),
            Column(name="superseded_by", label="Superseded by", help="Its name in the same cycle."),
            Column(name="score", label="Closing score", kind=Kind.NUMBER),
        ),
        key=("cycle_id", "name"),
        derived={"co_owners": TEAMS},
        checks=(
            Check(holds="weight >= 0", column="weight", reason="A weight cannot be below 0."),
            Check(holds="score BETWEEN 0 AND 1", column="score", reason="A closing score lies between 0 and 1."),
            Check(
                holds="state <> 'dropped' OR (dropped_on IS NOT NULL AND coalesce(drop_reason, '') <> '')",
                column="state",
                reason="A dropped objective says when and why it was dropped.",
            ),
            TEAM_CHECK,
        ),
        amends=(ABOVE, HEIR),
        after=("cycles", "business_objectives"),
        help="Marketing objectives of a cycle. They are found again by cycle and name.",
    ),
)
