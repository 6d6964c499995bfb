"""The page on attribution models before a known truth."""

import pytest
from django.template import Context, Template
from django.urls import reverse

from attribution.core.models import Model
from attribution.core.truth import shipped
from people.models import Role
from reports.dashboards.explorer.words import MODELS
from reports.dashboards.truth import ALIKE, build, far_off
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def board(client):
    client.force_login(make.user(Role.BOARD))
    return client


def test_it_opens_on_all_worlds_and_shows_every_model(board, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        page = board.get(reverse("truth")).content.decode()

    assert "Over all worlds even the nearest model" in page
    assert all(f">{name}</th>" in page for name in MODELS.values())


def test_a_world_like_ours_shows_its_own_numbers(board):
    page = board.get(reverse("truth"), {"world": "retargeting_trap"}).content.decode()

    assert "Retargeting follows visitors to the till and does nothing." in page
    assert '<option value="retargeting_trap" selected>' in page


def test_where_nothing_works_there_are_dashes_instead_of_numbers(board):
    page = build(shipped(), world="null")

    assert page.sentence.startswith("Nothing works in this world")
    assert {row.share_error for row in page.rows} == {None}
    assert {row.idle_credit for row in page.rows} == {1.0}
    assert board.get(reverse("truth"), {"world": "null"}).status_code == 200


def test_a_world_that_is_not_there_shows_all_of_them(board):
    assert "Over all worlds" in board.get(reverse("truth"), {"world": "<b>"}).content.decode()


def test_every_world_is_described_in_the_reader_s_words():
    assert set(ALIKE) == {world.name for world in shipped().worlds}


def test_the_nearest_model_stands_first():
    errors = [row.share_error for row in build(shipped(), world="confounded").rows]

    assert errors == sorted(errors)


def test_wherever_a_model_is_chosen_a_line_says_how_far_off_it_was():
    low, high = far_off(shipped(), Model.LINEAR)
    shown = Template("{% load truth %}{% far_off 'linear' %}{% far_off 'guess' %}").render(Context())

    assert 0 < low < high < 1
    assert f"between {low * 100:.0f}" in shown
    assert shown.count(reverse("truth")) == 1
