from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from alignment import selectors as alignment
from alignment.services import Share, link_campaign
from forecasts.models import CourtSession
from kpis import selectors, services
from kpis.core.matrix import Serves
from kpis.models import Definition, MatrixEntry
from kpis.selectors.matrix import Show
from organisation.core.calendar import Window
from people.models import AuditEntry, Role
from tests import factories as make

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 2, 15, 9, tzinfo=UTC)
DAY = NOW.date()
START, END = date(2026, 1, 1), date(2026, 4, 1)


@pytest.fixture
def objective():
    services.ship_catalogue(now=NOW)
    cycle = make.cycle(START, END)
    return make.objective(cycle, "Win shops", serves=make.business_objective("Grow"))


@pytest.fixture
def marketer():
    return make.user(Role.MARKETER)


def say(kpi, objective, serves, *, by=None, **more):
    row = selectors.definition(kpi)
    return services.set_cell(kpi=row, objective=objective, serves=serves, now=NOW, by=by, **more)


def served(objective):
    rows = MatrixEntry.objects.in_force().filter(objective=objective)
    return {row.kpi: (row.serves, row.leads_to) for row in rows}


def test_a_cell_keeps_what_was_said_before_and_the_audit_trail_knows_who(objective, marketer):
    say("win_rate", objective, Serves.SUPPORTING, by=marketer, rationale="Looked at beside it")
    say("win_rate", objective, Serves.DIRECT, by=marketer)

    assert served(objective) == {"win_rate": ("direct", "")}
    assert list(MatrixEntry.objects.order_by("pk").values_list("serves", "rationale", "is_current")) == [
        ("supporting", "Looked at beside it", False),
        ("direct", "Looked at beside it", True),
    ]
    assert AuditEntry.objects.filter(verb="kpis.mapped", by=marketer).count() == 2


def test_setting_the_same_again_changes_nothing(objective):
    assert say("win_rate", objective, Serves.DIRECT) == say("win_rate", objective, Serves.DIRECT)


def test_activity_alone_is_never_direct(objective):
    with pytest.raises(services.MatrixRefused, match="Clicks counts activity, so it cannot show an objective directly"):
        say("clicks", objective, Serves.DIRECT)


def test_activity_leads_only_to_an_outcome(objective):
    with pytest.raises(services.MatrixRefused, match="Say which outcome KPI Clicks leads to"):
        say("clicks", objective, Serves.LEADING)
    with pytest.raises(services.MatrixRefused, match="Page views counts activity as well"):
        say("clicks", objective, Serves.LEADING, leads_to="views")
    with pytest.raises(services.MatrixRefused, match="There is no KPI 'nothing'"):
        say("clicks", objective, Serves.LEADING, leads_to="nothing")
    with pytest.raises(services.MatrixRefused, match="cannot lead to itself"):
        say("win_rate", objective, Serves.LEADING, leads_to="win_rate")


def test_activity_leads_to_the_one_outcome_that_shows_the_objective(objective):
    say("win_rate", objective, Serves.DIRECT)
    say("clicks", objective, Serves.LEADING)
    assert served(objective)["clicks"] == ("leading", "win_rate")

    say("revenue", objective, Serves.DIRECT)
    with pytest.raises(services.MatrixRefused, match="Say which outcome KPI Page views leads to"):
        say("views", objective, Serves.LEADING)


def test_a_change_is_taken_back_to_what_was_said_before(objective, marketer):
    say("win_rate", objective, Serves.DIRECT, by=marketer)
    say("win_rate", objective, None, by=marketer)
    assert served(objective) == {}

    services.undo_cell(cycle=objective.cycle, by=marketer, now=NOW)
    assert served(objective) == {"win_rate": ("direct", "")}
    services.undo_cell(cycle=objective.cycle, by=marketer, now=NOW)
    assert served(objective) == {}
    with pytest.raises(services.MatrixRefused, match="no change of yours"):
        services.undo_cell(cycle=objective.cycle, by=marketer, now=NOW)


def test_what_somebody_else_has_changed_since_is_not_taken_back(objective, marketer):
    say("win_rate", objective, Serves.DIRECT, by=marketer)
    say("win_rate", objective, Serves.SUPPORTING, by=make.user(Role.ANALYST))

    with pytest.raises(services.MatrixRefused, match="Somebody has changed this cell since"):
        services.undo_cell(cycle=objective.cycle, by=marketer, now=NOW)


def test_closed_cycles_and_dropped_objectives_keep_their_cells(objective):
    dropped = make.objective(objective.cycle, state="dropped", dropped_on=START, drop_reason="Pivot")
    with pytest.raises(services.MatrixRefused, match="was dropped"):
        say("win_rate", dropped, Serves.DIRECT)
    objective.cycle.state = "closed"
    with pytest.raises(services.MatrixRefused, match="is closed"):
        say("win_rate", objective, Serves.DIRECT)


def test_the_matrix_is_taken_over_with_the_objectives_that_are_carried_over(objective):
    say("win_rate", objective, Serves.DIRECT, rationale="It is what shops decide")
    following = make.cycle(END, date(2026, 7, 1))
    carried = make.objective(following, "Win shops", carried_from=objective)

    assert services.take_over(cycle=following, now=NOW, by=None) == 1
    assert served(carried) == {"win_rate": ("direct", "")}
    assert services.take_over(cycle=following, now=NOW, by=None) == 0


