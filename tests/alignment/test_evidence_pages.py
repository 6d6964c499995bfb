"""Intent against evidence, performance and contribution, the check, and the register of experiments."""

import csv
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from alignment import services
from alignment.core.inputs import CreditFacts
from alignment.core.intent import cells, confirmed
from alignment.models import AuditAnswer, Experiment
from alignment.selectors.check import check_page
from alignment.selectors.intent import intent_matrix
from alignment.selectors.keys import campaign_key, objective_key
from people.models import Role
from tests import factories as make
from tests.alignment.worlds import worked_example

TODAY = timezone.now().date()
FIRST = TODAY.replace(day=1)
PAGES = ("matrix", "contribution", "audit_check", "experiments")


def test_cells_hold_declared_beside_measured_shares_with_their_interval():
    world = worked_example()
    credits = {
        "linear": [CreditFacts("search", 20, {"growth": 15.0, "brand": 5.0}, {"growth": 2.0, "brand": 1.0}, 2.2)]
    }

    found = {(c.campaign, c.objective): c for c in cells(replace(world, credits=credits))}
    search = found["search", "growth"]
    assert (search.declared, search.measured) == (1.0, 0.75)
    assert search.low == pytest.approx((15 - 1.6449 * 2) / 20)
    assert found["search", "brand"].declared == 0
    assert found["film", "brand"].measured is None
    assert ("fair", "growth") not in found


def test_the_confirmed_part_is_unknown_while_any_share_is():
    assert confirmed([(1.0, None)]) is None
    assert confirmed([]) is None
    assert confirmed([(1.0, 0.75), (0.0, 0.25)]) == 0.75


@pytest.mark.django_db
class TestPages:
    @pytest.fixture
    def cycle(self):
        return make.cycle(FIRST, FIRST + timedelta(days=92), name="Now")

    @pytest.fixture
    def scored(self, cycle):
        """Two objectives with scopes; the fair is meant for shops, and three quarters of its credit fell there."""
        shops = make.business_objective("Shops", scope={"segment": ["Retail"]})
        banks = make.business_objective("Banks", scope={"segment": ["Finance"]})
        aim = make.objective(cycle, "Win shops", serves=shops)
        fair = make.campaign("Fair")
        make.spend(fair, FIRST, "1000.00")
        make.spend(make.campaign("=Orphan"), FIRST, "10.00")
        services.link_campaign(campaign=fair, shares=[services.Share(aim, Decimal(1))], since=FIRST, by=None)
        inside = {objective_key(shops.pk): 15.0, objective_key(banks.pk): 5.0}
        credits = {"linear": [CreditFacts(campaign_key(fair.pk), 20.0, inside, dict.fromkeys(inside, 1.0), 1.5)]}
        return services.score_cycle(cycle, today=TODAY, now=timezone.now(), credits=credits, locked_model="linear")

    def shown(self, client, name, query="", role=Role.BOARD):
        client.force_login(make.user(role))
        response = client.get(reverse(name) + query)
        assert response.status_code == 200
        text = response.content.decode()
        assert "<c-" not in text
        return text

    @pytest.mark.parametrize("name", PAGES)
    def test_every_page_has_a_state_without_a_cycle_without_a_score_and_before_its_first_day(self, client, name):
        words = {"experiments": ["No experiment yet"] * 3}.get(
            name, ["No cycle has been planned yet", "Nothing has been computed yet", "This cycle has not begun"]
        )
        assert words[0] in self.shown(client, name)
        now = make.cycle(FIRST, FIRST + timedelta(days=92))
        assert words[1] in self.shown(client, name)
        next_one = make.cycle(now.ends_on, now.ends_on + timedelta(days=90))
        assert words[2] in self.shown(client, name, f"?cycle={next_one.pk}")

    def test_the_matrix_sums_the_money_that_is_not_confirmed(self, client, cycle, scored):
        found = intent_matrix(cycle)
        (row,) = found.rows
        assert (row.name, row.fit, row.misaligned, found.misaligned) == ("Fair", 0.75, 250, 250)
        text = self.shown(client, "matrix")
        assert "€250" in text
        assert "Banks" in text

    def test_the_file_has_one_line_for_each_pair(self, client, scored):
        client.force_login(make.user(Role.BOARD))
        lines = list(csv.DictReader(client.get(reverse("matrix_file")).content.decode().splitlines()))
        assert [(line["Business objective"], line["Declared share"], line["Measured share"]) for line in lines] == [
            ("Banks", "0", "0.25"),
            ("Shops", "1", "0.75"),
        ]

    def test_filters_and_order_are_in_the_address(self, client, scored):
        assert "No campaign is of this theme" in self.shown(client, "matrix", "?theme=Nothing")
        assert "Fair" in self.shown(client, "matrix", "?only=measured&sort=name")

    def test_the_check_answers_every_question_with_evidence_and_its_trend(self, client, cycle, scored):
        text = self.shown(client, "audit_check")
        assert text.count('class="verdict ') == 11
        assert "1 of 2 campaigns with spend name an objective." in text
        AuditAnswer.objects.update(day=TODAY - timedelta(days=30), verdict="yes")
        services.score_cycle(cycle, today=TODAY, now=timezone.now())
        line = next(line for line in check_page(cycle).lines if line.answer.question == "linkage")
        if cycle.starts_on <= TODAY - timedelta(days=30):
            assert line.before.verdict == "yes"
        assert line.answer.verdict == "partly"

    def test_answering_twice_a_day_keeps_one_answer(self, cycle, scored):
        services.score_cycle(cycle, today=TODAY, now=timezone.now())
        assert AuditAnswer.objects.count() == 11

    def test_quarters_show_their_thresholds(self, client, scored):
        text = self.shown(client, "contribution")
        assert "95" in text
        assert "No key result of it has a value yet." in text

    def test_an_experiment_is_entered_changed_and_withdrawn_with_a_reason(self, client, scored):
        client.force_login(make.user(Role.ANALYST))
        given = {"name": "Holdout", "campaign": make.Campaign.objects.get(name="Fair").pk, "design": "holdout",
                 "business_objective": make.BusinessObjective.objects.get(name="Shops").pk, "outcome": "Deals",
                 "starts_on": "2026-01-01", "ends_on": "2026-01-31", "effect": "4", "low": "1"}  # fmt: skip
        refused = client.post(reverse("new_experiment"), given)
        assert refused.status_code == 422
        assert "needs its 90 % interval" in refused.content.decode()
        assert client.post(reverse("new_experiment"), {**given, "high": "7"}).status_code == 302
        row = Experiment.objects.get()
        assert client.post(reverse("experiment", args=[row.pk]), {**given, "high": "9"}).status_code == 302
        assert client.post(reverse("withdraw_experiment", args=[row.pk]), {"reason": ""}).status_code == 422
        assert client.post(reverse("withdraw_experiment", args=[row.pk]), {"reason": "Mixed up"}).status_code == 302
        text = client.get(reverse("experiments")).content.decode()
        assert "withdrawn, because Mixed up" in text
        assert "1 to 9" in text

    def test_pages_ask_few_queries(self, client, scored, django_assert_max_num_queries):
        client.force_login(make.user(Role.MARKETER))
        for name in PAGES:
            client.get(reverse(name))
            with django_assert_max_num_queries(12):
                client.get(reverse(name))
