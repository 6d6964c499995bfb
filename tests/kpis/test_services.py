from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from jobs.services import enqueue, run_waiting
from kpis import selectors, services
from kpis.core.words import Unit
from kpis.models import Definition, Measurement, MeasureRun
from okrs import services as okrs
from okrs.core.measures import Reading
from okrs.models import CheckIn
from okrs.selectors import key_result_page
from organisation.core.calendar import Window
from organisation.core.scope import Scope
from people.models import Role
from tests import factories as make
from tests.kpis.world import NOW, QUARTER, at, two_deals_won_one_lost

pytestmark = pytest.mark.django_db
CARE = Scope(segment=("Care",))


def draft(**fields):
    return services.Draft(**{"key": "cost_of_a_deal", "name": "Cost of a deal", "text": "Told.", **fields})


class TestCatalogue:
    def test_shipping_twice_changes_nothing(self):
        assert services.ship_catalogue(now=NOW) > 60
        assert services.ship_catalogue(now=NOW) == 0

    def test_what_people_changed_is_not_shipped_over(self):
        services.ship_catalogue(now=NOW)
        mine = draft(key="win_rate", name="Win rate", formula="won_deals / opportunities", unit=Unit.SHARE)
        changed = services.define_kpi(mine, now=NOW, by=None)
        services.ship_catalogue(now=NOW)

        assert changed.version == 2
        assert selectors.definition("win_rate").formula == "won_deals / opportunities"
        assert Definition.objects.filter(key="win_rate").count() == 2

    def test_a_kpi_is_found_by_its_name_whatever_its_capitals(self):
        services.ship_catalogue(now=NOW)

        assert selectors.definition("pipeline Created").key == "pipeline"

    def test_an_unknown_kpi_names_its_neighbours(self):
        services.ship_catalogue(now=NOW)

        with pytest.raises(selectors.UnknownKpi, match="Did you mean win_rate"):
            selectors.definition("winrate")


class TestDefine:
    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            ({"formula": "spend / deals_of_mine"}, "There is no measure or KPI 'deals_of_mine'."),
            ({"formula": "cost_of_a_deal + spend"}, "These KPIs need each other"),
            ({"key": "spend", "formula": "spend"}, "the name of a base measure"),
            ({"name": "Win rate", "formula": "spend"}, "There is a KPI called 'Win rate' already"),
        ],
    )
    def test_a_kpi_that_cannot_be_worked_out_is_refused(self, fields, sentence):
        services.ship_catalogue(now=NOW)

        with pytest.raises(services.KpiRefused, match=sentence):
            services.define_kpi(draft(**fields), now=NOW, by=None)

    def test_a_change_that_closes_a_circle_is_refused(self):
        services.ship_catalogue(now=NOW)
        circle = draft(key="win_rate", name="Win rate", formula="pipeline_velocity / spend")

        with pytest.raises(services.KpiRefused, match="These KPIs need each other"):
            services.define_kpi(circle, now=NOW, by=None)

    def test_a_kpi_that_others_need_cannot_be_retired(self):
        services.ship_catalogue(now=NOW)

        with pytest.raises(services.KpiRefused, match=r"is computed from Win rate\."):
            services.retire_kpi(selectors.definition("win_rate"), now=NOW)


