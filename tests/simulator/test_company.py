"""The demonstration company as its files tell it."""

import csv
import json
import re
from collections import Counter, defaultdict
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from io import StringIO
from itertools import pairwise
from pathlib import Path

import pytest
from django.core.management import call_command

from simulator.company.calendar import calendar
from simulator.company.facts import facts
from simulator.company.files import FILES, SIGHTLINE, contents
from simulator.company.ids import crm_id
from tests.simulator.company import TINY, TODAY, column, rows, told, written

OWNED = {
    "account_key": ("accounts.csv", "external_id"),
    "contact_key": ("contacts.csv", "external_id"),
    "campaign_key": ("campaigns.csv", "external_id"),
    "asset_key": ("assets.csv", "external_id"),
    "opportunity_key": ("salesforce_opportunity.csv", "Id"),
    "AccountId": ("accounts.csv", "external_id"),
    "ContactId": ("contacts.csv", "external_id"),
    "CampaignId": ("campaigns.csv", "external_id"),
    "OpportunityId": ("salesforce_opportunity.csv", "Id"),
    "owner": ("people.csv", "email"),
    "theme": ("themes.csv", "name"),
    "channel": ("channels.csv", "name"),
    "audience": ("audiences.csv", "name"),
    "business_objective": ("business_objectives.csv", "name"),
    "cycle": ("cycles.csv", "name"),
    "objective": ("objectives.csv", "name"),
    "key_result": ("key_results.csv", "name"),
}
MOVING = {"stories.json", "touchpoints.csv"}
PLAIN = [file.name for file in FILES if file.preset == SIGHTLINE or file.preset.startswith("salesforce-")]


class TestCalendar:
    def test_today_lies_in_the_last_of_eight_quarters(self):
        quarters = calendar(date(2026, 11, 22)).quarters

        assert [quarter.name for quarter in quarters[::7]] == ["Q1 FY25", "Q4 FY26"]
        assert quarters[7].starts_on <= date(2026, 11, 22) < quarters[7].ends_on

    def test_a_fiscal_year_from_july_is_named_after_the_year_it_ends_in(self):
        last = calendar(date(2026, 8, 1), year_starts=7).quarters[7]

        assert (last.name, last.starts_on) == ("Q1 FY27", date(2026, 7, 1))

    @pytest.mark.parametrize("today", [date(2028, 2, 29), date(2027, 1, 1), date(2026, 12, 31)])
    def test_quarters_follow_each_other_without_a_gap(self, today: date):
        quarters = calendar(today, year_starts=2).quarters

        assert all(first.ends_on == second.starts_on for first, second in pairwise(quarters))


