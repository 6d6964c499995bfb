from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs.models import Job
from kpis import services
from kpis.models import MatrixEntry
from people.models import Role
from tests import factories as make

pytestmark = pytest.mark.django_db
FIRST = timezone.now().date().replace(day=1)
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def objective():
    services.ship_catalogue(now=timezone.now())
    return make.objective(make.cycle(FIRST, FIRST + timedelta(days=92)), "Win shops")


@pytest.fixture
def client(client):
    client.force_login(make.user(Role.MARKETER))
    return client


def set_cell(client, on, **values):
    given = {"kpi": "win_rate", "objective": on.pk, **values}
    return client.post(reverse("kpis:matrix_cell"), given, **HTMX)


def test_the_page_shows_every_kpi_of_the_catalogue_and_stays_within_its_queries(
    client, objective, django_assert_max_num_queries
):
    client.get(reverse("kpis:matrix"))  # the company's name and the tour are then remembered for a minute
    with django_assert_max_num_queries(12):
        page = client.get(reverse("kpis:matrix"), {"show": "all"})

    assert "Win rate" in page.text
    assert "Objectives without an outcome KPI" in page.text
    assert "<c-" not in page.text


def test_a_key_gets_the_cell_and_what_is_left_open_and_lets_scores_be_computed_anew(client, objective):
    answer = set_cell(client, objective, serves="direct")

    assert answer.status_code == 200
    assert "Win rate is direct for Win shops." in answer.text
    assert 'id="matrix-findings"' in answer.text
    assert MatrixEntry.objects.in_force().get().serves == "direct"
    assert Job.objects.get().kind == "reports.recompute"


def test_a_key_keeps_the_rationale_and_the_form_changes_it(client, objective):
    set_cell(client, objective, serves="direct", rationale="Shops decide by it")
    set_cell(client, objective, serves="supporting")
    assert MatrixEntry.objects.in_force().get().rationale == "Shops decide by it"

    set_cell(client, objective, serves="supporting", rationale="")
    assert MatrixEntry.objects.in_force().get().rationale == ""


def test_a_refusal_leaves_the_cell_and_says_why(client, objective):
    answer = set_cell(client, objective, kpi="clicks", serves="direct")

    assert answer.status_code == 422
    assert "cannot show an objective directly" in answer.text
    assert MatrixEntry.objects.count() == 0


def test_an_unknown_word_is_refused_without_a_trace(client, objective):
    assert set_cell(client, objective, serves="whatever").status_code == 422
    assert MatrixEntry.objects.count() == 0


@pytest.mark.parametrize("wrong", [{"kpi": "nothing"}, {"objective": "0"}, {"objective": "x"}])
def test_a_cell_that_does_not_exist_is_not_found(client, objective, wrong):
    assert set_cell(client, objective, **wrong).status_code == 404


def test_without_a_script_the_form_of_a_cell_saves_and_goes_back(client, objective):
    address = f"{reverse('kpis:matrix_cell')}?kpi=win_rate&objective={objective.pk}"
    assert "Win rate for Win shops" in client.get(address).text

    answer = client.post(address, {"serves": "leading", "leads_to": "revenue", "rationale": "First sign"}, follow=True)
    assert "Win rate is leading for Win shops." in answer.text
    assert MatrixEntry.objects.in_force().get().leads_to == "revenue"


def test_undo_takes_back_and_says_so_when_there_is_nothing(client, objective):
    set_cell(client, objective, serves="direct")
    taken = client.post(reverse("kpis:matrix_undo"), **HTMX).text
    assert "Taken back: Win rate no longer serves Win shops." in taken
    answer = client.post(reverse("kpis:matrix_undo"), follow=True)
    assert "There is no change of yours to take back." in answer.text


def test_readers_see_the_matrix_and_cannot_change_it(client, objective):
    client.force_login(make.user(Role.BOARD))
    assert "data-matrix" not in client.get(reverse("kpis:matrix"), {"show": "all"}).text
    assert set_cell(client, objective, serves="direct").status_code == 403


def test_the_programming_interface_reads_and_sets_cells(client, objective):
    address = reverse("api_kpi_matrix")
    body = {"kpi": "win_rate", "objective": objective.pk, "serves": "direct", "rationale": "By API"}
    made = client.post(address, body, content_type="application/json")
    assert made.status_code == 201
    assert client.get(address, {"objective": objective.pk}).json()["results"][0]["rationale"] == "By API"

    refused = client.post(address, {**body, "kpi": "clicks"}, content_type="application/json")
    assert refused.status_code == 400
    assert "counts activity" in refused.text
    assert client.post(address, {**body, "kpi": "none"}, content_type="application/json").status_code == 400
    assert client.post(address, {**body, "serves": ""}, content_type="application/json").status_code == 201
    assert client.get(address).json()["results"] == []
