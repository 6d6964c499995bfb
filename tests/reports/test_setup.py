"""The setup guide of an empty installation."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse

from alignment.services import Share, link_campaign
from imports import services as imports
from imports.models import Batch
from okrs.models import Cycle
from organisation.services import change_organisation
from people.models import Role
from reports.dashboards.setup import build
from tests import factories as make

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return make.user(Role.ADMINISTRATOR)


def done(user):
    return [step.is_done for step in build(user).steps]


def test_an_empty_installation_opens_on_six_steps_with_the_first_one_next(client, admin):
    client.force_login(admin)
    page = client.get(reverse("alignment")).content.decode()

    assert done(admin) == [False] * 6
    assert page.count("<li class=") >= 6
    assert 'class="next" aria-current="step"' in page
    assert reverse("organisation") in page
    assert "Look at the demonstration first" in page


def test_it_takes_one_query(admin, django_assert_num_queries):
    with django_assert_num_queries(1):
        build(admin)


def test_steps_tick_themselves_off(admin, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    change_organisation(values={"name": "Larkspur"}, by=admin, now=NOW)
    assert done(admin) == [True] + [False] * 5
    cycle = make.cycle(date(2026, 10, 1), date(2027, 1, 1))
    assert done(admin) == [True] * 2 + [False] * 4
    objective = make.objective(cycle, serves=make.business_objective())
    make.key_result(objective)
    assert done(admin) == [True] * 4 + [False] * 2
    stream = BytesIO(b"external_id,name,channel\nC1,Spring,Search\n")
    loaded = imports.open_batch(stream=stream, name="c.csv", target="campaigns", source="crm", now=NOW)
    Batch.objects.filter(pk=loaded.pk).update(state=Batch.State.LOADED)
    link_campaign(campaign=make.campaign(), shares=[Share(objective, Decimal(1))], since=cycle.starts_on, by=None)
    assert build(admin).is_complete


def test_the_next_step_is_the_first_that_is_not_done(admin):
    make.cycle(date(2026, 10, 1), date(2027, 1, 1))

    steps = build(admin).steps
    assert [step.is_next for step in steps] == [True] + [False] * 5
    assert Cycle.objects.count() == 1


def test_a_board_member_reads_who_does_what_and_gets_no_buttons(client):
    board = make.user(Role.BOARD)
    client.force_login(board)
    page = client.get(reverse("alignment")).content.decode()

    assert {step.url_name for step in build(board).steps} == {""}
    assert "An administrator does this." in page
    assert "Look at the demonstration first" not in page
