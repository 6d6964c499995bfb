"""The offline command on a public export: events of a web shop and its order lines."""

import csv
import json
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command

from attribution.core.models import Model
from tests.real_data import real_file


@pytest.mark.real
def test_credit_and_unattributed_equal_the_orders_of_the_export(tmp_path: Path) -> None:
    conversions, total = tmp_path / "orders.csv", orders(tmp_path / "orders.csv")
    call_command(
        "attribute_touches",
        str(real_file("ra_attribution/events.csv")),
        str(conversions),
        channel_column="REFERER_URL_HOST",
        campaign_column="MARKETING_CAMPAIGN",
        lookback_days=365,
        out=str(tmp_path / "out"),
    )

    found = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))

    assert Decimal(str(found["totals"]["value"])) == total
    for model in Model:
        with (tmp_path / "out" / f"{model}.csv").open(encoding="utf-8") as lines:
            credited = sum(Decimal(row["value"]) for row in csv.DictReader(lines))
        assert credited + Decimal(str(found["unattributed"]["value"])) == total
        assert credited > 0


def orders(target: Path) -> Decimal:
    """Order lines added up to orders; gives the money of all."""
    value: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    moment: dict[tuple[str, str], str] = {}
    with real_file("ra_attribution/orders.csv").open(encoding="utf-8-sig") as lines:
        for row in csv.DictReader(lines):
            key = row["ORDER_ID"], row["USER_ID"]
            value[key] += Decimal(row["REVENUE_GLOBAL_CURRENCY"])
            moment[key] = row["ORDER_DATE"]
    rows = [f"{order}-{user},{user},{moment[order, user]},{value[order, user]}" for order, user in value]
    target.write_text("\n".join(["order_id,user_id,order_date,revenue", *rows]), encoding="utf-8")
    return sum(value.values(), Decimal())
