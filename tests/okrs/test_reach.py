"""What a plan needs stands in the navigation or one link behind it, for whoever may read."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone

from alignment.config.shell import NAVIGATION
from campaigns.models import Audience
from okrs.models import Team
from okrs.services import drop_objective, set_sales_target
from people.models import Role
from tests import factories as make
from tests.okrs.makers import business, cycle, editing, key_result, objective, person

pytestmark = pytest.mark.django_db
TODAY = timezone.now().date()
ASKED = (
    ("kinds of business objective", "okrs:tree", "okrs:business_objectives", "Brand equity"),
    ("who owns them together", "okrs:tree", "okrs:business_objectives", "Customer success"),
    ("key results from baseline to target", "okrs:tree", "okrs:key_result", "5,000"),
    ("checkpoints", "okrs:tree", "okrs:key_result", "Checkpoint"),
    ("what was dropped, and why", "okrs:tree", "okrs:objective", "The market has moved."),
    ("sales targets and results", "okrs:sales_targets", "okrs:edit_sales_target", "400"),
    ("themes and audiences", "plan", "plan_groups", "Buyers in the north"),
    ("channels of every kind", "plan", "plan_channels", "Experiential"),
    ("campaigns and their money", "desk", "campaign", "Summit series"),
    ("efforts across teams by day", "plan", "plan_calendar", "Summit series"),
    ("documents", "okrs:documents", "okrs:new_document", "Sales targets"),
    ("the alignment check", "alignment", "audit_check", "Alignment check"),
)


@pytest.fixture
def plan():
    ada = person("Ada")
    quarter = cycle(day=TODAY)
    known = business("Be recalled first", category="brand", co_owners=[Team.SUCCESS], owner=ada)
    key_result(objective(quarter, business_objective=known, owner=ada), "Qualified leads", target=5000, owner=ada)
    dropped = objective(quarter, "Enter the south", owner=ada)
    drop_objective(dropped, reason="The market has moved.", today=TODAY, editing=editing(by=ada))
    Audience.objects.create(name="Buyers in the north")
    campaign = make.campaign(
        "Summit series", theme=make.theme("Trust"), starts_on=quarter.starts_on, ends_on=TODAY + timedelta(days=3)
    )
    make.spend(campaign, quarter.starts_on, "900.00")
    set_sales_target(month=quarter.starts_on, target=Decimal(400), result=Decimal(180))


def named(html: str, name: str) -> list[str]:
    """The addresses on a page that lead to the page of this name."""
    found = []
    for href in re.findall(r'href="(/[^"#]*)', html):
        try:
            match = resolve(href.split("?")[0])
        except Resolver404:
            continue
        if match.view_name == name:
            found.append(href.replace("&amp;", "&"))
    return found


@pytest.mark.parametrize(("asked", "start", "name", "words"), ASKED, ids=[row[0] for row in ASKED])
def test_it_is_one_link_behind_the_navigation(plan, client, asked, start, name, words):
    client.force_login(person("Eve", role=Role.EXECUTIVE))
    assert start in {entry.url_name for entry in NAVIGATION}

    links = named(client.get(reverse(start)).content.decode(), name)

    assert links, f"{asked}: {start} leads to no {name}"
    assert any(words in client.get(link).content.decode() for link in links), f"{asked}: {words} is missing"
