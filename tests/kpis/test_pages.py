import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from kpis import selectors, services
from kpis.models import Binding, Definition, KpiTarget
from organisation.core.calendar import Window
from people.models import AuditEntry, Role
from tests import factories as make

pytestmark = pytest.mark.django_db
TODAY = timezone.now().date()
FIRST = TODAY.replace(day=1)
NEXT = (FIRST + timedelta(days=92)).replace(day=1)


@pytest.fixture
def cycle(db):
    """A cycle with two deals won in retail and one lost, measured."""
    made = make.cycle(FIRST, NEXT, name="Now")
    fair = make.campaign("Fair", channel=make.channel("Events"))
    for number, outcome in enumerate(("won", "won", "lost")):
        firm = make.account(f"Firm {number}", segment="Retail")
        make.opportunity(
            firm, "1000.00", outcome=outcome, created=FIRST, closed=FIRST, primary_campaign=fair, name=f"Deal {number}"
        )
    services.measure_all([Window(FIRST, NEXT), *_months()], now=timezone.now(), breakdowns=("campaign",))
    return made


def _months():
    before = (FIRST - timedelta(days=1)).replace(day=1)
    return [Window(before, FIRST), Window(FIRST, (FIRST + timedelta(days=31)).replace(day=1))]


@pytest.fixture
def login(client):
    def log_in(role):
        user = make.user(role)
        client.force_login(user)
        return user

    return log_in


def kpi(key):
    return reverse("kpis:kpi", args=[key])


class TestReading:
    def test_the_catalogue_shows_values_and_stays_within_its_queries(
        self, client, cycle, login, django_assert_max_num_queries
    ):
        login(Role.BOARD)
        client.get(reverse("kpis:index"))
        with django_assert_max_num_queries(12):
            page = client.get(reverse("kpis:index"))

        assert "Win rate" in page.text
        assert "66.7" in page.text
        assert "<c-" not in page.text

    def test_a_kpi_says_where_it_stands_and_what_it_rests_on(self, client, cycle, login, django_assert_max_num_queries):
        services.set_target(selectors.definition("win_rate"), Window(FIRST, NEXT), Decimal("0.5"), by=None)
        login(Role.BOARD)
        client.get(kpi("win_rate"))
        with django_assert_max_num_queries(12):
            page = client.get(kpi("win_rate"), {"by": "campaign"}).text.replace("\u202f", " ")

        assert "66.7 % so far in Now, above the target of 50.0 %." in page
        assert "won_deals / (won_deals + lost_deals)" in page
        assert "Opportunities won" in page
        assert ">Fair</a>" in page
        assert "Unsigned" in page
        assert "Keep it" not in page

    def test_every_number_reaches_its_rows_in_two_clicks(self, client, cycle, login):
        login(Role.BOARD)
        rows = reverse("kpis:facts", args=["win_rate", "won_deals"])
        assert rows in client.get(kpi("win_rate")).text

        page = client.get(rows).text
        assert "Deal 0" in page
        assert "Deal 2" not in page  # lost

    def test_rows_of_every_kind_of_facts_are_listed(self, client, cycle, login):
        login(Role.BOARD)
        for key, measure, said in (
            ("pipeline", "pipeline_created", "Deal 2"),
            ("open_pipeline", "open_pipeline_amount", "No row is counted"),
            ("cac", "spend", "No row is counted"),
            ("cac_paid", "customers_with_paid_first_touch", "No row is counted"),
            ("new_leads_count", "new_leads", "No row is counted"),
            ("repeat_rate", "buyers", "No row is counted"),
            ("nps", "promoters", "No row is counted"),
            ("views", "page_views", "No row is counted"),
            ("speed_to_lead", "mqls_contacted", "No row is counted"),
            ("attributed_revenue", "attributed_revenue_credit", "Deal 1"),
            ("customer_churn", "customers_at_start", "worked out over many rows at once"),
            ("clv_contract", "annual_churn", "No row is counted"),
        ):
            assert said in client.get(reverse("kpis:facts", args=[key, measure])).text, measure

    def test_health_says_how_far_facts_reach_and_why_there_is_no_value(self, client, cycle, login):
        login(Role.MARKETER)
        page = client.get(reverse("kpis:health")).text

        assert "Opportunities" in page
        assert "Nothing is known of people who became an MQL." in page

    def test_unknown_kpis_and_measures_are_not_found(self, client, cycle, login):
        login(Role.BOARD)
        assert client.get(kpi("nothing")).status_code == 404
        assert client.get(reverse("kpis:facts", args=["win_rate", "nothing"])).status_code == 404

    def test_pages_of_an_empty_installation_say_what_to_do(self, client, db, login):
        login(Role.ANALYST)
        assert "import data and recompute" in client.get(reverse("kpis:index")).text
        assert "Nothing has been measured yet" in client.get(reverse("kpis:health")).text
        assert "No cycle has been planned yet" in client.get(reverse("kpis:matrix")).text

    def test_without_any_cycle_every_link_of_a_kpi_leads_somewhere(self, client, db, login):
        services.ship_catalogue(now=timezone.now())
        login(Role.ANALYST)
        deal = make.opportunity(make.account(), "700.00", outcome="won", created=TODAY, closed=TODAY, name="Deal 7")
        page = client.get(kpi("win_rate")).text.split("<main")[1]
        links = set(re.findall(r'<a [^>]*href="(/[^"#]*)', page))

        rows = reverse("kpis:facts", args=["win_rate", "won_deals"])
        assert rows in links
        assert {link: status for link in links if (status := client.get(link).status_code) != 200} == {}
        assert deal.name in client.get(rows).text
        assert client.get(reverse("okrs:new_objective"), follow=True).status_code == 200


