"""Every export of a vendor that no other test brings rows of: recognised, imported, and its rows are what they say."""

from dataclasses import dataclass

import pytest
from django.apps import apps

from tests.imports.helpers import counts, import_text

pytestmark = pytest.mark.django_db

CAMPAIGN = ("campaigns.CampaignKey", ("external_id", "campaign__name", "campaign__state", "campaign__parent__name"))
SPEND = (
    "campaigns.SpendEntry",
    ("campaign__name", "spent_on__month", "spent_until__month", "amount", "currency", "impressions", "clicks"),
)
ACCOUNT = ("crm.Account", ("external_id", "name", "domain", "parent__name"))
CONTACT = ("crm.Contact", ("external_id", "email", "name", "account__name", "created_on__year"))
DEAL = ("crm.Opportunity", ("external_id", "name", "account__name", "stage", "outcome", "amount", "currency", "kind"))
STAGE = ("crm.StageEvent", ("opportunity__name", "stage", "entered_at__day"))
ROLE = ("crm.ContactRole", ("opportunity__name", "contact__name", "role", "is_primary"))
TOUCH = ("crm.Touchpoint", ("contact__name", "campaign__name", "kind", "occurred_at__day"))
ACTIVITY = ("crm.SalesActivity", ("contact__name", "account__name", "opportunity__name", "kind", "occurred_at__hour"))
ORDER = ("crm.Order", ("external_id", "account__name", "contact__name", "amount", "currency", "ordered_at__day"))


@dataclass(frozen=True, slots=True)
class Export:
    """One file of `preset`; `rows` are what it leaves of its source behind, each as its values joined by blanks."""

    preset: str
    target: str
    found: tuple[str, tuple[str, ...]]
    headings: str
    lines: tuple[str, ...]
    rows: tuple[str, ...]
    skipped: int = 0
    currency: str = ""