class TestCompany:
    def test_it_is_as_large_as_promised(self):
        assert len(told().campaigns) == 120
        assert len({campaign.medium.name for campaign in told().campaigns}) == 14
        assert len(rows("accounts.csv")) == 6_000
        assert len(rows("contacts.csv")) == 40_000
        assert len(rows("touchpoints.csv")) == 500_000
        assert len(rows("salesforce_opportunity.csv")) == 9_000
        assert Counter(column("cycles.csv", "length")) == {"quarter": 8, "year": 2}
        assert Counter(column("business_objectives.csv", "retired_on")) == {"2026-01-01": 5, "": 5}

    def test_every_listed_file_is_written_and_nothing_else(self):
        assert [*(file.name for file in FILES), "stories.json"] == list(written())

    def test_the_same_day_and_seed_write_the_same_bytes(self):
        once, again = (
            {name: sha256(content).digest() for name, _, content in contents(facts(TODAY, seed=1, scale=TINY))}
            for _ in range(2)
        )

        assert once == again

    def test_another_seed_tells_another_story(self):
        one, other = (facts(TODAY, seed=seed, scale=TINY).deals.cents.tolist() for seed in (1, 2))

        assert one != other

    @pytest.mark.parametrize("name", PLAIN)
    def test_every_reference_leads_somewhere(self, name: str):
        for heading, (target, key) in OWNED.items():
            if heading in rows(name)[0]:
                assert set(column(name, heading)) - {""} <= set(column(target, key)), heading

    @pytest.mark.parametrize("name", PLAIN)
    def test_keys_are_unique(self, name: str):
        key = next((heading for heading in ("external_id", "Id") if heading in rows(name)[0]), None)

        assert key is None or len(set(column(name, key))) == len(rows(name))

    def test_nobody_is_real(self):
        addresses = [*column("contacts.csv", "email"), *column("people.csv", "email")]

        assert all(address.endswith((".example.com", "@demo.example")) for address in addresses)
        assert all(domain.endswith(".example.com") for domain in column("accounts.csv", "domain"))

    def test_nothing_happened_today_or_later(self):
        today = TODAY.isoformat()

        assert max(column("touchpoints.csv", "occurred_at")) < today
        assert max(column("orders.csv", "ordered_at")) < today
        assert max(column("salesforce_opportunity.csv", "CreatedDate")) < today
        assert max(column("salesforce_opportunity_history.csv", "CreatedDate")) < today
        assert max(column("check_ins.csv", "day")) <= today
        assert max(column("survey_readings.csv", "taken_on")) < today

    def test_closed_deals_closed_and_open_ones_did_not(self):
        for row in rows("salesforce_opportunity.csv"):
            assert (row["StageName"] in ("Closed Won", "Closed Lost")) == (row["IsClosed"] == "true")
            assert row["IsClosed"] == "false" or row["CloseDate"] < TODAY.isoformat()

    def test_ids_have_the_form_that_guards_their_case(self):
        """The last three characters of an 18-character id spell which of the first 15 are capitals."""
        assert crm_id("001", 5) == "001BF0000000005YAA"
        assert all(len(name) == 18 for name in column("accounts.csv", "external_id"))

    @pytest.mark.parametrize(
        ("today", "cycle"),
        [(date(2027, 3, 3), "Q1 FY27"), (date(2028, 2, 29), "Q1 FY28"), (date(2026, 7, 31), "Q3 FY26")],
    )
    def test_dates_and_stories_move_with_today(self, today: date, cycle: str):
        made = contents(facts(today, seed=1, scale=TINY), names=MOVING)
        files = {name: content.decode() for name, _, content in made}
        moved = json.loads(files["stories.json"])
        seen = [row["occurred_at"][:10] for row in csv.DictReader(StringIO(files["touchpoints.csv"]))]

        assert moved["current_cycle"] == cycle
        assert len(moved["stories"]) == 7
        assert all(abs(story["money"]) > 1_000 for story in moved["stories"])
        assert today - timedelta(days=3) <= date.fromisoformat(max(seen)) < today

    def test_a_fresh_quarter_has_files_as_well(self, tmp_path: Path):
        call_command("simulate_company", out=tmp_path, today=date(2027, 1, 1), small=True)

        assert (tmp_path / "stories.json").is_file()


