"""One channel, theme or campaign in the address narrows what journeys, coverage and influence say."""

import pytest
from django.urls import reverse

from attribution.models import CoverageMonth, JourneyMonth, Milestone
from attribution.selectors import By, Only, Slice, influenced, journeys
from organisation.core.calendar import Window
from organisation.core.scope import Scope
from tests.reports.explorer.world import WON, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def only(world):
    """The address of one of the world's groups: letters (one of two journeys), stands (both)."""
    return {
        "letters": {"only_channel": world["mail"].channel_id},
        "stands": {"only_channel": world["fair"].channel_id},
        "trust": {"only_theme": world["theme"].pk},
        "mail": {"only_campaign": world["mail"].pk},
        "fair": {"only_campaign": world["fair"].pk},
    }


@pytest.mark.parametrize(
    ("group", "found", "paths"),
    [
        ("letters", "Channel “Letters” touched 50 % of journeys to won deals", ["Letters → Stands"]),
        ("stands", "Channel “Stands” touched 100 % of journeys to won deals", ["Letters → Stands", "Stands"]),
        ("trust", "Theme “Trust” touched 50 % of journeys to won deals", ["Letters → Stands"]),
        ("mail", "Campaign “Mail” touched 50 % of journeys to won deals", ["Letters → Stands"]),
        ("fair", "Campaign “Fair” touched 100 % of journeys to won deals", ["Letters → Stands", "Stands"]),
    ],
)
def test_journeys_are_those_that_the_chosen_group_touched(as_role, only, group, found, paths):
    text = text_of(as_role().get(reverse("explorer_journeys"), {**WON, **only[group]}))

    assert found in text
    table = text.split('id="common-paths"')[1].split("</table>")[0]
    assert [path for path in ("Letters → Stands", "Stands") if f'scope="row">{path}<' in table] == paths
    assert "of 2 with a touch of anything" in text


def test_a_scope_and_a_group_narrow_together(as_role, only):
    client = as_role()
    retail, health = (
        text_of(client.get(reverse("explorer_journeys"), {**WON, **only["letters"], "segment": segment}))
        for segment in ("Retail", "Health")
    )

    assert "Channel “Letters” touched 50 % of journeys to won deals" in retail
    assert "No won deal in these months has a touch before it" in health


def test_the_months_of_the_address_hold_for_the_group_too(as_role, only):
    march = {"milestone": "won", "window": "months", "since": "2026-03", "until": "2026-03"}
    text = text_of(as_role().get(reverse("explorer_journeys"), {**march, **only["letters"]}))

    assert "Channel “Letters” touched none of the journeys to won deals in these months" in text


def test_coverage_tells_the_touches_of_the_group_and_says_what_names_none(as_role, only):
    client = as_role()
    for group, touches in (("letters", 1), ("trust", 1), ("mail", 1), ("stands", 2), ("fair", 2)):
        text = text_of(client.get(reverse("explorer_coverage"), {**WON, **only[group]}))
        assert f"100 % · {touches} of {touches}" in text
        assert "Opportunities with contact roles" not in text
        assert "name no channel, theme or campaign by themselves" in text
        assert "the list is the same whichever is chosen" in text


def test_sourced_influenced_and_attributed_are_those_of_the_group(as_role, only):
    client = as_role()
    for group, listed, name, touched, sourced, credit in (
        ("letters", "Letters", "Channel “Letters”", "69 %", "€900.00", "€450"),
        ("mail", "Mail", "Campaign “Mail”", "69 %", "€900.00", "€450"),
        ("trust", "Mail", "Theme “Trust”", "69 %", "€900.00", "€450"),
        ("stands", "Stands", "Channel “Stands”", "92 %", "€300.00", "€750"),
        ("fair", "Fair", "Campaign “Fair”", "92 %", "€300.00", "€750"),
    ):
        by = {"by": "campaign"} if group in ("mail", "trust", "fair") else {}
        text = text_of(client.get(reverse("explorer_readings"), {**WON, **only[group], **by}))
        share = {"€900.00": "69 %", "€300.00": "23 %"}[sourced]
        assert f"{name} touched {touched} of revenue and sourced {share}" in text
        rules, table = text.split('id="rules"')[1].split('id="influenced"')
        assert sourced in rules.split("First touch")[1].split("</tr>")[0]
        assert {one for one in ("Letters", "Stands", "Mail", "Fair") if f">{one}</th>" in table} == {listed}
        assert f">{credit}<" in text.split('id="rules"')[0]


def test_campaigns_of_a_channel_are_listed_and_what_cannot_be_says_why(as_role, only):
    client = as_role()
    for asked, says in (
        ({**only["letters"], "by": "campaign"}, ""),
        ({**only["trust"], "by": "channel"}, "Of one theme its campaigns are listed, not channels."),
        ({"by": "asset"}, "What assets touched is not kept, so campaigns are listed."),
    ):
        text = text_of(client.get(reverse("explorer_readings"), {**WON, **asked}))
        assert ">Mail</th>" in text.split('id="influenced"')[1]
        assert says in text


def test_a_chosen_group_stays_chosen_on_every_page_and_can_be_taken_away(as_role, only):
    client = as_role()
    for name in ("explorer", "explorer_models", "explorer_months", "explorer_journeys", "explorer_readings",
                 "explorer_coverage"):  # fmt: skip
        text = text_of(client.get(reverse(name), {**WON, **only["trust"]}))
        assert "Theme “Trust”" in text
        assert '<input type="hidden" name="only_theme"' in text


def test_a_run_that_kept_no_groups_says_so(as_role, only, world):
    JourneyMonth.objects.exclude(touched="").delete()
    CoverageMonth.objects.filter(channel__isnull=False).delete()
    client = as_role()
    for name in ("explorer_journeys", "explorer_coverage"):
        assert "This run did not keep" in text_of(client.get(reverse(name), {**WON, **only["letters"]}))


def test_journeys_of_a_group_are_as_many_as_it_influenced(world):
    """Two readings of the same facts: kept by the run in two tables."""
    run, window = world["run"], Window(*(world["quarter"].starts_on, world["quarter"].ends_on))
    for milestone in (Milestone.LEAD, Milestone.OPPORTUNITY, Milestone.WON):
        for by in (By.CHANNEL, By.CAMPAIGN):
            for row in influenced(run, by=by.value, milestone=milestone, window=window):
                part = Slice(run, milestone, window, Scope(), Only(by, row.group_id))
                assert journeys(part).journeys == row.milestones > 0


def test_a_narrowed_page_takes_at_most_twelve_queries(as_role, only, django_assert_max_num_queries):
    client = as_role()
    client.get(reverse("explorer"))
    for name in ("explorer_journeys", "explorer_coverage", "explorer_readings"):
        for group in only.values():
            with django_assert_max_num_queries(12, info=name):
                client.get(reverse(name), {**WON, **group})
