"""Every window, scope and breakdown: parts add up to the whole, and quotients keep what stands above and below."""

from datetime import date
from decimal import Decimal

import pytest

from campaigns.models import Audience
from kpis import selectors, services
from kpis.core.measures import PLACED
from kpis.models import ExternalValue
from kpis.services.external import keep_parts
from kpis.services.measuring import BREAKDOWNS
from organisation.core.calendar import Window, fiscal_quarter, month
from organisation.core.scope import Scope
from tests import factories as make
from tests.kpis.world import NOW, at, measured, order, survey, two_deals_won_one_lost

pytestmark = pytest.mark.django_db
DAY, WEEK = Window(date(2026, 2, 1), date(2026, 2, 2)), Window(date(2026, 1, 26), date(2026, 2, 2))
MONTH, CYCLE = month(date(2026, 2, 1)), Window(date(2026, 1, 1), date(2026, 7, 1))
WINDOWS = (DAY, WEEK, MONTH, fiscal_quarter(date(2026, 2, 1), year_starts=2), CYCLE)
SCOPES = (Scope(), Scope(segment=("Retail",)))
SUMS = ("revenue", "pipeline", "open_pipeline", "opportunities_count", "new_leads_count", "mqls_count", "impressions")
QUOTIENTS = (
    "win_rate", "win_rate_by_value", "lead_to_mql", "cost_per_lead", "ctr", "average_order", "orders_per_customer",
    "repeat_rate", "cohort_retention_1", "customer_retention", "gross_revenue_retention", "net_revenue_retention",
    "cac_paid",
)  # fmt: skip


@pytest.fixture
def world():
    """Deals in two segments, leads that were first touched by search, by a mail, or only once they were leads."""
    search = two_deals_won_one_lost()
    search.audience = Audience.objects.create(name="Shops", scope={"segment": ["Retail"]})
    search.theme = make.theme()
    search.save()
    mail = make.campaign("Mail", channel=make.channel("Letters", is_paid=True))
    firms = [make.account(segment=segment, region="North") for segment in ("Retail", "Retail", "Care")]
    for firm, touched in zip(firms, (search, mail, None), strict=True):
        person = make.contact(firm, lead_at=at(date(2026, 2, 1), 12), mql_at=at(date(2026, 2, 3)))
        order(person, date(2026, 2, 1))
        for day in (date(2025, 2, 1), date(2026, 2, 1)):
            make.opportunity(firm, "80.00", created=date(2025, 1, 1), closed=day)
        if touched:
            order(person, date(2026, 3, 2), "30.00")
            make.touch(person, date(2026, 2, 1), touched)
            make.touch(person, date(2026, 2, 2), mail)
    make.touch(person, date(2026, 2, 2), search)  # the day after this one had become a lead
    order(None, date(2026, 2, 1), account=_won_after_a_letter(mail))
    order(None, date(2026, 2, 1), "7.00")
    newcomer = make.account(segment="Retail")
    make.touch(make.contact(newcomer), date(2026, 1, 9), mail)
    make.opportunity(newcomer, "70.00", created=date(2026, 1, 10), closed=date(2026, 2, 1), kind="new")
    for campaign, cost in ((search, "300.00"), (mail, "100.00")):
        make.spend(campaign, date(2026, 2, 1), cost, impressions=1000, clicks=40)
    services.ship_catalogue(now=NOW)
    return {"search": search, "mail": mail}


def external(name, value, **fields):
    """What an agency says of February."""
    number = ExternalValue.objects.count()
    days = {"measured_on": date(2026, 2, 1), "measured_until": date(2026, 3, 1)}
    return ExternalValue.objects.create(
        source="agency", external_id=str(number), name=name, value=value, **days, **fields
    )


def _won_after_a_letter(mail):
    """A customer that began with a letter to one of its people, and had renewed before it left."""
    firm = make.account(segment="Retail")
    make.touch(make.contact(firm), date(2024, 12, 1), mail)
    make.touch(make.contact(firm), date(2024, 12, 24))
    make.opportunity(firm, "50.00", created=date(2025, 1, 1), closed=date(2025, 2, 1), kind="new")
    make.opportunity(firm, "60.00", created=date(2025, 1, 1), closed=date(2026, 2, 1), kind="renewal")
    make.opportunity(firm, outcome="lost", created=date(2025, 1, 1), closed=date(2026, 2, 2), kind="renewal")
    return firm