class TestSpend:
    def test_the_files_together_hold_the_ledger_to_the_cent(self):
        own = sum(Decimal(row["amount"]) for row in rows("spend.csv") if not row["enabling_reason"])
        google = _after(written()["google_ads_campaign.csv"].decode(), "Day,")
        vendor = sum(Decimal(row["Cost"].replace(",", "")) for row in google if not row["Day"].startswith("Total"))
        meta = _after(written()["meta_ads.csv"].decode("utf-8-sig"), "Reporting starts,")
        linkedin = _after(written()["linkedin_ads.csv"].decode("utf-16"), "Start Date", delimiter="\t")
        agency = _after(written()["agency_media.csv"].decode(), "Month,")
        vendor += sum(Decimal(row["Amount spent (EUR)"]) for row in meta)
        vendor += sum(Decimal(row["Total Spent"]) for row in linkedin)
        vendor += Decimal(agency[-1]["Total"].replace(",", ""))

        assert own + vendor == Decimal(int(told().money.spend.sum())) / 100

    def test_google_declares_the_total_that_its_rows_have(self):
        google = _after(written()["google_ads_campaign.csv"].decode(), "Day,")
        cost = [Decimal(row["Cost"].replace(",", "")) for row in google]

        assert [row["Day"] for row in google[-2:]] == ["Total: Campaigns", "Total: Account"]
        assert sum(cost[:-2]) == cost[-1]

    def test_a_campaign_spends_only_while_it_runs(self):
        runs = {row["external_id"]: (row["starts_on"], row["ends_on"]) for row in rows("campaigns.csv")}

        for row in rows("spend.csv"):
            starts, ends = runs[row["campaign_key"]]
            assert starts <= row["days"] <= (row["last_day"] or row["days"]) <= ends

    def test_plan_covers_all_months_and_commitments_end_next_month(self):
        months = defaultdict(set)
        for row in rows("budgets.csv"):
            months[row["layer"]].add(row["month"])

        assert len(months["plan"]) == 24
        assert max(months["committed"]) == "2026-12-01"
        assert min(months["forecast"]) == "2026-10-01"


class TestGoals:
    def test_shares_of_a_campaign_never_exceed_its_money(self):
        shares = defaultdict(Decimal)
        for row in rows("links.csv"):
            shares[row["campaign_key"], row["cycle"]] += Decimal(row["share"])

        assert max(shares.values()) <= 1

    def test_links_point_at_objectives_of_their_cycle(self):
        known = {(row["cycle"], row["name"]) for row in rows("objectives.csv")}

        assert {(row["cycle"], row["objective"]) for row in rows("links.csv")} <= known

    def test_key_results_have_a_way_to_go(self):
        for row in rows("key_results.csv"):
            if row["kind"] == "increase":
                assert Decimal(row["target"]) > Decimal(row["baseline"])
            if row["kind"] in ("at_least", "at_most"):
                assert row["target"]

    def test_ratios_carry_both_their_parts(self):
        ratios = {row["name"] for row in rows("key_results.csv") if row["measure"] == "ratio"}
        read = [row for row in rows("check_ins.csv") if row["key_result"] in ratios]

        assert len(read) > 50
        for row in read:
            assert float(row["numerator"]) / float(row["denominator"]) == pytest.approx(float(row["value"]), abs=1e-4)

    def test_current_objectives_differ_in_status(self):
        now = [row["declared"] for row in rows("check_ins.csv") if row["cycle"] == "Q4 FY26"]

        assert set(now) == {"on_track", "at_risk", "off_track"}

    def test_a_dropped_objective_says_when_why_and_what_follows(self):
        (dropped,) = [row for row in rows("objectives.csv") if row["state"] == "dropped"]

        assert dropped["dropped_on"] == "2026-10-27"
        assert dropped["drop_reason"]
        assert dropped["superseded_by"] in column("objectives.csv", "name")

    def test_the_documents_of_an_audit_are_there_and_one_is_old(self):
        assert {"strategy", "okrs", "sales", "plan"} <= set(column("documents.csv", "kind"))
        assert min(column("documents.csv", "reviewed_on")) < "2026-06"

    def test_scopes_name_dimensions_and_values_that_exist(self):
        segments = set(column("accounts.csv", "segment"))

        for scope in column("key_results.csv", "scope"):
            assert set(re.findall(r'"segment": \["(.*?)"', scope)) <= segments


def _after(text: str, start: str, *, delimiter: str = ",") -> list[dict[str, str]]:
    """Rows below the first line that begins with `start`."""
    lines = text.splitlines(keepends=True)
    first = next(number for number, line in enumerate(lines) if line.startswith(start))
    return list(csv.DictReader(StringIO("".join(lines[first:])), delimiter=delimiter))
