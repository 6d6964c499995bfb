"""The files of a world."""

import json
from collections import Counter
from decimal import Decimal
from io import StringIO

import pytest

from simulator.core.files import tables_of, truth_json
from simulator.core.play import play
from simulator.core.tables import Table, write_csv
from simulator.core.worlds import WORLDS
from tests.simulator.worlds import played

PEOPLE = ["campaigns", "spend", "contacts", "touchpoints", "orders", "touches", "conversions"]
ACCOUNTS = [
    *("campaigns", "spend", "accounts", "contacts", "opportunities", "opportunity_history", "contact_roles"),
    *("touchpoints", "orders", "sales_activities", "touches", "conversions"),
]


def tables(name: str, *, units: int = 400) -> dict[str, Table]:
    return {table.name.removesuffix(".csv"): table for table in tables_of(played(name, units=units))}


def text(table: Table) -> str:
    stream = StringIO()
    write_csv(table, stream)
    return stream.getvalue()


REFERENCES = (("contact_key", "contacts"), ("campaign_key", "campaigns"), ("account_key", "accounts"))


class TestFiles:
    def test_people_have_orders_and_accounts_have_deals(self):
        assert list(tables("tracking_loss")) == PEOPLE
        assert list(tables("b2b_messy")) == ACCOUNTS

    @pytest.mark.parametrize("name", WORLDS)
    def test_the_same_seed_writes_the_same_bytes_and_another_seed_does_not(self, name: str):
        world = played(name, units=60)
        again, other = play(world.world, seed=5), play(world.world, seed=6)

        assert [text(table) for table in tables_of(world)] == [text(table) for table in tables_of(again)]
        assert truth_json(world, seed=5) == truth_json(again, seed=5)
        assert text(tables_of(world)[-1]) != text(tables_of(other)[-1])

    @pytest.mark.parametrize("name", ["clean", "b2b_clean"])
    def test_conversions_are_the_truth_s_total_to_the_cent(self, name: str):
        milestone = json.loads(truth_json(played(name, units=400), seed=5))["milestones"][0]
        values = [Decimal(str(value)) for value in tables(name)["conversions"].columns["value"]]

        assert len(values) == milestone["total"]["conversions"]
        assert sum(values) == Decimal(str(milestone["total"]["value"]))

    def test_spend_is_the_truth_s_spend_to_the_cent(self):
        channels = json.loads(truth_json(played("clean", units=400), seed=5))["channels"]
        amounts = [Decimal(str(amount)) for amount in tables("clean")["spend"].columns["amount"]]

        assert sum(amounts) == sum(Decimal(str(channel["spend"])) for channel in channels)

    @pytest.mark.parametrize("name", ["tracking_loss", "b2b_clean"])
    def test_every_reference_leads_somewhere(self, name: str):
        files = tables(name)

        for table in files.values():
            for column, target in REFERENCES:
                if column in table.columns:
                    assert set(table.columns[column]) - {""} <= set(files[target].columns["external_id"])

    def test_only_part_of_the_touches_is_recorded_where_tracking_is_lost(self):
        channels = {
            c["channel"]: c for c in json.loads(truth_json(played("tracking_loss", units=400), seed=5))["channels"]
        }

        assert channels["Video"]["recorded"] / channels["Video"]["touches"] == pytest.approx(0.3, abs=0.05)
        assert any(str(name).endswith("B") for name in tables("tracking_loss")["touches"].columns["person_id"])
        assert not any(str(name).endswith("B") for name in tables("tracking_loss")["conversions"].columns["person_id"])

    def test_stage_dates_stand_in_order_where_the_crm_is_kept_well(self):
        contacts = tables("b2b_clean")["contacts"].columns

        rows = zip(*(contacts[f"{stage}_at"] for stage in ("lead", "mql", "sal", "sql")), strict=True)
        for row in rows:
            dated = [stage for stage in row if stage]
            assert dated == sorted(dated)
        assert Counter(bool(date) for date in contacts["sql_at"])[True] > 100

    def test_the_messy_crm_has_gaps_duplicates_and_dates_out_of_order(self):
        files = tables("b2b_messy")
        contacts = files["contacts"].columns

        assert "" in files["opportunities"].columns["amount"]
        assert any(str(name).endswith("D") for name in files["accounts"].columns["external_id"])
        assert any(m and s and m > s for m, s in zip(contacts["mql_at"], contacts["sql_at"], strict=True))
        deals = set(files["opportunities"].columns["external_id"])
        assert len(set(files["contact_roles"].columns["opportunity_key"])) < 0.7 * len(deals)

    def test_costs_drift_upwards(self):
        spend = tables("clean", units=1200)["spend"].columns
        search = [
            (str(day), float(str(amount)) / int(str(views)))
            for name, day, amount, views in zip(
                spend["campaign_key"], spend["days"], spend["amount"], spend["impressions"], strict=True
            )
            if str(name).startswith("paid-search")
        ]
        early = [price for day, price in search if day < "2025-03"]
        late = [price for day, price in search if day > "2025-10-31"]

        assert sum(late) / len(late) > 1.1 * sum(early) / len(early)
