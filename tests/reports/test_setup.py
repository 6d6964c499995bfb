"""The setup guide of an empty installation."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from campaigns.models import Campaign
from imports.models import Batch
from jobs.services import run_waiting
from okrs.models import BusinessObjective, Cycle, Objective
from people.models import Role
from reports.dashboards.setup import build
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return make.user(Role.ADMINISTRATOR)


def test_an_empty_installation_opens_on_six_steps_with_the_first_one_next(client, admin):
    client.force_login(admin)
    page = client.get(reverse("alignment")).content.decode()

    assert [step.is_done for step in build(admin).steps] == [False] * 6
    assert page.count("<li class=") >= 6
    assert 'class="next" aria-current="step"' in page
    assert reverse("organisation") in page
    assert "Look at the demonstration first" in page


def test_it_takes_one_query(admin, django_assert_num_queries):
    with django_assert_num_queries(1):
        build(admin)


def test_each_step_done_on_the_page_it_leads_to_ticks_itself_off(client, admin, settings, tmp_path):
    """From an empty installation to the first link: always by the button of the step that is next."""
    settings.MEDIA_ROOT = tmp_path
    client.force_login(admin)
    facts = {"name": "Larkspur", "currency": "EUR", "time_zone": "Europe/Berlin", "fiscal_year_starts": 1}
    follow(client, admin, 0, **facts, week_starts=0)
    follow(client, admin, 1, length="quarter", day=timezone.localdate(), cadence_days=14)
    follow(client, admin, 2, name="Lead in healthcare", category="share", weight=1)
    served = {"business_objective": BusinessObjective.objects.get().pk, "horizon": "short", "ambition": "committed"}
    made = follow(client, admin, 3, name="Win clinics", **served, weight=1, roll_up="mean", is_contributing="on")
    counted = {"kind": "increase", "measure": "flow", "unit": "leads", "baseline": "0", "target": "500"}
    objective = Objective.objects.get()
    assert made.url == reverse("okrs:objective", args=[objective.pk])
    new_key_result = reverse("okrs:new_key_result", args=[objective.pk])
    client.post(new_key_result, {"name": "Leads", **counted, "weight": 1, "period_rule": "share_inside"})
    files = SimpleUploadedFile("campaigns.csv", b"external_id,name,channel\nC1,Spring,Search\n")
    follow(client, admin, 4, files=files, source="CRM", target="")
    run_waiting()
    client.post(reverse("imports:confirm", args=[Batch.objects.get().pk]))
    run_waiting()
    desk = client.get(next_step(admin, 5)).content.decode()
    assert "Spring" in desk
    step = {"campaign": Campaign.objects.get().pk, "action": "set", "aim": f"o{objective.pk}", "share": "100"}
    client.post(reverse("desk_step"), step)

    assert build(admin).is_complete


def next_step(user, number):
    """Address of the step that is next; those before it are done, those behind it are not."""
    steps = build(user).steps
    assert [step.is_done for step in steps] == [True] * number + [False] * (6 - number)
    assert steps[number].is_next
    return reverse(steps[number].url_name)


def follow(client, user, number, **facts):
    address = next_step(user, number)
    assert f'href="{address}"' in client.get(reverse("alignment")).content.decode()
    assert client.get(address).status_code == 200
    answer = client.post(address, facts)
    assert answer.status_code == 302, answer.context["form"].errors
    return answer


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
