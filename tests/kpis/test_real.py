"""Repeat rate, retention and win rate of real exports, through import and command; docs/kpis.md prints them."""

import csv
import io
import json
import re
from contextlib import suppress
from datetime import date
from pathlib import Path

import duckdb
import pytest
from django.core.management import call_command

from organisation.core.calendar import add_months
from organisation.models import Organisation
from tests.real_data import real_file

pytestmark = [pytest.mark.real, pytest.mark.django_db]
TOLD = Path(__file__).resolve().parents[2] / "docs" / "kpis.md"
RETAILER = """
WITH invoices AS (
    SELECT "InvoiceNo" AS invoice, any_value("CustomerID") AS customer, min("InvoiceDate") AS written,
        sum("Quantity"::DECIMAL(18, 2) * "UnitPrice"::DECIMAL(18, 2)) AS amount
    FROM read_csv($file, all_varchar = true) GROUP BY invoice
),
dated AS (
    SELECT *, strptime(written, '%m/%d/%y %H:%M')::DATE AS day FROM invoices
),
inside AS (SELECT * FROM dated WHERE day >= DATE '2010-12-01' AND day < DATE '2011-07-01'),
people AS (
    SELECT customer, count(DISTINCT day) AS days FROM inside WHERE amount >= 0 AND customer <> '' GROUP BY customer
)
SELECT (SELECT count(*) FROM people WHERE days > 1), (SELECT count(*) FROM people),
    (SELECT sum(amount) FROM inside), (SELECT count(*) FROM inside WHERE amount >= 0)
"""


def printed(kpi):
    """Numerator, denominator and value as docs/kpis.md prints them."""
    table = TOLD.read_text(encoding="utf-8").split("## On real exports")[1]
    [row] = re.findall(rf"^\| [^|]+ \| {kpi} \| ([\d,.]+) / ([\d,.]+) = ([\d.]+) \|", table, flags=re.MULTILINE)
    return tuple(float(number.replace(",", "")) for number in row)


def said(row):
    return row["numerator"], row["denominator"], row["value"]


def counted(query, file):
    """What DuckDB counts in a file, without any code of Sightline."""
    return duckdb.execute(query, {"file": str(file)}).fetchone()


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
    assert said(found["repeat_rate"]) == printed("repeat_rate")
    order = found["average_order"]
    assert (order["numerator"], order["denominator"], round(order["value"], 2)) == printed("average_order")
    again, buyers, revenue, orders = counted(RETAILER, file)
    assert (again, buyers) == printed("repeat_rate")[:2]
    assert (float(revenue), orders) == printed("average_order")[:2]


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
    assert said(found["customer_retention"]) == printed("customer_retention")
    assert found["customer_churn"]["value"] == pytest.approx(1 - printed("customer_retention")[2])
    query = """SELECT count(*) FILTER (WHERE "Churn" = 'No'), count(*) FROM read_csv($file) WHERE tenure > 0"""
    assert counted(query, real_file("telco_churn/Telco-Customer-Churn.csv")) == printed("customer_retention")[:2]


def test_win_rate_of_the_salesforce_org(load):
    load(real_file("salesforce_datacloud_workshop/Account.csv"), "accounts")
    load(real_file("salesforce_datacloud_workshop/Opportunity.csv"), "opportunities", currency="EUR")

    found = measure("win_rate", "win_rate_by_value", "--from", "2023-01-01", "--to", "2024-01-01")
    assert [said(found[kpi]) for kpi in found] == [printed(kpi) for kpi in found]
    query = """
        SELECT count(*) FILTER (WHERE w), count(*), sum(a) FILTER (WHERE w), sum(a) FROM (
            SELECT "StageName" = 'Closed Won' AS w, "Amount"::DECIMAL(18, 2) AS a FROM read_csv($file)
            WHERE "StageName" LIKE 'Closed%' AND year("CloseDate") = 2023
        )"""
    won, closed, value, all_of = counted(query, real_file("salesforce_datacloud_workshop/Opportunity.csv"))
    assert (won, closed, float(value), float(all_of)) == printed("win_rate")[:2] + printed("win_rate_by_value")[:2]
