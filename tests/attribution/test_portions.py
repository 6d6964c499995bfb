"""One opportunity's journey in words and shares, and that the cube of the run says the same."""

from collections import defaultdict
from datetime import UTC, date, datetime

import pytest

from attribution import selectors, services
from attribution.core.models import ADDITIVE, Model
from attribution.core.portions import Known, by_channel, portions, reason, roles
from attribution.core.settings import Settings, Stage
from attribution.models import Credit, Milestone
from attribution.services.conventions import change_convention
from crm.models import ContactRole, Opportunity
from organisation.core.money import shares_to_cents
from people.models import Role
from tests import factories as make
from tests.attribution.worlds import DIRECT, journey

DAY = 86_400
SETTINGS = Settings(half_life_days=7.0, direct_channels=(DIRECT,))


class TestPortions:
    def test_every_model_gives_away_exactly_one_milestone(self):
        row = journey(0, 5, 12, 30, 38, channels=(0, 1, 0, DIRECT, 1), stages={int(Stage.LEAD): 6 * DAY})

        whole = {Model.MARKOV: {0: 30.0, 1: 10.0}, Model.SHAPLEY_RATE: {0: 9.0, 1: -2.0, DIRECT: 3.0}}
        found = portions(row, SETTINGS, known=Known({0: 0.5, 1: 0.25}, whole))

        assert set(found) == set(Model)
        assert set(portions(row, SETTINGS, known=Known())) == set(ADDITIVE)
        assert all(sum(weights) == pytest.approx(1) for weights in found.values())

    def test_channels_share_by_their_effects_and_their_touches_equally(self):
        row = journey(0, 1, 2, channels=(7, 8, 7))

        assert by_channel(row, {7: 0.6, 8: 0.2}) == pytest.approx([0.375, 0.25, 0.375])
        assert by_channel(row, {}) == [0.25, 0.5, 0.25]

    def test_a_deal_is_shared_as_models_of_the_whole_share_all_deals(self):
        row = journey(0, 1, 2, channels=(7, 8, 7))
        whole = {Model.MARKOV: {7: 30.0, 8: 10.0, 9: 60.0}, Model.SHAPLEY_RATE: {7: 5.0, 8: -2.0}}

        found = portions(row, SETTINGS, known=Known({}, whole))

        assert found[Model.MARKOV] == pytest.approx([0.375, 0.25, 0.375])  # 30 : 10, and 30 for two touches
        assert found[Model.SHAPLEY_RATE] == pytest.approx([0.5, 0, 0.5])  # nothing is taken from a deal that was won
        told = reason(Model.MARKOV, row, 0, SETTINGS, known=Known({}, whole))
        assert told == "its channel has 30.0 of the 40.0 that these channels have in all, shared by its 2 touches"
        assert reason(Model.SHAPLEY_RATE, row, 1, SETTINGS, known=Known()) == "one of 2 channels"

    def test_roles_and_reasons_say_what_a_touch_was(self):
        row = journey(
            0, 5, 12, channels=(0, DIRECT, 1), stages={int(Stage.LEAD): 6 * DAY, int(Stage.OPPORTUNITY): 9**9}
        )

        assert roles(row) == [("first",), ("lead-creating",), ("closing",)]
        told = {model: reason(model, row, 1, SETTINGS, known=Known()) for model in ADDITIVE}
        assert told[Model.LINEAR] == "one of 3 equal touches"
        assert told[Model.LAST_NON_DIRECT] == "Direct is passed over"
        assert told[Model.TIME_DECAY] == "7 days before; half as much for every 7 days"
        assert told[Model.POSITION] == "one of 1 in the middle, which share 20 %"
        assert told[Model.W_SHAPED] == "the lead-creating touch"
        assert told[Model.SHAPLEY] == told[Model.MARKOV_NORMALISED] == "one of 3 channels"
        assert reason(Model.CUSTOM, row, 1, SETTINGS, known=Known()) == "the one other touch"


@pytest.mark.django_db(transaction=True)  # the engine reads through a connection of its own
class TestAgainstTheRun:
    @pytest.fixture(autouse=True)
    def facts_of_their_own(self, settings, tmp_path):
        settings.PLACES = type(settings.PLACES)(data=tmp_path)

    def deal(self, *, named):
        """Eight touches of two people by four campaigns; a colleague's touch counts when nobody is named."""
        firm = make.account("Firm")
        people = [make.contact(firm, lead_at=datetime(2026, 1, 12, tzinfo=UTC)), make.contact(firm)]
        campaigns = [
            make.campaign(f"C{n}", channel=make.channel(f"Channel {n % 3}", is_direct=n == 2)) for n in range(4)
        ]
        for n, day in enumerate((1, 4, 9, 11, 15, 22, 25, 28)):
            make.touch(people[n % 2], date(2026, 1, day), campaigns[(n * 3) % 4])
        make.touch(make.contact(firm), date(2026, 1, 20), campaigns[2])
        made = make.opportunity(firm, "1000.00", created=date(2026, 1, 24), closed=date(2026, 2, 2))
        if named:
            for n, person in enumerate(people):
                ContactRole.objects.create(opportunity=made, contact=person, source="test", external_id=f"r{n}")
        lost = make.account("Lost")
        make.touch(make.contact(lost), date(2026, 1, 5), campaigns[1])
        return Opportunity.objects.get(pk=made.pk)

    @pytest.mark.parametrize(
        ("named", "decided"),
        [
            (True, {}),
            (False, {}),
            (True, {"unit": "person", "custom_lead": 0.5}),
            (False, {"reset": True, "collapse_repeats": True, "drop_direct": True, "keep_last": 3, "markov_order": 2}),
        ],
    )
    def test_a_journey_read_from_the_facts_is_weighed_as_the_run_weighed_it(self, named, decided):
        deal = self.deal(named=named)
        make.opportunity(deal.account, "0.00", created=date(2026, 1, 6), closed=date(2026, 1, 7))  # resets
        for milestone in (Milestone.OPPORTUNITY, Milestone.WON):
            change_convention(milestone, decided, by=make.user(Role.ANALYST))
        run = services.run_credit(now=datetime(2026, 4, 2, tzinfo=UTC))

        for milestone in (Milestone.OPPORTUNITY, Milestone.WON):
            settings = selectors.settings_of_run(run, milestone)
            found = selectors.journey_of(deal, milestone=milestone, settings=settings, zone="UTC")
            assert found.is_named is named
            weights = portions(found.journey, settings, known=selectors.known_channels(run, milestone))
            assert set(weights) == set(Model)
            assert all(sum(shares_to_cents(deal.reported, parts)) == deal.reported for parts in weights.values())
            for model in ADDITIVE:
                ours = defaultdict(float)
                for one, weight in zip(found.seen, weights[model], strict=True):
                    ours[one.touch.campaign] += 1000 * weight
                rows = Credit.objects.filter(run=run, milestone=milestone, model=model, is_unattributed=False)
                theirs = {row.campaign_id: float(row.value) for row in rows if row.value}
                assert {key: value for key, value in ours.items() if value > 0.001} == pytest.approx(theirs, abs=0.011)
