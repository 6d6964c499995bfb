"""Small worlds for the score's tests: one written by hand, and a strategy that draws many."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from alignment.core.evidence import EvidenceClass
from alignment.core.inputs import CampaignFacts, CreditFacts, LinkFacts, ObjectiveFacts, ScoreInputs

AS_OF = date(2026, 2, 15)
OBJECTIVES = ("growth", "brand", "care")
MODELS = ("first", "linear")


def objective(key, weight, **facts):
    return ObjectiveFacts(key, key.title(), Decimal(str(weight)), **facts)


def campaign(key, spend, *, theme="Theme", channel="Search", **facts):
    return CampaignFacts(key, key.title(), theme, channel, None if spend is None else Decimal(str(spend)), **facts)


def link(start, end, share=1, **facts):
    return LinkFacts(start, end, Decimal(str(share)), **facts)


def inputs(**facts):
    return ScoreInputs(**{"cycle": "Q1", "as_of": AS_OF, "objectives": [], "campaigns": [], "links": [], **facts})


def worked_example():
    """Spend 100: 10 enabling, 90 in scope of which 80 mapped, 50 to growth and 30 to brand."""
    return inputs(
        objectives=[
            objective("growth", 6, progress=0.40, expected=0.50, measurable=True, outcome_kpi=True),
            objective("brand", 4, progress=0.50, expected=0.50, measurable=True),
        ],
        campaigns=[
            campaign("search", 50, long_share=Decimal(0)),
            campaign("film", 30, channel="Video", long_share=Decimal(1)),
            campaign("fair", 10, channel="Events"),
            campaign("tools", 10, enabling=True),
        ],
        links=[
            link("search", "growth", sound_path=True, evidence=EvidenceClass.RANDOMISED),
            link("film", "brand"),
        ],
        credits={
            "linear": [
                CreditFacts("search", 20, {"growth": 75.0, "brand": 25.0}),
                CreditFacts("film", 3, {"brand": 9.0}),
            ],
            "first": [CreditFacts("search", 20, {"growth": 100.0}), CreditFacts("film", 3, {"brand": 9.0})],
        },
        locked_model="linear",
        target_long_share=Decimal("0.6"),
    )


@st.composite
def worlds(draw):
    """Up to six campaigns over three objectives, with every kind of missing fact."""
    maybe_share = st.none() | st.decimals(0, 1, places=2)
    objectives = [
        objective(
            key,
            draw(st.integers(0, 5)),
            target_share=draw(maybe_share),
            progress=draw(st.none() | st.floats(-1, 2)),
            expected=draw(st.none() | st.floats(0, 1)),
            measurable=draw(st.booleans()),
            outcome_kpi=draw(st.booleans()),
        )
        for key in OBJECTIVES
    ]
    campaigns = [
        campaign(
            f"c{number}",
            draw(st.none() | st.decimals(0, 10_000, places=2)),
            theme=draw(st.sampled_from(["Trust", "Reach"])),
            channel=draw(st.sampled_from(["Search", "Events"])),
            enabling=draw(st.sampled_from([False, False, False, True])),
            long_share=draw(maybe_share),
        )
        for number in range(draw(st.integers(0, 6)))
    ]
    return inputs(
        objectives=objectives,
        campaigns=campaigns,
        links=[found for row in campaigns for found in draw(_links(row.key))],
        credits={model: [draw(_credit(row.key)) for row in campaigns] for model in MODELS},
        locked_model="linear",
        target_long_share=draw(maybe_share),
    )


@st.composite
def _links(draw, key):
    cuts = sorted(draw(st.lists(st.integers(0, 100), min_size=3, max_size=3)))
    shares = [cuts[0], cuts[1] - cuts[0], cuts[2] - cuts[1]]
    return [
        link(
            key,
            target,
            Decimal(share) / 100,
            contributing=draw(st.sampled_from([True, True, False])),
            evidence=draw(st.sampled_from(EvidenceClass)),
            sound_path=draw(st.booleans()),
        )
        for target, share in zip(OBJECTIVES, shares, strict=True)
        if share
    ]


@st.composite
def _credit(draw, key):
    inside = {target: draw(st.sampled_from([0.0, 1.0, 2.5, 40.0])) for target in OBJECTIVES}
    return CreditFacts(key, draw(st.sampled_from([0.0, 4.0, 5.0, 60.0])), inside)


def split(world, *, key, share):
    """The world with one campaign cut in two, its money, links and credit shared out."""
    twin = f"{key}-twin"

    def part(row, own):
        return replace(
            row,
            milestones=row.milestones * own,
            inside={target: amount * own for target, amount in row.inside.items()},
        )

    def halves(row):
        if row.key != key:
            return [row]
        ours = None if row.spend is None else row.spend * share
        theirs = None if row.spend is None else row.spend - ours
        return [replace(row, spend=ours), replace(row, key=twin, spend=theirs)]

    return replace(
        world,
        campaigns=[half for row in world.campaigns for half in halves(row)],
        links=[*world.links, *(replace(row, campaign=twin) for row in world.links if row.campaign == key)],
        credits={
            model: [
                half
                for row in rows
                for half in (
                    [part(row, float(share)), replace(part(row, 1 - float(share)), campaign=twin)]
                    if row.campaign == key
                    else [row]
                )
            ]
            for model, rows in world.credits.items()
        },
    )
