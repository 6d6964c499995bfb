"""Objectives in a real browser: a chart with its expected way, and a quarter from plan to carrying over."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from okrs import services
from okrs.core.measures import Measure
from okrs.core.progress import Kind
from okrs.core.status import Status
from okrs.models import Category, Cycle, KeyResult, Objective, Team
from people.models import Role
from tests import factories as make
from tests.okrs.makers import business, check_in, cycle, editing, key_result, objective, person

pytestmark = pytest.mark.browser
TODAY = timezone.now().date()


@pytest.fixture
def quarter(transactional_db):
    """A running quarter with statuses of most kinds."""
    ada = person("Ada")
    row = cycle(day=TODAY)
    grow = business("Grow enterprise revenue", weight=3, co_owners=[Team.SALES], owner=ada)
    recall = business("Be recalled first", category=Category.BRAND, weight=2, owner=ada)
    pipeline = objective(row, "Fill the pipeline with new business", business_objective=grow, owner=ada, weight=3)
    leads = key_result(pipeline, "Qualified leads", target=5000, owner=ada)
    rate = key_result(
        pipeline, "Lead to opportunity", unit="%", measure=Measure.RATIO, baseline=15, target=20, owner=ada
    )
    awareness = objective(row, "Be known by buyers in the north", business_objective=recall, horizon="long")
    key_result(awareness, "Aided awareness", unit="%", measure=Measure.LEVEL, baseline=30, target=39)
    uptime = key_result(awareness, "Share of voice", kind=Kind.AT_LEAST, unit="%", measure=Measure.LEVEL, target=25)
    objective(row, "Partner programme")
    days = (TODAY - row.starts_on).days
    for step in range(1, 6):
        day = row.starts_on + timedelta(days=days * step // 5)
        check_in(leads, 380 * step, day=day, said=services.Said(confidence=7, what_changed="Two events brought most."))
        check_in(uptime, 22 + step, day=day)
    check_in(rate, 15.4, day=TODAY, said=services.Said(confidence=4, declared=Status.AT_RISK, next_step="Fix routing."))
    services.change_key_result(leads, {"weight": 2}, editing=editing(by=ada, reason="Sales counts on it."))
    return row


def test_a_key_results_chart_is_drawn_with_its_expected_way(page_as, quarter):
    page = page_as(Role.BOARD)
    leads = KeyResult.objects.get(objective__cycle=quarter, name="Qualified leads")
    page.goto(f"/objectives/key-results/{leads.pk}/")
    page.locator(".figure-plot .main-svg").first.wait_for()
    names = page.evaluate(
        "document.querySelector('.js-plotly-plot')._fullData.map((trace) => [trace.type, trace.name])"
    )
    assert names == [["scatter", "Expected"], ["scatter", "Checkpoint"], ["scatter", "Value"]]


def test_a_cycle_from_objectives_and_links_to_check_in_close_and_carry_over(page_as, transactional_db):
    make.campaign("Trade fair", starts_on=TODAY)
    quarter, page = cycle(day=TODAY, opened=False), page_as(Role.EXECUTIVE)
    _plan_the_pipeline(page, quarter)
    page.goto(f"/objectives/cycles/{quarter.pk}/")
    page.get_by_role("button", name="Open").click()
    page.get_by_text("It is running").wait_for()

    page.goto("/desk/")
    for key in ("j", "x", "o"):
        page.keyboard.press(key)
    page.get_by_label("Objective or key result").select_option(label="Qualified leads")
    page.get_by_role("button", name="Link", exact=True).click()
    page.get_by_text("is linked or kept out with a reason.").wait_for()

    page.goto("/objectives/")
    page.get_by_role("link", name="Qualified leads").click()
    page.get_by_role("link", name="Check in").click()
    value = page.get_by_label("Value").or_(page.get_by_label("Total since"))
    expect(value).to_be_focused()
    page.keyboard.type("1,200")
    value.press("Enter")
    page.get_by_text("Checked in: Qualified leads.").wait_for()

    page.goto(f"/objectives/cycles/{quarter.pk}/")
    page.get_by_role("button", name="Start the review").click()
    page.get_by_role("link", name="Write").click()
    page.get_by_label("Root cause").fill("The fair was cancelled.")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Close").click()
    page.get_by_text("is closed.").first.wait_for()
    following = cycle(day=quarter.ends_on, opened=False)
    page.reload()
    page.get_by_label("Fill the pipeline").check()
    page.get_by_label("Into").select_option(label=following.name)
    page.get_by_role("button", name="Carry over").click()
    page.get_by_text("carried into").wait_for()
    assert Objective.objects.get(cycle=following).state == "draft"
    assert Cycle.objects.get(pk=quarter.pk).state == "closed"
    assert page.watch.complaints == []


def _plan_the_pipeline(page, quarter):
    page.goto(f"/objectives/?cycle={quarter.pk}")
    page.get_by_role("link", name="Set the first objective").click()
    page.get_by_label("Name").fill("Fill the pipeline")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="New key result").click()
    page.get_by_label("Name").fill("Qualified leads")
    page.get_by_label("Baseline").first.fill("0")
    page.get_by_label("Target").first.fill("5,000")
    page.get_by_role("button", name="Save").click()