@pytest.mark.parametrize("by", BREAKDOWNS)
def test_in_every_window_and_scope_the_members_add_up_to_the_whole(world, by):
    wanted = selectors.current_definitions([*SUMS, *QUOTIENTS])
    ask = selectors.Ask(WINDOWS, SCOPES, NOW)
    whole = {(one.definition.key, one.cell): one.answer for one in selectors.values(wanted, ask)}
    parts = selectors.values(wanted, selectors.Ask(WINDOWS, SCOPES, NOW, by=by))

    assert len(whole) == len(wanted) * len(WINDOWS) * len(SCOPES)
    assert {one.answer.reason for one in parts if "not known by" in one.answer.reason} == set()
    for (key, cell), answer in whole.items():
        found = [
            one.answer for one in parts
            if (one.definition.key, one.cell.window, one.cell.scope) == (key, cell.window, cell.scope)
        ]  # fmt: skip
        if key in SUMS:
            assert sum(one.value or 0 for one in found) == (answer.value or 0), (key, cell)
        else:
            above, below = (sum(getattr(one, part) or 0 for one in found) for part in ("numerator", "denominator"))
            assert (above, below) == (answer.numerator or 0, answer.denominator or 0), (key, cell)


def test_leads_and_their_quotients_stand_with_the_first_touch_that_came_in_time(world):
    search, mail = str(world["search"].pk), str(world["mail"].pk)
    leads = measured("new_leads_count", window=MONTH, by="campaign")
    cost = measured("cost_per_lead", window=MONTH, by="campaign")

    assert {member: one.answer.value for member, one in leads.items()} == {search: 1, mail: 1, "": 1}
    assert (cost[search].answer.value, cost[mail].answer.value) == (300, 100)


def test_spend_is_split_by_the_one_segment_that_a_campaign_addresses(world):
    found = measured("cost_per_lead", window=MONTH, by="segment")

    assert {m: (one.answer.numerator, one.answer.denominator) for m, one in found.items() if one.answer.value} == {
        "Retail": (300, 2)
    }
    assert found["Care"].answer.reason or found["Care"].answer.value == 0


def test_customers_and_their_orders_stand_with_the_first_touch_that_came_before_they_bought(world):
    search, mail = str(world["search"].pk), str(world["mail"].pk)

    def split(key):
        found = measured(key, window=CYCLE, by="campaign")
        return {name: (one.answer.numerator, one.answer.denominator) for name, one in found.items()}

    assert split("average_order") == {search: (40, 2), mail: (50, 3), "": (17, 2)}
    assert split("repeat_rate") == {search: (1, 1), mail: (1, 2), "": (0, 1)}
    assert split("cohort_retention_1") == {search: (1, 1), mail: (1, 2), "": (0, 1)}
    assert split("customer_retention") == {mail: (0, 1), "": (3, 3)}  # the others were won before any touch
    assert split("net_revenue_retention") == {mail: (60, 50), "": (240, 240)}


def test_what_belongs_to_no_campaign_says_so(world):
    survey("nps", date(2026, 2, 1), n=10, positive=5)
    for by in PLACED:
        found = measured("nps", by=by)[None].answer
        assert (found.value, found.reason) == (None, f"Those who answered 9 or 10: not known by {by}.")


def test_values_from_outside_stand_with_the_channel_or_campaign_that_their_part_names(world):
    search, mail = world["search"], world["mail"]
    thaw = make.campaign("Spring thaw", channel=search.channel)
    for part, value in (("spring THAW", 50), ("letters", 15), ("/prices", 5), (None, 2)):
        external("page_views", value, attributes={"part": part} if part else {})
    for number in (8, 5):  # said again, parts replace what was said
        keep_parts("page_views", {"letters": Decimal(number), "": Decimal(number)}, MONTH, source="sightline")
    for name in ("brand_mentions", "category_mentions"):
        external(name, 10)

    def split(key, by):
        return {member: one.answer.value for member, one in measured(key, window=MONTH, by=by).items()}

    assert measured("views", window=MONTH).answer.value == 82
    assert split("views", "channel") == {str(search.channel_id): 50, str(mail.channel_id): 20, "": 12}
    assert split("views", "campaign") == {str(thaw.pk): 50, "": 32}
    share = measured("share_of_voice", window=MONTH, by="channel")[None].answer
    assert share.reason == "Mentions of the brand: not known by channel."


def test_values_from_outside_are_split_by_what_they_name_and_keep_their_source(world):
    for segment, value in (("Retail", 30), ("Care", 10)):
        external("page_views", value, segment=segment)
    found = measured("views", window=MONTH, by="segment")

    assert {member: one.answer.value for member, one in found.items()} == {"Retail": Decimal(30), "Care": Decimal(10)}