ADVERTISING = (
    Export(
        "google-ads-campaigns", "campaigns", CAMPAIGN,
        "id,updated_at,customer_id,advertising_channel_type,name,serving_status,start_date,status",
        ("81,2026-01-01 08:00:00,1,SEARCH,Old name,SERVING,2026-01-01,PAUSED",
         "81,2026-01-09 08:00:00,1,SEARCH,Search,SERVING,2026-01-01,ENABLED"),
        ("81 Search live None",), skipped=1,
    ),
    Export(
        "meta-campaigns", "campaigns", CAMPAIGN, "id,updated_time,account_id,name,status",
        ("82,2026-01-01 08:00:00,1,Feed,PAUSED",), ("82 Feed ended None",),
    ),
    Export(
        "linkedin-campaign-groups", "campaigns", CAMPAIGN, "id,last_modified_time,account_id,created_time,name,status",
        ("7,2026-01-01 08:00:00,1,2026-01-01 08:00:00,Spring,ACTIVE",), ("7 Spring live None",),
    ),
    Export(
        "linkedin-campaigns", "campaigns", CAMPAIGN,
        "id,last_modified_time,account_id,campaign_group_id,created_time,name,status",
        ("83,2026-01-01 08:00:00,1,7,2026-01-01 08:00:00,Leaders,ACTIVE",),
        ("7 Spring live None", "83 Leaders live Spring"),
    ),
    Export(
        "meta-ads-table", "spend", SPEND, "ad_id,date,campaign_id,impressions,inline_link_clicks,spend",
        ("1,2026-01-05,82,900,3,10.50", "2,2026-01-05,82,100,1,2.25"),
        ("Feed 1 1 12.75 EUR 1000 4",), currency="EUR",
    ),
    Export(
        "linkedin-ads-table", "spend", SPEND, "campaign_id,day,clicks,impressions,cost_in_usd,cost_in_local_currency",
        ("83,2026-01-05 00:00:00,3,900,10.50,9.10",), ("Leaders 1 1 10.50 USD 900 3",),
    ),
    Export(
        "microsoft-ads-table", "spend", SPEND,
        "date,account_id,campaign_id,currency_code,device_type,network,clicks,impressions,spend",
        ("2026-01-05,1,84,USD,Computer,Search,3,900,10.5",), ("84 1 1 10.50 USD 900 3",),
    ),
    Export(
        "x-ads-table", "spend", SPEND, "campaign_id,date,placement,impressions,clicks,billed_charge_local_micro",
        ("85,2026-01-05 00:00:00,ALL,900,3,10500000",), ("85 1 1 10.50 EUR 900 3",), currency="EUR",
    ),
    Export(
        "reddit-ads-table", "spend", SPEND, "campaign_id,date,clicks,ecpm,impressions,spend,upvotes",
        ("86,2026-01-05,3,11.6,900,10500000,0",), ("86 1 1 10.50 EUR 900 3",), currency="EUR",
    ),
)  # fmt: skip
AUTOMATION = (
    Export(
        "marketo-program", "campaigns", CAMPAIGN, "id,name,channel,type,status,start_date,end_date,created_at",
        ("6,Webinars,Webinar,Default,,2026-01-01,2026-02-01,2026-01-01 08:00:00 UTC",), ("6 Webinars planned None",),
    ),
    Export(
        "marketo-smart-campaign", "campaigns", CAMPAIGN,
        "id,name,program_id,smart_list_id,flow_id,is_requestable,updated_at,_fivetran_deleted",
        ("61,Invitation,6,1,1,true,2026-01-01 08:00:00 UTC,false", "62,Gone,6,1,1,true,2026-01-01 08:00:00 UTC,true"),
        ("6 Webinars planned None", "61 Invitation planned None"), skipped=1,
    ),
    Export(
        "pardot-campaign", "campaigns", CAMPAIGN, "id,name,cost,_fivetran_deleted,_fivetran_synced",
        ("41,Trade fair,1000,false,2026-01-01 08:00:00", "42,Gone,,true,2026-01-01 08:00:00"),
        ("41 Trade fair planned None",), skipped=1,
    ),
    Export(
        "mailchimp-campaign-table", "campaigns", CAMPAIGN,
        "id,title,subject_line,send_time,list_id,status,_fivetran_deleted",
        ("m1,January mail,Hello,2026-01-05 08:00:00,l1,sent,false",), ("m1 January mail ended None",),
    ),
    Export(
        "mailchimp-member-table", "contacts", CONTACT,
        "id,email_address,list_id,unique_email_id,member_rating,merge_fname,merge_lname,timestamp_signup,last_changed",
        ("p1,Ada@Mail.example,l1,u1,3,Ada,Mail,2026-01-01 08:00:00,2026-01-02 08:00:00",),
        ("p1 ada@mail.example Ada Mail None 2026",),
    ),
    Export(
        "hubspot-email-campaign-table", "campaigns", CAMPAIGN, "id,app_id,content_id,subject,name,_fivetran_synced",
        ("51,1,1,Hello,Newsletter,2026-01-01 08:00:00",), ("51 Newsletter planned None",),
    ),
    Export(
        "hubspot-company-table", "accounts", ACCOUNT,
        "id,property_name,property_domain,property_createdate,is_deleted,property_hs_parent_company_id",
        ("1,Nordwind,nordwind.example,2026-01-01 08:00:00,false,", "2,Gone,,2026-01-01 08:00:00,true,"),
        ("1 Nordwind nordwind.example None",), skipped=1,
    ),
    Export(
        "hubspot-contact-table", "contacts", CONTACT,
        "id,property_email,property_createdate,property_firstname,property_lastname,property_associatedcompanyid",
        ("11,Bob@Nordwind.example,2026-01-01 08:00:00,Bob,North,1",),
        ("11 bob@nordwind.example Bob North Nordwind 2026",),
    ),
    Export(
        "hubspot-deal-table", "opportunities", DEAL,
        "deal_id,property_dealname,property_amount,property_closedate,property_dealstage,property_dealtype,"
        "property_hs_is_closed,property_hs_is_closed_won,property_createdate",
        ("21,Platform,1200.5,2026-02-01 08:00:00,closedwon,newbusiness,true,true,2026-01-01 08:00:00",),
        ("21 Platform None closedwon won 1200.50 EUR new",), currency="EUR",
    ),
    Export(
        "hubspot-deal-stage-table", "opportunity_history", STAGE, "deal_id,date_entered,value,source_id",
        ("21,2026-01-03 08:00:00,qualifiedtobuy,x",), ("Platform qualifiedtobuy 3",),
    ),
    Export(
        "hubspot-deal-contact-table", "contact_roles", ROLE, "deal_id,contact_id,type_id", ("21,11,3",),
        ("Platform Bob North  False",),
    ),
    Export(
        "hubspot-form-submission-table", "touchpoints", TOUCH, "contact_id,form_id,conversion_id,timestamp",
        ("11,f1,c1,2026-01-06 08:00:00",), ("Bob North None Form 6",),
    ),
)  # fmt: skip
SALESFORCE = (
    Export(
        "salesforce-account", "accounts", ACCOUNT, "Id,Name,ParentId,BillingCountry,Website,IsDeleted",
        ("001000000000001,Group,,DE,https://www.group.example/,false",
         "001000000000002AAA,Branch,001000000000001AAA,DE,,false", "001000000000003,Gone,,DE,,true"),
        ("001000000000001AAA Group group.example None", "001000000000002AAA Branch  Group"), skipped=1,
    ),
    Export(
        "salesforce-contact", "contacts", CONTACT, "Id,AccountId,FirstName,LastName,Email,MailingCountry,CreatedDate",
        ("003000000000001,001000000000002,Eva,South,Eva@Branch.example,DE,2026-01-01T08:00:00.000+0000",),
        ("003000000000001AAA eva@branch.example Eva South Branch 2026",),
    ),
    Export(
        "salesforce-lead", "leads", CONTACT,
        "Id,LastName,FirstName,Company,Email,IsConverted,ConvertedContactId,CreatedDate",
        ("00Q000000000001,West,Max,Shop,max@shop.example,false,,2026-01-01T08:00:00.000+0000",),
        ("003000000000001AAA eva@branch.example Eva South Branch 2026",
         "00Q000000000001EAA max@shop.example Max West None 2026"),
    ),
    Export(
        "salesforce-campaign-cost", "spend", SPEND, "Id,Name,StartDate,EndDate,ActualCost,CurrencyIsoCode,IsDeleted",
        ("701000000000001,Fair,2026-01-01,2026-02-28,5900,EUR,false", "701000000000002,Plan,2026-01-01,,,EUR,false"),
        ("Fair 1 3 5900.00 EUR None None",), skipped=1,
    ),
    Export(
        "salesforce-opportunity", "opportunities", DEAL,
        "Id,AccountId,Name,StageName,Amount,CurrencyIsoCode,CloseDate,IsClosed,IsWon,Type,CampaignId",
        ("006000000000001,001000000000002,Rollout,Closed Lost,,EUR,2026-02-01,true,0,New Business,701000000000001",),
        ("006000000000001AAA Rollout Branch Closed Lost lost None EUR new",),
    ),
    Export(
        "salesforce-campaign-member", "campaign_members", TOUCH,
        "Id,CampaignId,LeadId,ContactId,Status,HasResponded,FirstRespondedDate,CreatedDate",
        ("00v000000000001,701000000000001,,003000000000001,Attended,true,2026-01-09,2026-01-02T08:00:00.000+0000",
         "00v000000000002,701000000000001,00Q000000000001,,Sent,false,,2026-01-02T08:00:00.000+0000"),
        ("Eva South Fair Attended 9", "Max West Fair Sent 2"),
    ),
    Export(
        "salesforce-opportunity-history", "opportunity_history", STAGE, "Id,OpportunityId,StageName,CreatedDate,Amount",
        ("008000000000001,006000000000001,Proposal,2026-01-04T08:00:00.000Z,900",), ("Rollout Proposal 4",),
    ),
    Export(
        "salesforce-opportunity-contact-role", "contact_roles", ROLE, "Id,OpportunityId,ContactId,Role,IsPrimary",
        ("00K000000000001,006000000000001,003000000000001,Decision Maker,true",),
        ("Rollout Eva South Decision Maker True",),
    ),
    Export(
        "salesforce-task", "sales_activities", ACTIVITY, "Id,WhoId,WhatId,AccountId,Subject,ActivityDate,TaskSubtype",
        ("00T000000000001,003000000000001,006000000000001,,Talk,2026-01-05T09:00:00.000Z,Call",),
        ("Eva South None Rollout Call 9",),
    ),
    Export(
        "salesforce-event", "sales_activities", ACTIVITY,
        "Id,WhoId,WhatId,AccountId,Subject,StartDateTime,DurationInMinutes,EventSubtype",
        ("00U000000000001,003000000000001,,001000000000002,Visit,2026-01-06T10:00:00.000Z,60,Event",),
        ("Eva South None Rollout Call 9", "Eva South Branch None Event 10"),
    ),
    Export(
        "salesforce-order", "orders", ORDER,
        "Id,AccountId,BillToContactId,OrderNumber,EffectiveDate,TotalAmount,CurrencyIsoCode,IsReductionOrder",
        ("801000000000001,001000000000002,003000000000001,1,2026-01-07,99.9,EUR,false",),
        ("801000000000001AAA Branch Eva South 99.90 EUR 7",),
    ),
    Export(
        "salesforce-account-report", "accounts", ACCOUNT,
        "Account ID,Account Name,Account Owner,Website,Parent Account ID",
        ("001000000000002,Branch office,Kim,branch.example,001000000000001",),
        ("001000000000001AAA Group group.example None", "001000000000002AAA Branch office branch.example Group"),
    ),
    Export(
        "salesforce-contact-report", "contacts", CONTACT,
        "Contact ID,First Name,Last Name,Account Name,Account ID,Email,Contact Owner",
        ("003000000000001,Eva,North,Branch office,001000000000002,eva@branch.example,Kim",),
        ("003000000000001AAA eva@branch.example Eva North Branch office 2026",
         "00Q000000000001EAA max@shop.example Max West None 2026"),
    ),
)  # fmt: skip


@pytest.mark.parametrize("exports", [ADVERTISING, AUTOMATION, SALESFORCE], ids=["advertising", "automation", "crm"])
def test_every_export_leaves_the_rows_that_it_names(exports):
    for export in exports:
        vendor = export.preset.split("-")[0]
        choices = {"currency": export.currency} if export.currency else {}
        if export.preset == "salesforce-campaign-cost":
            choices["constants"] = {"spread": "evenly"}

        result = import_text(
            f"{export.headings}\n" + "\n".join(export.lines) + "\n", export.target, source=vendor, **choices
        )

        assert (result.preset, counts(result)[3:]) == (export.preset, (export.skipped, 0)), export
        assert rows_of(vendor, *export.found) == export.rows, export.preset


def rows_of(source: str, model: str, fields: tuple[str, ...]) -> tuple[str, ...]:
    rows = apps.get_model(model).objects.filter(source=source).order_by("external_id").values_list(*fields)
    return tuple(" ".join(map(str, row)) for row in rows)