class TestWhatIsLeftOpen:
    def test_objectives_without_an_outcome_kpi_are_listed(self, objective):
        other = make.objective(objective.cycle, "Be seen")
        say("win_rate", objective, Serves.DIRECT)
        say("clicks", other, Serves.SUPPORTING)

        assert [one.name for one in selectors.matrix(objective.cycle).without_outcome] == ["Be seen"]
        say("clicks", other, Serves.LEADING, leads_to="revenue")
        assert selectors.matrix(objective.cycle).without_outcome == []

    def test_a_key_result_that_follows_a_kpi_maps_it_by_itself(self, objective):
        services.bind(make.key_result(objective), selectors.definition("revenue"), now=NOW)

        found = selectors.matrix(objective.cycle)
        assert found.without_outcome == []
        assert [row.definition.key for row in found.shown(Show.MAPPED)] == ["revenue"]

    def test_vanity_is_activity_that_leads_nowhere(self, objective):
        say("clicks", objective, Serves.SUPPORTING)
        assert [row.key for row in selectors.matrix(objective.cycle).vanity] == ["clicks"]

        say("clicks", objective, Serves.LEADING, leads_to="revenue")
        assert selectors.matrix(objective.cycle).vanity == []

    def test_kpis_with_values_that_serve_nothing_are_listed(self, objective):
        make.opportunity(make.account(), created=date(2026, 1, 5), closed=date(2026, 2, 1))
        say("win_rate", objective, Serves.DIRECT)
        services.measure_all([Window(START, END)], now=NOW, breakdowns=())

        idle = {row.key for row in selectors.matrix(objective.cycle).idle}
        assert "revenue" in idle
        assert "win_rate" not in idle

    def test_the_matrix_takes_six_queries_whatever_its_size(self, objective, django_assert_max_num_queries):
        for number in range(12):
            say("win_rate", make.objective(objective.cycle, f"More {number}"), Serves.DIRECT)

        with django_assert_max_num_queries(6):
            selectors.matrix(objective.cycle)


class TestTheScore:
    """Coverage asks for an outcome KPI; measurement quality for a fresh, owned, sourced one at the end of the path."""

    @pytest.fixture
    def linked(self, objective):
        make.key_result(objective)
        campaign = make.campaign("Fair")
        make.spend(campaign, START, "100.00")
        link_campaign(campaign=campaign, shares=[Share(objective, Decimal(1))], since=START, by=None)
        make.opportunity(make.account(), created=NOW.date() - timedelta(days=3), outcome="open")
        return objective

    def facts(self, objective, *, today=DAY):
        inputs = alignment.score_inputs(objective.cycle, today=today)
        return inputs.objectives[0].outcome_kpi, inputs.links[0].sound_path

    def own(self, key):
        Definition.objects.filter(key=key).update(owner=make.user(Role.ANALYST))

    def test_without_a_mapping_nothing_is_covered(self, linked):
        assert self.facts(linked) == (False, False)

    def test_an_outcome_kpi_covers_its_objective_and_is_sound_once_somebody_owns_it(self, linked):
        say("pipeline", linked, Serves.DIRECT)
        assert self.facts(linked) == (True, False)
        self.own("pipeline")
        assert self.facts(linked) == (True, True)

    def test_supporting_kpis_cover_nothing(self, linked):
        say("pipeline", linked, Serves.SUPPORTING)
        self.own("pipeline")
        assert self.facts(linked) == (False, False)

    def test_a_leading_path_counts_by_the_outcome_it_ends_in(self, linked):
        self.own("clicks")
        say("clicks", linked, Serves.LEADING, leads_to="pipeline")
        assert self.facts(linked) == (True, False)
        self.own("pipeline")
        assert self.facts(linked) == (True, True)

    def test_a_leading_path_that_was_refuted_counts_for_nothing_and_a_hint_changes_nothing(self, linked):
        say("clicks", linked, Serves.LEADING, leads_to="pipeline")
        self.own("pipeline")
        for verdict, counted in (("hint", True), ("does not lead", False)):
            session = CourtSession.objects.create(held_at=NOW, as_of=DAY, claims=1)
            session.rulings.create(
                kpi="clicks", outcome="pipeline", said_in="matrix", verdict=verdict, step="week", points=60
            )
            assert self.facts(linked) == (counted, counted)

    def test_facts_older_than_two_of_their_rounds_are_not_fresh(self, linked):
        say("pipeline", linked, Serves.DIRECT)
        self.own("pipeline")
        assert self.facts(linked, today=date(2026, 3, 20)) == (True, False)

    def test_the_kpi_that_a_link_expects_to_move_is_its_path(self, linked):
        say("pipeline", linked, Serves.DIRECT)
        say("nps", linked, Serves.DIRECT)
        self.own("pipeline")
        linked.links.update(expected_kpi="nps")
        assert self.facts(linked) == (True, False)
        linked.links.update(expected_kpi="pipeline")
        assert self.facts(linked) == (True, True)
