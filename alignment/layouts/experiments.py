"""Experiments that were run elsewhere: what a holdout, a test by regions or a platform's lift test found."""

from imports.core.target import Check, Column, Kind, Missing, Refers, Target
from imports.registry import register

BY_KEY = Refers(model="campaigns.CampaignKey", fills="campaign_id", gives="campaign_id", sourced=False)
BY_NAME = Refers(model="campaigns.Campaign", fills="campaign_id", key="name", sourced=False, folded=True)
SERVES = Refers(
    model="okrs.BusinessObjective",
    fills="business_objective_id",
    key="name",
    sourced=False,
    folded=True,
    missing=Missing.REJECT,
)
DESIGNS = {
    "holdout": "holdout",
    "hold-out": "holdout",
    "geo": "geo",
    "geo test": "geo",
    "regions": "geo",
    "lift": "lift",
    "lift test": "lift",
    "conversion lift": "lift",
    "matched": "matched",
    "matched control": "matched",
}

register(
    Target(
        name="experiments",
        label="Experiments",
        model="alignment.Experiment",
        columns=(
            Column(name="name", label="Experiment", required=True, example="Display holdout, north"),
            Column(name="campaign_key", label="Campaign ID", kind=Kind.ID, refers=BY_KEY, example="C-2026-01"),
            Column(name="campaign_name", label="Campaign name", refers=BY_NAME, aliases=("Campaign",)),
            Column(
                name="business_objective",
                label="Business objective",
                required=True,
                refers=SERVES,
                example="Grow new revenue",
            ),
            Column(
                name="design",
                label="Design",
                kind=Kind.CHOICE,
                required=True,
                choices=DESIGNS,
                help="holdout, geo and lift are randomised; matched compares with what merely looks alike.",
                example="holdout",
            ),
            Column(
                name="starts_on",
                label="First day",
                kind=Kind.DAY,
                required=True,
                example="2026-02-01",
            ),
            Column(name="ends_on", label="Last day", kind=Kind.DAY, required=True, example="2026-03-14"),
            Column(name="outcome", label="What was measured", required=True, example="Opportunities of small firms"),
            Column(name="unit", label="Unit", example="opportunities"),
            Column(
                name="effect",
                label="Effect",
                kind=Kind.NUMBER,
                help="Blank while it runs; else with its 90 % interval.",
                example="42",
            ),
            Column(name="low", label="Effect from", kind=Kind.NUMBER, example="18"),
            Column(name="high", label="Effect to", kind=Kind.NUMBER, example="66"),
            Column(name="wanted_down", label="Less is better", kind=Kind.FLAG, example="no"),
            Column(name="notes", label="Notes"),
        ),
        key=("name",),
        derived={name: f"try_cast({name} AS DOUBLE)" for name in ("effect", "low", "high")},
        checks=(
            Check(
                holds="campaign_id IS NOT NULL",
                column="campaign_key",
                reason="No campaign, or more than one, has this id or name; import campaigns first, or use the id.",
            ),
            Check(holds="ends_on >= starts_on", column="ends_on", reason="The last day lies before the first day."),
            Check(
                holds="(effect IS NULL) = (low IS NULL) AND (effect IS NULL) = (high IS NULL)",
                column="effect",
                reason="An effect needs its 90 % interval: give the effect, from and to, or none of them.",
            ),
            Check(
                holds="coalesce(effect BETWEEN low AND high, true)",
                column="effect",
                reason="The effect has to lie inside its interval.",
            ),
        ),
        after=("campaigns", "business_objectives"),
        help="What holdouts, tests by regions and lift tests found of a campaign, with the 90 % interval. They set how "
        "far a link is proven.",
    )
)
