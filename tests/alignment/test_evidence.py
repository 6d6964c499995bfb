"""Evidence classes: set from data, aged by a setting, every change kept with its reason."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alignment import services
from alignment.core.evidence import EvidenceClass
from alignment.core.grading import Credited, Design, Trial, grade
from alignment.core.inputs import CreditFacts
from alignment.models import CampaignLink, EvidenceChange, Experiment
from alignment.selectors.keys import campaign_key, objective_key
from alignment.services.evidence import ExperimentRefused, grade_links, keep_experiment, withdraw_experiment
from tests import factories as make

TODAY = date(2026, 3, 1)
NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)
ENDED = date(2026, 1, 31)


def trial(**facts):
    return Trial(
        **{"name": "Test", "design": Design.GEO, "ends_on": ENDED, "effect": 5.0, "low": 1.0, "high": 9.0, **facts}
    )


def graded(credited=None, trials=(), *, months=18, moved=""):
    return grade(credited=credited, trials=trials, model="linear", today=TODAY, months=months, moved=moved)


class TestGrade:
    def test_nothing_known_is_declared_only(self):
        assert graded().evidence is EvidenceClass.DECLARED

    @pytest.mark.parametrize(
        ("milestones", "error", "evidence"),
        [
            (5, 1.0, "associated"),
            (4.9, 1.0, "declared"),
            (6, 4.0, "declared"),
            (6, None, "associated"),
            (60, 30, "associated"),
        ],
    )
    def test_credit_beyond_noise_makes_a_link_associated(self, milestones, error, evidence):
        assert graded(Credited(milestones, error)).evidence == evidence

    def test_a_kpi_that_moved_beyond_noise_makes_it_associated_too(self):
        assert graded(moved="NPS rose by 9 ± 4 points.").evidence is EvidenceClass.ASSOCIATED

    @pytest.mark.parametrize(
        ("design", "evidence"),
        [("matched", "matched_control"), ("geo", "randomised"), ("holdout", "randomised"), ("lift", "randomised")],
    )
    def test_only_random_assignment_reaches_the_highest_class(self, design, evidence):
        assert graded(trials=[trial(design=Design(design))]).evidence == evidence

    def test_an_effect_inside_noise_lifts_nothing_and_says_so(self):
        found = graded(Credited(20, 2.0), [trial(low=-1.0)])
        assert found.evidence is EvidenceClass.ASSOCIATED
        assert "showed no effect beyond noise" in found.reason

    def test_less_can_be_what_was_wanted(self):
        assert graded(trials=[trial(effect=-5.0, low=-9.0, high=-1.0, wanted_down=True)]).evidence == "randomised"
        assert graded(trials=[trial(effect=-5.0, low=-9.0, high=-1.0)]).evidence == "declared"

    def test_a_test_that_is_old_holds_nothing_up_any_more(self):
        assert graded(trials=[trial()], months=1).evidence is EvidenceClass.DECLARED
        assert graded(trials=[trial(ends_on=date(2026, 2, 1))], months=1).evidence is EvidenceClass.DECLARED
        assert graded(trials=[trial(ends_on=date(2026, 2, 2))], months=1).evidence is EvidenceClass.RANDOMISED
        assert "more than 1 months ago" in graded(trials=[trial()], months=1).reason

    def test_a_running_test_proves_nothing_yet(self):
        assert graded(trials=[trial(ends_on=TODAY)]).evidence is EvidenceClass.DECLARED

    @settings(max_examples=50)
    @given(st.floats(0, 100), st.none() | st.floats(0, 50), st.integers(0, 60), st.integers(1, 120))
    def test_the_class_never_falls_with_more_credit(self, milestones, error, more, months):
        less = graded(Credited(milestones, error), [trial()], months=months)
        assert (
            graded(Credited(milestones + more, error), [trial()], months=months).evidence.worth >= less.evidence.worth
        )


@pytest.mark.django_db
class TestLinks:
    @pytest.fixture
    def cycle(self):
        return make.cycle(date(2026, 1, 1), date(2026, 4, 1))

    @pytest.fixture
    def link(self, cycle):
        business = make.business_objective("Grow", scope={"segment": ["Retail"]})
        aim = make.objective(cycle, "Win shops", serves=business)
        fair = make.campaign("Fair")
        (made,) = services.link_campaign(
            campaign=fair, shares=[services.Share(aim, Decimal(1))], since=date(2026, 1, 1), by=None
        )
        return made

    def grade(self, cycle, credits=(), today=TODAY):
        return grade_links(cycle, credits, model="linear", today=today, now=NOW)

    def credit(self, link, milestones):
        business = link.objective.business_objective_id
        return [CreditFacts(campaign_key(link.campaign_id), milestones, {objective_key(business): milestones})]

    def experiment(self, link, **facts):
        given = {"name": "Holdout", "campaign": link.campaign, "business_objective": link.objective.business_objective,
                 "design": "holdout", "starts_on": date(2026, 1, 1), "ends_on": ENDED, "outcome": "Deals",
                 "effect": 4.0, "low": 1.0, "high": 7.0, **facts}  # fmt: skip
        return keep_experiment(experiment=Experiment(), fields=given, by=None, now=NOW)

    def test_a_link_rises_by_credit_then_by_experiment_and_falls_when_it_is_withdrawn(self, cycle, link):
        self.grade(cycle, self.credit(link, 12.0))
        self.experiment(link)
        self.grade(cycle, self.credit(link, 12.0))
        withdraw_experiment(experiment=Experiment.objects.get(), reason="Regions were mixed up", by=None, now=NOW)
        self.grade(cycle, self.credit(link, 12.0))

        steps = list(EvidenceChange.objects.order_by("pk").values_list("before", "after"))
        assert steps == [("declared", "associated"), ("associated", "randomised"), ("randomised", "associated")]
        assert EvidenceChange.objects.get(after="randomised").experiment.name == "Holdout"
        assert all(EvidenceChange.objects.values_list("reason", flat=True))

    def test_grading_twice_changes_nothing(self, cycle, link):
        self.grade(cycle, self.credit(link, 12.0))
        assert self.grade(cycle, self.credit(link, 12.0)) == []

    def test_credit_outside_the_scope_does_not_count(self, cycle, link):
        self.grade(cycle, [CreditFacts(campaign_key(link.campaign_id), 40.0, {})])
        assert CampaignLink.objects.get().evidence == "declared"

    def test_evidence_ages_with_time(self, cycle, link):
        self.experiment(link)
        self.grade(cycle)
        (change,) = self.grade(cycle, today=TODAY + timedelta(days=600))
        assert (change.before, change.after) == ("randomised", "declared")
        assert "more than 18 months ago" in change.reason

    def test_the_class_is_fed_into_the_score(self, cycle, link):
        make.spend(link.campaign, date(2026, 2, 1), "100.00")
        self.experiment(link)
        self.grade(cycle)
        run = services.score_cycle(cycle, today=TODAY, now=NOW)
        assert [row["evidence"] for row in run.receipt["inputs"]["links"]] == ["randomised"]

    @pytest.mark.parametrize(
        ("facts", "sentence"),
        [
            ({"low": None}, "needs its 90 % interval"),
            ({"low": 5.0}, "inside its interval"),
            ({"ends_on": date(2025, 1, 1)}, "lies before the first day"),
            ({"name": " "}, "Give the experiment a name"),
        ],
    )
    def test_half_an_experiment_is_refused_in_words(self, link, facts, sentence):
        with pytest.raises(ExperimentRefused, match=sentence):
            self.experiment(link, **facts)

    def test_two_of_one_name_are_refused(self, link):
        self.experiment(link)
        with pytest.raises(ExperimentRefused, match="called “Holdout” already"):
            self.experiment(link)
