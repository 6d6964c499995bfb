"""Definitions of KPIs over the programming interface: the same services and refusals as the pages."""

from datetime import date

import pytest

from kpis import services
from kpis.models import Definition
from people.models import AuditEntry, Role
from tests import factories as make
from tests.kpis.world import NOW, two_deals_won_one_lost

pytestmark = pytest.mark.django_db
KPIS = "/api/v1/kpis/"
OWN = {
    "name": "Revenue per customer won",
    "text": "What a new customer brings.",
    "formula": "won_revenue / customers_won",
    "unit": "money",
}


@pytest.fixture
def ask(client):
    services.ship_catalogue(now=NOW)
    client.force_login(make.user(Role.EXECUTIVE))

    def asked(method, path="", data=None):
        return getattr(client, method)(f"{KPIS}{path}", data, content_type="application/json")

    return asked


class TestReading:
    def test_the_catalogue_is_listed_with_formulas_and_signatures(self, ask, client):
        answer = client.get(KPIS, {"family": "brand"}).json()
        found = {row["key"]: row for row in answer["results"]}

        assert found["aided_awareness"]["margin"] == "share"
        assert found["aided_awareness"]["marketing_signed_at"] is None
        assert {row["family"] for row in found.values()} == {"brand"}

    def test_a_kpi_that_is_not_there_is_not_found(self, ask):
        assert [ask("get", path).status_code for path in ("nothing/", "nothing/versions/")] == [404, 404]


class TestWriting:
    def test_a_kpi_is_added_changed_signed_by_two_and_retired(self, ask, client):
        made = ask("post", data=OWN)
        key = made.json()["key"]
        changed = ask("patch", f"{key}/", {"text": "What one new customer brings."}).json()
        signed = ask("post", f"{key}/sign/marketing/").json()
        client.force_login(make.user(Role.ANALYST))
        ask("post", f"{key}/sign/finance/")

        assert (made.status_code, key, changed["version"]) == (201, "revenue_per_customer_won", 2)
        assert (changed["formula"], signed["finance_signed_at"]) == (OWN["formula"], None)
        row = Definition.objects.current().get(key=key)
        assert None not in (row.marketing_signed_at, row.finance_signed_at)
        versions = ask("get", f"{key}/versions/").json()["results"]
        assert [(one["version"], one["is_current"]) for one in versions] == [(2, True), (1, False)]
        assert ask("post", f"{key}/retire/").status_code == 204
        assert ask("get", f"{key}/").status_code == 404
        assert AuditEntry.objects.filter(verb__startswith="kpis.").count() >= 4

    def test_a_margin_goes_with_the_formula_it_belongs_to(self, ask):
        kept = ask("patch", "nps/", {"text": "Promoters less detractors."}).json()
        other = ask("patch", "nps/", {"formula": "promoters / nps_respondents"}).json()

        assert (kept["margin"], other["margin"]) == ("nps", "")

    @pytest.mark.parametrize(
        ("method", "path", "change", "sentence"),
        [
            ("post", "", {"formula": "won_revenue / wishes"}, "wishes"),
            ("post", "", {"name": "Win rate"}, "already"),
            ("post", "", {"unit": "apples"}, "not a valid choice"),
            ("patch", "win_rate/", {"formula": "win_rate / 2"}, "need each other"),
            ("patch", "win_rate/", {"formula": "__import__('os')"}, "formula"),
        ],
    )
    def test_what_cannot_be_defined_gets_a_sentence_and_nothing_is_kept(self, ask, method, path, change, sentence):
        before = Definition.objects.count()
        answer = ask(method, path, OWN | change if method == "post" else change)

        assert answer.status_code == 400
        assert sentence in answer.text
        assert Definition.objects.count() == before

    def test_one_person_does_not_sign_twice(self, ask):
        ask("post", "win_rate/sign/marketing/")
        answer = ask("post", "win_rate/sign/finance/")

        assert (answer.status_code, "somebody else" in answer.text) == (400, True)


class TestPreview:
    QUARTER = {"since": date(2026, 1, 1), "until": date(2026, 4, 1)}

    def test_a_formula_is_worked_out_and_not_kept(self, ask):
        two_deals_won_one_lost()
        answer = ask("post", "preview/", {"formula": "won_revenue / won_deals", "unit": "money", **self.QUARTER})

        assert answer.json() == {
            "value": "15000.000000", "numerator": "30000.000000", "denominator": "2.000000", "reason": "",
        }  # fmt: skip
        assert not Definition.objects.filter(key="draft_of_a_kpi").exists()

    def test_without_facts_there_is_a_reason_and_no_zero(self, ask):
        answer = ask("post", "preview/", {"formula": "spend / customers_won", **self.QUARTER}).json()

        assert answer["value"] is None
        assert answer["reason"].startswith("Nothing is known of")

    def test_days_in_the_wrong_order_and_unknown_names_are_refused(self, ask):
        wrong = ask("post", "preview/", {"formula": "spend", "since": "2026-04-01", "until": "2026-01-01"})
        unknown = ask("post", "preview/", {"formula": "wishes", **self.QUARTER})

        assert ["after the first" in wrong.text, "wishes" in unknown.text] == [True, True]
