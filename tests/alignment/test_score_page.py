"""The score's page, how scores are weighed, and the command that recomputes one."""

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from alignment import services
from alignment.core.components import ComponentName
from alignment.core.score import DEFAULT_WEIGHTS
from alignment.models import ScorePart, ScoreRun, ScoreSettings
from alignment.selectors.score_page import score_page, series
from alignment.services.settings import SettingsRefused, change_score_settings
from jobs.models import Job
from people.models import Role
from tests import factories as make

pytestmark = pytest.mark.django_db
TODAY = timezone.now().date()
FIRST = TODAY.replace(day=1)
NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)


@pytest.fixture
def business():
    return make.business_objective("Grow")


def scored(business, first, *, name, linked="700.00", orphan="300.00", days=92, at=None):
    cycle = make.cycle(first, first + timedelta(days=days), name=name)
    aim = make.objective(cycle, "Win shops", serves=business)
    for campaign, amount in (("Linked", linked), ("Orphan", orphan)):
        row = make.campaign(f"{campaign} {name}", team="Demand")
        make.spend(row, first, amount)
        if campaign == "Linked":
            services.link_campaign(campaign=row, shares=[services.Share(aim, Decimal(1))], since=first, by=None)
    run = services.score_cycle(cycle, today=at or first, now=timezone.now())
    return cycle, run


def shown(client, query="", role=Role.BOARD):
    client.force_login(make.user(role))
    response = client.get(reverse("score") + query)
    assert response.status_code == 200
    text = response.content.decode()
    assert "<c-" not in text
    return text


def test_the_page_opens_the_arithmetic_with_its_ledger_and_digests(client, business):
    _, run = scored(business, FIRST, name="Now")
    text = shown(client)
    assert "€700.00 mapped ÷ €1,000.00 in scope; €300.00 is orphan" in text
    assert run.receipt["digests"]["inputs"] in text
    assert f"manage.py verify_score {run.pk}" in text
    assert run.receipt["versions"]["business objectives"] == f"{business.pk} r1"


@pytest.mark.parametrize("by", ScorePart.By.values)
def test_every_part_has_its_score(client, business, by):
    scored(business, FIRST, name="Now")
    text = shown(client, f"?by={by}")
    assert ScorePart.objects.filter(by=by).exists()
    assert "Scores of parts" in text


def test_the_change_against_the_cycle_before_adds_up(business):
    first = date(2026, 1, 1)
    scored(business, first, name="Before", linked="500.00", orphan="500.00", days=90)
    cycle, _ = scored(business, first + timedelta(days=90), name="After", linked="900.00", orphan="100.00")
    page = score_page(cycle, by="objective", currency="EUR")
    assert page.previous.name == "Before"
    assert sum(part.points for part in page.change.parts) == pytest.approx(page.change.points, abs=1e-9)
    mapped = next(part for part in page.change.parts if part.name == "mapped_spend")
    assert mapped.by_value > 0


def test_each_day_keeps_its_last_score(business):
    first = date(2026, 1, 1)
    cycle, _ = scored(business, first, name="Now", at=date(2026, 1, 5))
    services.score_cycle(cycle, today=date(2026, 1, 6), now=NOW)
    last = services.score_cycle(cycle, today=date(2026, 1, 6), now=NOW + timedelta(hours=1))
    assert [day.day for day in series(cycle)] == [date(2026, 1, 5), date(2026, 1, 6)]
    assert series(cycle)[-1].score == last.score
    assert set(ScorePart.objects.filter(by="campaign").values_list("run", flat=True)) == {last.pk}


@pytest.mark.parametrize("state", ["nothing", "future", "no score", "orphan", "closed"])
def test_every_poor_state_is_said_in_words(client, business, state):
    words = {"nothing": "No cycle has been planned yet", "future": "This cycle has not begun",
             "no score": "No score yet", "orphan": "Not scorable", "closed": "is closed"}  # fmt: skip
    if state == "future":
        make.cycle(TODAY + timedelta(days=10), TODAY + timedelta(days=100))
    elif state == "no score":
        make.cycle(FIRST, FIRST + timedelta(days=90))
    elif state != "nothing":
        cycle, _ = scored(business, FIRST, name="Now", linked="0.00" if state == "orphan" else "700.00")
        if state == "closed":
            cycle.state, cycle.closed_at = "closed", timezone.now()
            cycle.save()
    assert words[state] in shown(client)


