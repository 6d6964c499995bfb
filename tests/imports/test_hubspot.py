"""HubSpot's lists: several ids in one cell, stages in columns, merged records."""

from datetime import date
from decimal import Decimal

import pytest

from campaigns.models import Campaign, SpendEntry
from crm.models import Contact, ContactRole, Opportunity, StageEvent
from imports.services import NotReady
from tests.imports.helpers import counts, import_text

pytestmark = pytest.mark.django_db
COMPANIES = (
    "Record ID,Company name,Company Domain Name,Lifecycle Stage,Industry\n11,Nordwind,nordwind.example,customer,IT\n"
)
CONTACTS = (
    "Record ID,First Name,Last Name,Email,Lifecycle Stage,Create Date,Became a Lead Date,"
    "Became a Marketing Qualified Lead Date,Original Traffic Source,Associated Company,Associated Company IDs,"
    "Merged record IDs\n"
    "501,Ada,Example,Ada@Example.com,Customer,2026-01-02 09:14,2026-01-03 10:00,2026-01-05 11:00,Paid Search,"
    "Nordwind,11;12,401;402\n"
    "502,Bob,,,Lead,2026-01-02 09:14,,,Offline Sources,,,\n"
)
DEALS = (
    "Record ID,Deal Name,Deal Stage,Pipeline,Close Date,Amount,Currency,Create Date,Is Deal Closed?,Is Closed Won,"
    'Deal Type,Associated Company IDs,Associated Contact IDs,"Date entered ""Appointment Scheduled (Sales Pipeline)""",'
    '"Date entered ""Closed Won (Sales Pipeline)"""\n'
    '9001,"Big\ndeal",Closed Won,Sales Pipeline,2026-02-01 12:00,1200.50,EUR,2026-01-01 08:00,true,true,newbusiness,'
    "11;12,501; 502,2026-01-04 10:00,2026-02-01 12:00\n"
    "9002,Small,Appointment Scheduled,Sales Pipeline,,,EUR,2026-01-01 08:00,false,false,existingbusiness,,,"
    "2026-01-09 10:00,\n"
)
ZONE = {"zone": "Europe/Berlin"}


@pytest.fixture
def imported():
    return [
        import_text(COMPANIES, "accounts"),
        import_text(CONTACTS, "contacts", **ZONE),
        import_text(DEALS, "opportunities", **ZONE),
    ]


def test_the_lists_are_recognised_and_every_row_is_taken(imported):
    assert [result.preset for result in imported] == ["hubspot-company", "hubspot-contact", "hubspot-deal"]
    assert [counts(result)[0] for result in imported] == [1, 2, 2]


def test_times_need_the_zone_of_the_account():
    with pytest.raises(NotReady, match="name no time zone"):
        import_text(CONTACTS, "contacts")


def test_the_first_of_several_companies_counts_and_old_ids_name_the_survivor(imported):
    ada = Contact.objects.get(external_id="501")

    assert (ada.account.name, ada.email, ada.mql_at.hour) == ("Nordwind", "ada@example.com", 10)
    assert set(ada.merged.values_list("external_id", flat=True)) == {"401", "402"}


def test_deals_are_won_by_the_flags_and_keep_their_company(imported):
    won = Opportunity.objects.get(external_id="9001")

    assert (won.outcome, won.closed_on, won.amount, won.kind) == ("won", date(2026, 2, 1), Decimal("1200.50"), "new")
    assert (won.account.name, won.name) == ("Nordwind", "Big\ndeal")
    assert Opportunity.objects.get(external_id="9002").outcome == "open"


def test_the_columns_of_stages_become_stage_events(imported):
    result = import_text(DEALS, "opportunity_history", **ZONE)

    assert (result.preset, counts(result)[0]) == ("hubspot-deal-stages", 3)
    assert set(StageEvent.objects.values_list("opportunity__external_id", "stage")) == {
        ("9001", "Appointment Scheduled"),
        ("9001", "Closed Won"),
        ("9002", "Appointment Scheduled"),
    }
    assert counts(import_text(DEALS, "opportunity_history")) == (0, 0, 3, 0, 0)


def test_every_contact_of_a_deal_is_a_role(imported):
    result = import_text(DEALS.replace("501; 502", "501; 502;777"), "contact_roles")

    assert (result.preset, counts(result)) == ("hubspot-deal-contacts", (2, 0, 0, 0, 1))
    assert [(problem.line, problem.value) for problem in result.problems] == [(2, "777")]
    assert set(ContactRole.objects.values_list("contact__external_id", flat=True)) == {"501", "502"}


def test_campaigns_ask_whether_names_identify_them_and_their_spend_how_it_spreads():
    text = (
        "Campaign name,Start date,End date,Budget,Spend,Influenced contacts,Closed deals\n"
        "Spring,2026-01-01,2026-01-31,500,310,9,1\n"
    )
    with pytest.raises(NotReady, match="whether a name may identify"):
        import_text(text, "campaigns")
    result = import_text(text, "campaigns", names_as_keys=True)
    spend = import_text(text, "spend", names_as_keys=True, currency="EUR", constants={"spread": "lump"})

    assert (result.preset, spend.preset) == ("hubspot-campaign", "hubspot-campaign-cost")
    assert Campaign.objects.get().starts_on == date(2026, 1, 1)
    assert SpendEntry.objects.get().spent_until == date(2026, 1, 2)