class TestMeasureAll:
    def test_a_run_keeps_values_parts_and_reasons(self):
        two_deals_won_one_lost()
        services.measure_all([QUARTER], now=NOW, scopes=[CARE], breakdowns=())
        found = selectors.latest("win_rate", QUARTER)

        assert (round(found.value, 4), found.numerator, found.denominator) == (Decimal("0.6667"), 2, 3)
        assert selectors.latest("win_rate", QUARTER, CARE).value == Decimal("0.5")
        assert selectors.latest("pipeline", QUARTER).value == 35000
        assert selectors.latest("attributed_revenue", QUARTER).reason == "No attribution run has been published yet."

    def test_runs_are_added_and_the_newest_is_shown(self):
        two_deals_won_one_lost()
        services.measure_all([QUARTER], now=NOW, breakdowns=())
        make.opportunity(make.account(), "5.00", created=date(2026, 1, 3), closed=date(2026, 1, 4))
        services.measure_all([QUARTER], now=NOW + timedelta(hours=1), breakdowns=())

        assert MeasureRun.objects.count() == 2
        assert selectors.latest("revenue", QUARTER).value == 30005

    def test_the_same_facts_give_the_same_digest(self):
        two_deals_won_one_lost()
        first, second = (services.measure_all([QUARTER], now=NOW, breakdowns=()) for _ in range(2))

        assert first.inputs_digest == second.inputs_digest

    def test_a_breakdown_is_kept_by_member(self):
        search = two_deals_won_one_lost()
        services.measure_all([QUARTER], now=NOW, breakdowns=("channel",))
        found = Measurement.objects.filter(key="revenue", dimension="channel").values_list("member", "value")

        assert dict(found) == {str(search.channel_id): 20000, "": 10000}


class TestBindings:
    def bound(self, kpi, **fields):
        cycle = make.cycle(date(2026, 4, 1), date(2026, 7, 1))
        key_result = make.key_result(make.objective(cycle), **fields)
        services.ship_catalogue(now=NOW)
        services.bind(key_result, selectors.definition(kpi), now=NOW)
        return key_result

    def won_in_the_cycle(self):
        care = make.account(segment="Care")
        make.opportunity(care, "300.00", created=date(2026, 4, 2), closed=date(2026, 5, 1))
        make.opportunity(care, "100.00", outcome="lost", created=date(2026, 4, 2), closed=date(2026, 5, 1))
        make.opportunity(make.account(), "50.00", created=date(2026, 4, 2), closed=date(2026, 5, 1))

    def test_a_key_result_follows_its_kpi_in_its_scope_since_the_cycle_began(self):
        key_result = self.bound("revenue", measure="flow", scope=CARE.as_mapping())
        self.won_in_the_cycle()
        services.measure_all([QUARTER], now=NOW, breakdowns=())
        found = CheckIn.objects.get(key_result=key_result)

        assert (found.value, found.day, found.provenance) == (300, date(2026, 6, 15), "computed")
        assert found.source == f"KPI revenue v1, run {MeasureRun.objects.get().pk}"

    def test_computed_values_leave_confidence_to_people_and_the_page_says_who_said_what(self, client):
        key_result = self.bound("revenue", measure="flow", target=900)
        self.won_in_the_cycle()
        ada = make.user(Role.MARKETER, name="Ada")
        said = okrs.Said(confidence=7, what_changed="Two shops wait.")
        typed = Reading(date(2026, 5, 2), Decimal(90))
        okrs.check_in(key_result, reading=typed, now=NOW, today=date(2026, 6, 15), said=said, by=ada)
        services.measure_all([QUARTER], now=NOW, breakdowns=())
        row = key_result_page(key_result, today=date(2026, 6, 15)).row

        assert (row.assessment.current, row.confidence) == (350, 7)
        computed = key_result.check_ins.get(provenance="computed")
        assert (computed.confidence, computed.declared, computed.what_changed, computed.by) == (None, "", "", None)
        client.force_login(ada)
        page = client.get(reverse("okrs:key_result", args=[key_result.pk])).text
        run = MeasureRun.objects.get().pk
        assert f'Computed, <a href="/kpis/revenue/#definition">KPI revenue v1, run {run}</a>' in page
        assert "Ada<small>Typed</small>" in page

    def test_a_ratio_arrives_with_its_parts_in_the_unit_of_the_key_result(self):
        key_result = self.bound("win_rate", measure="ratio", unit="%")
        self.won_in_the_cycle()
        services.measure_all([QUARTER], now=NOW, breakdowns=())
        found = CheckIn.objects.get(key_result=key_result)

        assert (round(found.value, 2), found.numerator, found.denominator) == (Decimal("66.67"), 2, 3)

    def test_a_kpi_without_data_writes_no_check_in(self):
        key_result = self.bound("nps", unit="points")
        services.measure_all([QUARTER], now=NOW, breakdowns=())

        assert not CheckIn.objects.filter(key_result=key_result).exists()

    def test_a_kpi_retired_while_bound_writes_no_check_in(self):
        key_result = self.bound("revenue", measure="flow")
        self.won_in_the_cycle()
        with pytest.raises(services.KpiRefused, match="follows Won revenue"):
            services.retire_kpi(selectors.definition("revenue"), now=NOW)
        Definition.objects.filter(key="revenue").update(retired_at=NOW)
        services.measure_all([QUARTER], now=NOW, breakdowns=())

        assert not CheckIn.objects.filter(key_result=key_result).exists()