def test_the_page_asks_few_queries(client, business, django_assert_max_num_queries):
    scored(business, FIRST, name="Now")
    client.force_login(make.user(Role.EXECUTIVE))
    client.get(reverse("score"))
    with django_assert_max_num_queries(12):
        client.get(reverse("score"))


class TestSettings:
    def change(self, **facts):
        given = {"weights": DEFAULT_WEIGHTS, "aligned": 85.0, "partial": 50.0, "target_long_share": Decimal("0.6"),
                 "mix_source": "Our own tests", "evidence_months": 12, "reason": "New strategy", "by": None,
                 "now": NOW, **facts}  # fmt: skip
        return change_score_settings(**given)

    def test_the_newest_version_weighs_scores_and_stands_in_the_receipt(self, business):
        made = self.change()
        _, run = scored(business, FIRST, name="Now")
        assert run.receipt["bands"] == {"aligned": 85.0, "partial": 50.0}
        assert run.receipt["inputs"]["target_long_share"] == "0.600"
        assert run.receipt["versions"]["score settings"] == str(made.pk)

    @pytest.mark.parametrize(
        ("facts", "sentence"),
        [
            ({"weights": dict.fromkeys(ComponentName, 0.0)}, "All component weights are 0"),
            ({"weights": {**DEFAULT_WEIGHTS, ComponentName.DELIVERY: -1.0}}, "0 or more"),
            ({"weights": {**DEFAULT_WEIGHTS, ComponentName.DELIVERY: float("nan")}}, "0 or more"),
            ({"aligned": 50.0}, "below “aligned”"),
            ({"mix_source": " "}, "where the mix"),
            ({"evidence_months": 0}, "1 to 120 months"),
            ({"reason": ""}, "Say why"),
        ],
    )
    def test_what_makes_no_sense_is_refused_in_words(self, facts, sentence):
        with pytest.raises(SettingsRefused, match=sentence):
            self.change(**facts)
        assert not ScoreSettings.objects.exists()

    def test_the_form_keeps_history_and_asks_for_a_recompute(self, client):
        client.force_login(make.user(Role.EXECUTIVE, name="Eve"))
        page = client.get(reverse("score_settings"))
        given = {name: field.initial for name, field in page.context["form"].fields.items()}
        given |= {key: value for key, value in page.context["form"].initial.items() if value is not None}
        given = {key: value for key, value in given.items() if value is not None}
        assert client.post(reverse("score_settings"), {**given, "reason": "Fresh start"}).status_code == 302
        assert Job.objects.get().kind == "reports.recompute"
        text = client.get(reverse("score_settings")).content.decode()
        assert "Fresh start" in text
        assert "Eve" in text
        zero = {name.value: 0 for name in ComponentName}
        refused = client.post(reverse("score_settings"), {**given, **zero, "reason": "x"})
        assert refused.status_code == 422
        assert "All component weights are 0" in refused.content.decode()


class TestVerify:
    def test_a_stored_run_has_the_same_digits(self, business, capsys):
        _, run = scored(business, FIRST, name="Now")
        call_command("verify_score", run.pk)
        assert capsys.readouterr().out == "same digits\n"

    def test_a_column_that_was_touched_is_named(self, business):
        _, run = scored(business, FIRST, name="Now")
        ScoreRun.objects.update(low=1.0)
        with pytest.raises(CommandError, match=r"stored\.low"):
            call_command("verify_score", run.pk)

    def test_a_file_is_held_against_the_run_it_claims_to_be(self, business, tmp_path):
        _, run = scored(business, FIRST, name="Now")
        _, other = scored(make.business_objective("Care"), FIRST - timedelta(days=92), name="Before")
        file = tmp_path / "receipt.json"
        file.write_text(json.dumps(other.receipt))
        with pytest.raises(CommandError, match=r"file\.inputs"):
            call_command("verify_score", run.pk, receipt=str(file))

    def test_nothing_named_and_no_such_run_are_refused(self):
        with pytest.raises(CommandError, match="Name the number"):
            call_command("verify_score")
        with pytest.raises(CommandError, match="There is no score 99"):
            call_command("verify_score", 99)
