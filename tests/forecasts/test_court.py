"""Claims from the matrix and the catalogue, heard by week and by month, and what pages say of them."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import numpy as np
import pytest
from django.urls import reverse

from alignment.models import Finding
from alignment.services import Share, link_campaign, score_cycle
from forecasts.core.leads.verdict import Verdict
from forecasts.models import CourtSession, Ruling
from forecasts.selectors.court import court, heard, rulings_of
from forecasts.selectors.steps import by_step, months_before, weeks_before
from forecasts.services.court import hold_court
from kpis.models import ExternalValue, MatrixEntry
from kpis.selectors.leads import SaidIn, lead_claims
from kpis.services import ship_catalogue
from okrs.models import Cycle
from organisation.core.calendar import Window
from tests import factories as make
from tests.forecasts.worlds import lead_pair

NOW = datetime(2026, 6, 10, 9, tzinfo=UTC)  # a Wednesday
LAST_MONDAY = date(2026, 6, 8)
RESTS = r"104 weeks, lag 2 weeks, effect \+0\.\d\d to \+\d\.\d\d sd"


def weekly_values(name, numbers):
    """One value a week, the last one in the week that ended before NOW."""
    ExternalValue.objects.bulk_create(
        ExternalValue(
            source="test", external_id=f"{name}-{back}", name=name, value=Decimal(str(round(float(value), 4))),
            measured_on=LAST_MONDAY - timedelta(days=7 * (back + 1)),
            measured_until=LAST_MONDAY - timedelta(days=7 * back),
        )
        for back, value in enumerate(reversed(numbers))
    )  # fmt: skip


def says(kpi, objective, leads_to="", serves="leading"):
    return MatrixEntry.objects.create(kpi=kpi, objective=objective, serves=serves, leads_to=leads_to, made_at=NOW)


@pytest.fixture
def claims(db):
    """Page views lead brand mentions by two weeks; that followers do is claimed too, but two months are known."""
    ship_catalogue(now=NOW)
    leading, led = lead_pair(weeks=104, seed=3, effect=0.8)
    weekly_values("page_views", 1000 + 100 * np.asarray(leading))
    weekly_values("brand_searches", 500 + 50 * np.asarray(led))
    weekly_values("category_searches", [1000] * 104)
    weekly_values("followers_count", range(8))
    aim = make.objective(make.cycle(date(2026, 4, 1), date(2026, 7, 1)))
    says("views", aim, "share_of_search")
    says("followers", aim, "share_of_search")
    return aim


def test_weeks_end_before_the_day_and_months_before_its_month():
    weeks = weeks_before(date(2026, 6, 8), count=2, week_starts=0)

    assert weeks == (
        Window(date(2026, 5, 25), date(2026, 6, 1)), Window(date(2026, 6, 1), date(2026, 6, 8)),
    )  # fmt: skip
    assert weeks_before(date(2026, 6, 8), count=1, week_starts=6) == (Window(date(2026, 5, 31), date(2026, 6, 7)),)
    assert months_before(date(2026, 6, 8), count=2)[0] == Window(date(2026, 4, 1), date(2026, 5, 1))


def test_a_week_that_facts_do_not_reach_the_end_of_has_no_value(claims):
    weeks = (*weeks_before(LAST_MONDAY, count=1, week_starts=0), Window(LAST_MONDAY, LAST_MONDAY + timedelta(days=7)))

    (known, unknown) = by_step(["views"], weeks, now=NOW)["views"]

    assert known > 0
    assert unknown is None


class TestClaims:
    def test_a_cell_names_its_outcome_and_the_catalogue_claims_won_revenue(self, claims):
        found = {(one.kpi, one.outcome): one.said_in for one in lead_claims()}

        assert found["views", "share_of_search"] is SaidIn.MATRIX
        assert found["pipeline", "revenue"] is SaidIn.CATALOGUE
        assert ("views", "revenue") not in found

    def test_a_cell_without_an_outcome_claims_those_that_show_its_objective(self, claims):
        says("pipeline", claims)
        says("win_rate", claims, serves="direct")

        assert ("pipeline", "win_rate") in {(one.kpi, one.outcome) for one in lead_claims()}

    def test_closed_cycles_claim_nothing(self, claims):
        Cycle.objects.update(state="closed", closed_at=NOW)

        assert {one.said_in for one in lead_claims()} == {SaidIn.CATALOGUE}


def test_each_claim_gets_a_verdict_in_words_with_points_lag_and_range(claims):
    hold_court(now=NOW)

    rulings = {row.kpi: row for row in Ruling.objects.filter(outcome="share_of_search")}
    leads = rulings["views"]
    assert (leads.verdict, leads.points, leads.lag, leads.step) == (Verdict.LEADS, 104, 2, "week")
    assert leads.sentence.startswith("Leads by about 2 weeks: 104 points")
    assert 0 < leads.low < leads.effect < leads.high
    assert rulings["followers"].verdict == Verdict.TOO_EARLY
    assert rulings["followers"].points == 8
    said = heard()["views", "share_of_search"]
    assert said == heard()["views", ""]
    assert re.fullmatch(f"leads: {RESTS}", said.words)
    assert heard()["followers", ""].words == "too early to tell: 8 weeks"


def test_a_second_session_replaces_the_first_on_pages_and_keeps_it(claims):
    hold_court(now=NOW)
    ExternalValue.objects.filter(name="page_views").delete()

    second = hold_court(now=NOW + timedelta(days=1))

    assert CourtSession.objects.count() == 2
    assert court().session == second
    assert Verdict.LEADS not in {said.verdict for said in heard().values()}
    assert [row.ruling.verdict for row in rulings_of("views")] == [Verdict.TOO_EARLY]


def test_pages_show_what_was_ruled(claims, client):
    hold_court(now=NOW)
    client.force_login(make.user())

    listed = client.get(reverse("forecasts:court")).content.decode()
    page = client.get(reverse("forecasts:about_kpi", args=["views"])).content.decode()

    assert "1 of" in listed
    assert "is shown to lead" in listed
    assert "Does it lead?" in page
    assert "Leads by about 2 weeks" in page


def test_the_verdict_stands_beside_whatever_is_called_leading_or_vanity(claims, client):
    says("clicks", claims, serves="supporting")
    client.force_login(make.user())
    before = client.get(reverse("kpis:index")).content.decode()
    hold_court(now=NOW)

    after = client.get(reverse("kpis:index")).content.decode()
    matrix = client.get(reverse("kpis:matrix")).content.decode()
    page = client.get(reverse("kpis:kpi", args=["views"])).content.decode()

    assert "vanity alone</span>" not in before
    assert "activity alone: claimed, not tested" in before
    assert re.search(f"shown to lead: {RESTS}</span>", after)
    assert re.search(r'vanity alone</span> <span class="court-said">too early to tell: \d+ (week|month)s', after)
    assert "claimed, not tested" not in after
    assert re.search(f'id="flag-views"[^>]*> <span class="court-said yes">shown to lead: {RESTS}', matrix)
    assert re.search(r'Leading<small>→ [^<]+</small><small class="court-said">leads</small>', matrix)
    assert re.search(r"Clicks \((too early to tell: \d+ weeks|cannot be tested: \d+ weeks)\)", matrix)
    assert re.search(f'leading, [a-z ]+ <span class="court-said yes">shown to lead: {RESTS}', page)
    assert re.search(f'leads to share_of_search <span class="court-said">leads: {RESTS}', page)


def test_the_verdict_stands_beside_the_finding_vanity_alone_and_its_check_question(claims, client):
    reach = make.objective(claims.cycle, "Reach", serves=make.business_objective("Brand"))
    says("clicks", reach, serves="supporting")
    campaign = make.campaign("Banners")
    make.spend(campaign, date(2026, 5, 1), "100.00")
    link_campaign(campaign=campaign, shares=[Share(reach, Decimal(1))], since=date(2026, 4, 1), by=None)
    client.force_login(make.user())

    def shown():
        score_cycle(claims.cycle, today=NOW.date(), now=NOW)
        finding = Finding.objects.get(kind="vanity_campaign")
        check = client.get(reverse("audit_check"), {"cycle": claims.cycle_id}).content.decode()
        listed = client.get(reverse("findings"), {"cycle": claims.cycle_id}).content.decode()
        return client.get(reverse("finding", args=[finding.pk])).content.decode(), check, listed

    before = shown()
    hold_court(now=NOW)
    after = shown()

    for finding, check, listed in (before, after):
        assert "What the court of leading KPIs says of it: Clicks (" in finding
        assert re.search(r"<small>Vanity alone\. [^<]+ says of it: Clicks \(", listed)
        assert "measured by activity alone: Clicks (" in finding
        assert "What the court of leading KPIs says of that activity: Clicks (" in check
    assert all("Clicks (claimed, not tested)" in page for page in before)
    assert all(re.search(r"Clicks \((too early to tell|cannot be tested): \d+ weeks\)", page) for page in after)
    Ruling.objects.filter(kpi="clicks").update(verdict=Verdict.LEADS)
    score_cycle(claims.cycle, today=NOW.date(), now=NOW)
    assert Finding.objects.get(kind="vanity_campaign").resolved_at is not None