class TestSigning:
    def test_marketing_and_finance_sign_a_version_each_and_a_new_one_is_unsigned(self, client, cycle, login):
        login(Role.EXECUTIVE)
        client.post(reverse("kpis:sign_marketing", args=["win_rate"]))
        again = client.post(reverse("kpis:sign_finance", args=["win_rate"]), follow=True)
        assert "the other signature has to be somebody else" in again.text
        login(Role.ANALYST)
        assert client.post(reverse("kpis:sign_marketing", args=["win_rate"])).status_code == 403
        client.post(reverse("kpis:sign_finance", args=["win_rate"]))

        row = selectors.definition("win_rate")
        assert (row.marketing_signed_at is None, row.finance_signed_at is None) == (False, False)
        draft = services.Draft("win_rate", "Win rate", "Another text", row.formula)
        assert services.define_kpi(draft, now=timezone.now(), by=None).marketing_signed_at is None
        assert AuditEntry.objects.filter(verb="kpis.signed").count() == 2


class TestDefining:
    def form(self, **changes):
        given = {
            "name": "Deals a firm", "text": "Won deals over customers.", "formula": "won_deals / customers_won",
            "unit": "multiple", "direction": "up", "tier": "outcome", "timing": "lagging", "family": "revenue",
            "cadence": "monthly",
        }  # fmt: skip
        return {**given, **changes}

    def test_a_kpi_is_previewed_on_real_data_before_it_is_kept(self, client, cycle, login):
        login(Role.ANALYST)
        seen = client.post(reverse("kpis:preview"), self.form(name="", text="")).text
        assert "1.00×" in seen
        assert "On your data now" in seen
        assert not Definition.objects.filter(name="Deals a firm").exists()

        answer = client.post(reverse("kpis:new"), self.form())
        assert answer.url == kpi("deals_a_firm")

    @pytest.mark.parametrize(
        ("formula", "why"),
        [
            ("spend / nonsense", "There is no measure or KPI &#x27;nonsense&#x27;"),
            ("spend /", "The formula cannot be read"),
            ("__import__(1)", "The functions of a formula are"),
            ("spend / (won_deals - won_deals)", "is 0."),
        ],
    )
    def test_a_formula_that_cannot_be_says_why_while_it_is_written(self, client, cycle, login, formula, why):
        login(Role.ANALYST)
        make.spend(make.campaign("Film"), FIRST, "5.00")
        assert why in client.post(reverse("kpis:preview"), self.form(formula=formula)).text

    def test_circles_are_refused_with_their_way(self, client, cycle, login):
        login(Role.ANALYST)
        answer = client.post(reverse("kpis:edit", args=["cac"]), self.form(name="CAC", formula="cac_payback * 2"))
        assert answer.status_code == 422
        assert "These KPIs need each other" in answer.text

    def test_a_name_that_is_taken_is_refused(self, client, cycle, login):
        login(Role.ANALYST)
        assert client.post(reverse("kpis:new"), self.form(name="Win rate")).status_code == 422
        assert client.post(reverse("kpis:new"), self.form(name="Health")).status_code == 422
        assert client.post(reverse("kpis:new"), self.form(name="—")).status_code == 422

    def test_a_bound_kpi_is_not_taken_out_of_use(self, client, cycle, login):
        login(Role.ANALYST)
        key_result = make.key_result(make.objective(cycle, "Win shops"), "Deals won")
        services.bind(key_result, selectors.definition("sales_cycle_mean"), now=timezone.now())
        answer = client.post(reverse("kpis:retire", args=["sales_cycle_mean"]), follow=True)
        assert "The key result “Deals won” of “Win shops” follows Sales cycle, mean." in answer.text

        services.unbind(key_result)
        refused = client.post(reverse("kpis:retire", args=["sales_cycle_mean"]), follow=True)
        assert "Pipeline velocity is computed from Sales cycle, mean." in refused.text
        client.post(reverse("kpis:retire", args=["clicks"]))
        kept = client.get(kpi("clicks")).text
        assert "Out of use since" in kept
        assert "Keep it" not in kept
        assert client.post(reverse("kpis:owner", args=["clicks"])).status_code == 404


