"""A file of links: what each row means, and what is refused."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from alignment.models import CampaignLink, Exemption
from alignment.services import Share, declare_exemption, link_campaign
from okrs.models import Cycle
from tests import factories as make
from tests.imports.helpers import counts, import_text, undo

pytestmark = pytest.mark.django_db
JANUARY, MARCH = date(2026, 1, 1), date(2026, 3, 1)
HEAD = "Campaign ID,Cycle,Objective,Key result,Share,Since\n"


@pytest.fixture(autouse=True)
def facts_of_their_own(settings, tmp_path):
    settings.PLACES = type(settings.PLACES)(data=tmp_path)


@pytest.fixture
def fair():
    return make.campaign("Fair", key="C-1", ends_on=date(2026, 5, 1))


@pytest.fixture(autouse=True)
def aims():
    """The same objective in two cycles, as a carry-over leaves it, with a key result in the first."""
    first = make.cycle(JANUARY, date(2026, 4, 1), name="Q1")
    later = make.cycle(date(2026, 4, 1), date(2026, 7, 1), name="Q2")
    win, keep = make.objective(first, "Win shops"), make.objective(first, "Keep shops")
    make.objective(later, "Win shops")
    make.key_result(win, "Leads")
    return win, keep


def links(on):
    return {str(row.objective or row.key_result): row.share for row in CampaignLink.objects.open_on(on)}


def reasons(result):
    return [problem.reason for problem in result.problems if problem.fate == "rejected"]


def test_rows_name_an_objective_or_a_key_result_of_a_cycle(fair, aims):
    result = import_text(HEAD + "C-1,q1,Win shops,leads,60 %,\nC-1,Q1,keep shops,,0.4,\n", "links")

    assert counts(result) == (2, 0, 0, 0, 0)
    assert links(JANUARY) == {"Leads": Decimal("0.6"), "Keep shops": Decimal("0.4")}


def test_the_same_file_twice_changes_nothing(fair):
    text = HEAD + "C-1,Q1,Win shops,,60 %,2026-01-01\n"
    import_text(text, "links")

    assert counts(import_text(text + "\n", "links")) == (0, 0, 1, 0, 0)


def test_the_rows_of_a_day_replace_what_was_said_and_undo_brings_it_back(fair, aims):
    link_campaign(campaign=fair, shares=[Share(aims[0], Decimal(1))], since=JANUARY, by=None)
    result = import_text(HEAD + "C-1,Q1,Keep shops,,100 %,2026-01-01\n", "links")
    assert links(date(2026, 2, 1)) == {"Keep shops": Decimal(1)}

    undo(result)
    assert links(date(2026, 2, 1)) == {"Win shops": Decimal(1)}


def test_a_later_day_leaves_the_days_before_as_they_were(fair, aims):
    link_campaign(campaign=fair, shares=[Share(aims[0], Decimal(1))], since=JANUARY, by=None)
    import_text(HEAD + "C-1,Q1,Keep shops,,100 %,2026-03-01\n", "links")

    assert links(date(2026, 2, 28)) == {"Win shops": Decimal(1)}
    assert links(MARCH) == {"Keep shops": Decimal(1)}


def test_a_link_ends_an_exemption(fair):
    declare_exemption(campaign=fair, reason="Licences", since=JANUARY, by=None)
    import_text(HEAD + "C-1,Q1,Keep shops,,50 %,2026-03-01\n", "links")

    assert Exemption.objects.get().until == MARCH


def test_a_campaign_may_be_named(fair):
    result = import_text("Campaign,Cycle,Objective,Share\nfair,Q1,Win shops,100 %\n", "links")

    assert counts(result)[0] == 1


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("C-1,Q1,Win shops,,70 %,\nC-1,Q1,Keep shops,,40 %,\n", "add up to more than 100 %"),
        ("C-1,Q1,Win shops,,60,\n", "write it with its sign, such as 60 %"),
        ("C-1,Q1,No such,,60 %,\n", "not the name of a known objective"),
        ("C-1,Q1,Keep shops,Leads,60 %,\n", "not the name of a known key result"),
        ("C-1,Q9,Win shops,,60 %,\n", "not the name of a known open cycle"),
        ("C-9,Q1,Win shops,,60 %,\n", "or more than one, has this id or name"),
        ("C-1,Q1,Win shops,,60 %,2025-12-31\n", "lies before the cycle"),
        ("C-1,Q2,Win shops,,60 %,2026-05-02\n", "has ended before this day"),
    ],
)
def test_bad_rows_are_refused_with_a_sentence(fair, rows, sentence):
    result = import_text(HEAD + rows, "links")

    assert any(sentence in reason for reason in reasons(result)), result.problems
    assert not CampaignLink.objects.exists()


def test_a_link_lies_on_a_day_before_its_campaigns_end_however_the_campaign_is_named(fair):
    make.campaign("Stall", key="C-2", starts_on=MARCH)  # without an end
    rows = (
        "C-1,,Q1,Win shops,50 %,2026-05-01", ",fair,Q2,Win shops,50 %,2026-05-02", "C-1,,Q2,Win shops,50 %,2026-05-02",
        "C-2,fair,Q2,Win shops,50 %,2026-05-02", ",stall,Q1,Win shops,50 %,2026-01-01",
    )  # fmt: skip
    result = import_text("Campaign ID,Campaign,Cycle,Objective,Share,Since\n" + "\n".join(rows) + "\n", "links")

    refused = [problem for problem in result.problems if "has ended" in problem.reason]
    assert [(problem.line, problem.column) for problem in refused] == [(3, "Since"), (4, "Since")]
    assert "link it from a day on which it ran" in refused[0].reason
    assert CampaignLink.objects.filter(campaign__name="Stall").count() == 2


def test_a_closed_cycle_keeps_its_links(fair):
    Cycle.objects.filter(name="Q1").update(state="closed", closed_at="2026-04-02T00:00Z")
    result = import_text(HEAD + "C-1,Q1,Win shops,,60 %,\n", "links")

    assert "known open cycle" in reasons(result)[0]
    assert not CampaignLink.objects.exists()


def test_a_file_that_is_taken_in_part_accounts_for_every_row_and_gives_the_others_back(client, fair, aims):
    others = [make.campaign(name, key=key) for name, key in (("Mail", "C-2"), ("Ads", "C-3"), ("Film", "C-4"))]
    for campaign in others:
        link_campaign(campaign=campaign, shares=[Share(aims[0], Decimal(1))], since=JANUARY, by=None)
    rows = (
        "C-1,Q1,Win shops,,60 %,", "C-1,Q1,Keep shops,,40 %,",  # lines 2 and 3 are taken
        "C-2,Q1,Win shops,,70 %,", "C-2,Q1,Keep shops,,40 %,",  # 110 %: neither
        "C-3,Q1,Win shops,,60 %,", "C-3,Q1,Keep shops,,4O %,", "C-3,Q2,Win shops,,50 %,2026-05-01",  # a slip of the pen
        "C-4,Q1,Keep shops,,60 %,", "C-4,Q1,Keep shops,,50 %,", "C-4,Q1,Win shops,leads,10 %,",  # twice the same aim
        "C-9,Q1,Win shops,,10 %,",
    )  # fmt: skip
    result = import_text(HEAD + "\n".join(rows) + "\n", "links")
    client.force_login(make.user())
    page = client.get(reverse("imports:show", args=[result.batch])).content.decode()
    lines = client.get(reverse("imports:issues", args=[result.batch])).getvalue().decode().splitlines()

    assert str(result.conservation).endswith("= 2 accepted + 0 updated + 0 unchanged + 0 skipped + 9 rejected")
    assert {str(row.objective): row.share for row in fair.links.all()} == {
        "Win shops": Decimal("0.6"),
        "Keep shops": Decimal("0.4"),
    }
    assert [row.share for row in CampaignLink.objects.filter(campaign__in=others)] == [1, 1, 1]
    assert "add up to more than 100 %" in page
    assert "Another row of this campaign was refused" in page
    assert reverse("imports:issues", args=[result.batch]) in page
    assert {int(line.split(",")[0]) for line in lines[1:]} == set(range(4, 13))
