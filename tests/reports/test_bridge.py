"""The bridge from reported to restated: every cause, and parts that always sum to the whole."""

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from alignment.core.components import ComponentName
from alignment.core.facts import read_inputs
from alignment.core.inputs import CampaignFacts, CreditFacts, LinkFacts, ObjectiveFacts, ScoreInputs
from alignment.core.receipt import write_receipt
from reports.core.bridge import Cause, FactRow, Part, Since, explain, line
from reports.core.score_bridge import score_parts

D = Decimal
MONEY = st.decimals(min_value=-(10**12), max_value=10**12, places=2)
ROWS = st.dictionaries(st.integers(1, 12), st.tuples(st.none() | MONEY, st.booleans()), max_size=10).map(
    lambda found: [FactRow(pk, *values) for pk, values in found.items()]
)
MERGED = {3, 4}
KNOWN = Since(was_there=lambda pk: pk <= 6, is_there=lambda pk: pk % 2 == 0, identity_changed=MERGED.__contains__)


@given(ROWS, ROWS, st.booleans())
@settings(max_examples=25)
def test_the_parts_of_a_sum_add_up_to_its_difference(then, now, recut):
    since = Since(KNOWN.was_there, KNOWN.is_there, KNOWN.identity_changed, recut)

    parts = explain(then, now, since)

    assert sum(part.amount for part in parts) == sum(row.adds for row in now) - sum(row.adds for row in then)
    assert len({part.cause for part in parts}) == len(parts)


@given(MONEY, MONEY, st.lists(st.builds(Part, st.sampled_from(sorted(set(Cause) - {Cause.UNEXPLAINED})), MONEY)))
@settings(max_examples=25)
def test_what_causes_leave_over_stands_among_them_by_name(reported, restated, parts):
    found = line("won", "Won revenue", reported=reported, restated=restated, parts=parts)

    assert sum(part.amount for part in found.parts) == restated - reported
    left = restated - reported - sum(part.amount for part in parts)
    assert [part.amount for part in found.parts if part.cause is Cause.UNEXPLAINED] == ([left] if left else [])


def test_every_change_of_a_row_has_its_cause():
    then = [FactRow(1, D(90)), FactRow(2, D(10)), FactRow(3, D(40), False), FactRow(5, D(7)), FactRow(6, D(8), False)]
    now = [FactRow(1, D(80)), FactRow(3, D(50)), FactRow(6, D(8)), FactRow(4, D(5)), FactRow(9, D(100))]

    found = {part.cause: (part.amount, part.rows) for part in explain(then, now, KNOWN)}

    assert found == {
        Cause.LATE: (D(108), 2),  # a deal entered late, and a late touch before another
        Cause.WITHDRAWN: (D(-7), 1),
        Cause.AMOUNTS: (D(-10), 1),
        Cause.DATES: (D(-5), 2),  # one left the cycle, one came into it
        Cause.IDENTITIES: (D(50), 1),
    }


def test_an_amount_that_nobody_knew_and_one_without_a_number_are_no_difference_of_nothing():
    assert explain([FactRow(1, None)], [FactRow(1, None)], KNOWN) == []
    assert line("score", "Score", reported=None, restated=D(3), parts=[]).difference is None


class TestScore:
    def test_each_kind_of_input_has_its_points_and_nothing_is_left_over(self):
        then, now = receipt(), receipt(spend="500.00", share="0.5", weight="3", progress=0.9, inside=2.0)

        parts = score_parts(then, now, spend=Cause.AMOUNTS, credit=Cause.LATE)

        gap = D(str(now["arithmetic"]["score"])) - D(str(then["arithmetic"]["score"]))
        assert gap != 0
        assert sum(part.amount for part in parts) == gap
        causes = {part.cause for part in parts}
        assert {Cause.DEFINITIONS, Cause.LINKS, Cause.AMOUNTS, Cause.LATE, Cause.RESULTS} <= causes

    def test_other_weights_are_the_model_and_nothing_else(self):
        then = receipt()
        now = write_receipt(read_inputs(then["inputs"]), weights=dict.fromkeys(ComponentName, 1.0))

        parts = score_parts(then, now, spend=Cause.LATE, credit=Cause.LATE)

        assert [part.cause for part in parts] == [Cause.MODEL]

    def test_a_cycle_that_could_not_be_scored_has_no_parts(self):
        bare = write_receipt(ScoreInputs("Q1", date(2026, 3, 31), [], [], []))

        assert score_parts(bare, receipt(), spend=Cause.LATE, credit=Cause.LATE) == ()


def receipt(*, spend="700.00", share="1", weight="1", progress=0.5, inside=6.0):
    """Two objectives, one campaign that serves the first, one orphan, and credit of one model."""
    scoped = {"measurable": True, "outcome_kpi": True, "expected": 1.0}
    return write_receipt(
        ScoreInputs(
            cycle="Q1",
            as_of=date(2026, 3, 31),
            objectives=[
                ObjectiveFacts("objective-1", "Grow", D(weight), progress=progress, **scoped),
                ObjectiveFacts("objective-2", "Stay", D(1), progress=0.4, **scoped),
            ],
            campaigns=[
                CampaignFacts("campaign-1", "A", "", "", D(spend), long_share=D(1)),
                CampaignFacts("campaign-2", "B", "", "", D("300.00"), long_share=D(0)),
            ],
            links=[LinkFacts("campaign-1", "objective-1", D(share), sound_path=True)],
            credits={"linear": [CreditFacts("campaign-1", 40.0, {"objective-1": inside, "objective-2": 8.0})]},
            locked_model="linear",
            target_long_share=D("0.6"),
        )
    )