class TestKeeping:
    def test_owners_and_targets_are_set_on_the_page(self, client, cycle, login):
        me = login(Role.ANALYST)
        nobody = f'<a href="{kpi("win_rate")}#keep">Nobody yet</a><small>usually sales operations</small>'
        assert nobody in client.get(reverse("kpis:index")).text
        assert 'id="keep"' in client.get(kpi("win_rate")).text
        client.post(reverse("kpis:owner", args=["win_rate"]), {"owner": me.pk})
        assert nobody not in client.get(reverse("kpis:index")).text
        months = {"starts_on": FIRST.isoformat(), "months": 3, "value": "40"}
        client.post(reverse("kpis:target", args=["win_rate"]), months)

        assert selectors.definition("win_rate").owner == me
        assert selectors.definition("win_rate").version == 1
        assert KpiTarget.objects.get().value == Decimal("0.4")
        client.post(reverse("kpis:target", args=["win_rate"]), {**months, "value": ""})
        assert not KpiTarget.objects.exists()
        assert client.post(reverse("kpis:target", args=["win_rate"]), {"value": "x"}).status_code == 422


class TestBinding:
    def test_a_key_result_follows_a_kpi_in_a_scope_and_can_be_typed_again(self, client, cycle, login):
        login(Role.MARKETER)
        key_result = make.key_result(make.objective(cycle), target=5)
        address = reverse("kpis:bind", args=[key_result.pk])
        client.post(address, {"kpi": "customers_won_count", "scope_segment": "Retail, Care"})
        binding = Binding.objects.get()
        assert (binding.kpi, binding.scope) == ("customers_won_count", {"segment": ["Care", "Retail"]})
        services.measure_all([Window(FIRST, NEXT)], now=timezone.now(), breakdowns=())
        assert key_result.check_ins.get().value == 2
        assert "Line of sight" in client.get(reverse("okrs:key_result", args=[key_result.pk])).text

        client.post(reverse("kpis:unbind", args=[key_result.pk]))
        key_result.refresh_from_db()
        assert not key_result.is_computed

    def test_checklists_and_closed_cycles_follow_nothing(self, client, cycle, login):
        login(Role.MARKETER)
        milestone = make.key_result(make.objective(cycle), kind="milestone", baseline=None, target=None)
        answer = client.post(reverse("kpis:bind", args=[milestone.pk]), {"kpi": "revenue"})
        assert "is a checklist" in answer.text
        assert client.post(reverse("kpis:bind", args=[milestone.pk]), {"kpi": "nothing"}).status_code == 422
        old = make.cycle(date(2020, 1, 1), date(2020, 4, 1), state="closed", closed_at=timezone.now())
        late = make.key_result(make.objective(old))
        assert "is closed" in client.post(reverse("kpis:bind", args=[late.pk]), {"kpi": "revenue"}).text