class TestInterface:
    def test_measurements_carry_their_parts_and_their_definition(self, client):
        two_deals_won_one_lost()
        services.measure_all([QUARTER], now=NOW, breakdowns=())
        client.force_login(make.user(Role.BOARD))
        answer = client.get("/api/v1/measurements/", {"kpi": "win_rate,pipeline", "by": ""}).json()
        found = {row["kpi"]: row for row in answer["results"] if not row["dimension"]}

        assert found["win_rate"]["numerator"] == "2.000000"
        assert found["win_rate"]["version"] == 1
        assert (found["pipeline"]["value"], found["pipeline"]["as_of"]) == ("35000.000000", "2026-06-15")

    def test_scopes_and_breakdowns_are_asked_for_by_name(self, client):
        two_deals_won_one_lost()
        services.measure_all([QUARTER], now=NOW, scopes=[CARE], breakdowns=("segment",))
        client.force_login(make.user(Role.BOARD))

        def asked(**query):
            return client.get("/api/v1/measurements/", {"kpi": "Win rate", **query}).json()["results"]

        assert [row["value"] for row in asked(scope="segment=Care")] == ["0.500000"]
        assert [row["value"] for row in asked(scope="everything") if not row["dimension"]] == ["0.666667"]
        assert {row["member"] for row in asked(by="segment")} == {"Care", "Retail"}

    @pytest.mark.parametrize(
        ("query", "sentence"),
        [
            ({"kpi": "win_rat"}, "There is no KPI 'win_rat'. Did you mean win_rate"),
            ({"scope": "colour=red"}, "There is no dimension 'colour'"),
            ({"scope": "red"}, "Write a scope as dimension=value"),
            ({"by": "planet"}, "Select a valid choice"),
            ({"since": "july"}, "Enter a valid date"),
        ],
    )
    def test_questions_that_cannot_be_answered_get_a_sentence(self, client, query, sentence):
        services.ship_catalogue(now=NOW)
        client.force_login(make.user(Role.BOARD))
        answer = client.get("/api/v1/measurements/", query)

        assert answer.status_code == 400
        assert sentence in answer.text.replace("\\u2019", "’")

    def test_before_the_first_run_there_is_nothing(self, client):
        client.force_login(make.user(Role.BOARD))

        assert client.get("/api/v1/measurements/").json()["count"] == 0


def test_a_window_of_months_is_measured_in_one_run():
    two_deals_won_one_lost()
    windows = [Window(date(2026, month, 1), date(2026, month + 1, 1)) for month in (1, 2, 3)]
    services.measure_all(windows, now=at(date(2026, 6, 1)), breakdowns=())

    assert [selectors.latest("revenue", window).value for window in windows] == [0, 20000, 10000]


def test_the_job_measures_the_cycles_and_two_years_of_months():
    make.cycle(date(2026, 4, 1), date(2026, 7, 1))
    enqueue("kpis.measure")
    [job] = run_waiting(now=NOW)

    assert (job.state, job.error) == ("succeeded", "")
    assert job.sentence.endswith("measurements of 25 windows.")
    assert selectors.latest("revenue", Window(date(2024, 7, 1), date(2024, 8, 1))) is not None
