"""The first straight line: a Salesforce org's real exports and a spend sheet, by the command."""

import json
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command

from campaigns.models import Campaign, SpendEntry
from crm.models import Account, Contact, Opportunity, Touchpoint
from tests.real_data import real_file

pytestmark = [pytest.mark.real, pytest.mark.django_db]

FILES = [
    ("Account.csv", "accounts", {}, 22),
    ("Contact.csv", "contacts", {}, 102),
    ("Lead.csv", "leads", {"columns": {"account_key": "Company"}}, 60),
    ("Campaign.csv", "campaigns", {}, 8),
    ("CampaignMember.csv", "campaign_members", {"columns": {"occurred_at": "Added_Date__c"}}, 68),
    ("Opportunity.csv", "opportunities", {"columns": {"product": "Product__c"}, "currency": "USD"}, 50),
]
SPEND = (
    "Campaign ID,Campaign name,Day,Cost,Currency\n"
    '701Ec00000GJDl7IAH,Credit Card Rewards - June 2023,2023-06-15,"1,200.50",USD\n'
    "701Ec00000GJDl8IAH,Home Loan Special - July 2023,2023-07-15,800.00,USD\n"
)


@pytest.fixture
def imported(tmp_path):
    return [_import(real_file(f"salesforce_datacloud_workshop/{name}"), *rest, tmp_path) for name, *rest in FILES]


def _import(path, target, choices, rows, folder):
    mapping = folder / f"{target}.json"
    mapping.write_text(json.dumps(choices))
    out = StringIO()
    call_command("import_file", path, target=target, mapping=mapping, source="salesforce", format="json", stdout=out)
    return json.loads(out.getvalue()), rows


def test_every_row_of_the_org_is_accepted_by_its_preset(imported):
    for result, rows in imported:
        assert (result["read"], result["accepted"], result["rejected"]) == (rows, rows, 0)
        assert result["preset"].startswith("salesforce-")


def test_the_rows_know_each_other(imported):
    assert Account.objects.count() == 22
    assert Contact.objects.filter(external_id__startswith="00Q", account__isnull=False).count() == 60
    assert Touchpoint.objects.filter(campaign__isnull=False).count() == 68
    first = Touchpoint.objects.get(external_id="00vEc000000jeIlIAI")
    assert (first.occurred_at.date(), first.contact.external_id) == (date(2023, 6, 18), "00QEc00000BBafDMAT")
    assert first.campaign.name == "Credit Card Rewards - June 2023"


def test_deals_are_won_lost_or_open_by_the_vendors_flags_and_keep_their_money(imported):
    won = Opportunity.objects.get(external_id="006Ec00000AieKGIAZ")

    assert (won.outcome, won.closed_on, won.amount) == ("won", date(2023, 6, 17), Decimal("1651993.36"))
    assert (won.product, won.currency, won.reported) == ("Business Loans", "USD", None)
    assert Opportunity.objects.filter(outcome="open", closed_on__isnull=False).count() == 0
    outcomes = {name: Opportunity.objects.filter(outcome=name).count() for name in ("won", "lost", "open")}
    assert outcomes == {"won": 12, "lost": 3, "open": 35}


def test_a_second_delivery_changes_nothing(imported, tmp_path):
    for name, *rest in FILES:
        result, rows = _import(real_file(f"salesforce_datacloud_workshop/{name}"), *rest, tmp_path)

        assert (result["unchanged"], result["accepted"], result["updated"]) == (rows, 0, 0)


def test_a_spend_sheet_finds_the_orgs_campaigns(imported, tmp_path):
    path = tmp_path / "spend.csv"
    path.write_text(SPEND)

    result, _ = _import(path, "spend", {}, 2, tmp_path)

    assert result["accepted"] == 2
    assert SpendEntry.objects.get(spent_on=date(2023, 6, 15)).campaign.name == "Credit Card Rewards - June 2023"
    assert Campaign.objects.count() == 8
