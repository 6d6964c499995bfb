"""Mapping by keyboard, as a marketer does it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from alignment.models import CampaignLink
from campaigns.models import Theme
from people.models import Role
from tests import factories as make

pytestmark = pytest.mark.browser
FIRST = timezone.now().date().replace(day=1)


@pytest.fixture
def campaigns(transactional_db):
    """Three unmapped campaigns of falling cost; two have words in common with the objective."""
    cycle = make.cycle(FIRST, FIRST + timedelta(days=92), name="Now")
    make.key_result(make.objective(cycle, "Win retail shops"), "Retail leads")
    make.objective(cycle, "Keep customers")
    theme = Theme.objects.create(name="Trust")
    made = [make.campaign(name, theme=theme) for name in ("Retail fair", "Retail webinar", "Breakfast")]
    for number, campaign in enumerate(made):
        make.spend(campaign, FIRST, f"{3 - number}000.00")
    return made


def linked():
    return list(CampaignLink.objects.order_by("campaign__name").values_list("campaign__name", flat=True))


def test_next_accept_and_undo_need_no_mouse(page_as, campaigns):
    page = page_as(Role.MARKETER)
    page.goto("/desk/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.get_by_text("Linked 1 campaign to Win retail shops.").wait_for()
    assert linked() == ["Retail fair"]

    page.get_by_role("checkbox", name="Select Retail webinar").and_(page.locator(":focus")).wait_for()
    page.keyboard.press("u")
    page.get_by_role("checkbox", name="Select Retail fair").wait_for()
    assert linked() == []
    assert page.watch.complaints == []


def test_one_key_maps_a_campaign_and_goes_on_to_the_next(page_as, campaigns):
    names = [f"Retail evening {number:02}" for number in range(1, 9)]
    for number, name in enumerate(names):
        make.spend(make.campaign(name, theme=campaigns[0].theme), FIRST, f"{9000 - number}.00")
    page = page_as(Role.MARKETER)
    page.goto("/desk/")
    page.keyboard.press("j")

    for name in names:
        page.get_by_role("checkbox", name=f"Select {name}").and_(page.locator(":focus")).wait_for()
        page.keyboard.press("Enter")

    page.get_by_role("checkbox", name="Select Retail fair").and_(page.locator(":focus")).wait_for()
    assert linked() == names
    assert page.watch.complaints == []


def test_selected_campaigns_are_linked_together(page_as, campaigns):
    page = page_as(Role.MARKETER)
    page.goto("/desk/")
    for key in ("j", "x", "j", "x", "o"):
        page.keyboard.press(key)
    page.get_by_label("Objective or key result").select_option(label="Keep customers")
    page.get_by_role("button", name="Link", exact=True).click()
    page.get_by_text("Linked 2 campaigns to Keep customers.").wait_for()

    assert linked() == ["Retail fair", "Retail webinar"]
