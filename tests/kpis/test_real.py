"""Repeat rate, retention and win rate of real exports, through import and command; docs/kpis.md prints them."""

import csv
import io
import json
from contextlib import suppress
from datetime import date

import pytest
from django.core.management import call_command

from organisation.core.calendar import add_months
from organisation.models import Organisation
from tests.real_data import real_file

pytestmark = [pytest.mark.real, pytest.mark.django_db]


@pytest.fixture
def load(tmp_path):
    def load(path, target, **choices):
        mapping = tmp_path / f"{target}.json"
        mapping.write_text(json.dumps(choices))
        out = io.StringIO()
        with suppress(SystemExit):  # some rows are rejected, and named
            call_command("import_file", path, target=target, mapping=mapping, source="real", format="json", stdout=out)
        return json.loads(out.getvalue())

    return load


def measure(*arguments):
    out = io.StringIO()
    call_command("measure", *arguments, stdout=out)
    return {row["kpi"]: row for row in json.loads(out.getvalue())}


def sheet(path, heading, rows):
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([heading, *rows])
    return path


def test_repeat_rate_of_the_retailer(load, tmp_path):
    Organisation.objects.update_or_create(pk=1, defaults={"currency": "GBP"})
    file = real_file("uci_online_retail/online_retail_nonuk.csv")
    with file.open(encoding="utf-8") as lines:
        people = sorted({row["CustomerID"] for row in csv.DictReader(lines)} - {""})
    load(sheet(tmp_path / "people.csv", ["external_id"], [[one] for one in people]), "contacts")
    columns = {
        "external_id": "InvoiceNo", "contact_key": "CustomerID", "ordered_at": "InvoiceDate",
        "quantity": "Quantity", "unit_price": "UnitPrice", "region": "Country",
    }  # fmt: skip
    loaded = load(
        file, "order_lines", columns=columns, orders={"ordered_at": "month first"}, zone="UTC", currency="GBP"
    )
    assert loaded["read"] == 19_728

    found = measure("repeat_rate", "average_order", "--from", "2010-12-01", "--to", "2011-07-01")
    rate, order = found["repeat_rate"], found["average_order"]
    assert (rate["numerator"], rate["denominator"], rate["value"]) == (150, 280, 0.535714)
    assert (order["numerator"], order["denominator"]) == (702_232.63, 860)


def test_retention_of_the_telecom(load, tmp_path):
    month = date(2026, 6, 1)
    accounts, deals = [], []
    with real_file("telco_churn/Telco-Customer-Churn.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            key, tenure = row["customerID"], int(row["tenure"])
            accounts.append([key, key])
            began = add_months(month, -tenure) if tenure else month.replace(day=20)
            deals.append([f"{key}-in", key, key, began, began, "won", "new"])
            if row["Churn"] == "Yes":
                deals.append([f"{key}-out", key, key, month, month.replace(day=15), "lost", "renewal"])
    load(sheet(tmp_path / "accounts.csv", ["external_id", "name"], accounts), "accounts")
    heading = ["external_id", "name", "account_key", "created_at", "closes_on", "outcome", "kind"]
    load(sheet(tmp_path / "deals.csv", heading, deals), "opportunities", currency="EUR")

    found = measure("customer_retention", "customer_churn", "--from", "2026-06-01", "--to", "2026-07-01")
    kept = found["customer_retention"]
    assert (kept["numerator"], kept["denominator"], kept["value"]) == (5163, 7032, 0.734215)
    assert found["customer_churn"]["value"] == 0.265785


def test_win_rate_of_the_salesforce_org(load):
    load(real_file("salesforce_datacloud_workshop/Account.csv"), "accounts")
    load(real_file("salesforce_datacloud_workshop/Opportunity.csv"), "opportunities", currency="EUR")

    found = measure("win_rate", "win_rate_by_value", "--from", "2023-01-01", "--to", "2024-01-01")
    assert (found["win_rate"]["numerator"], found["win_rate"]["denominator"]) == (12, 15)
    assert found["win_rate_by_value"]["value"] == 0.775104
