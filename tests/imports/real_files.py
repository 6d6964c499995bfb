"""Every real file that has a target: what its rows are, from which system, by which mapping. In loading order."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

MAPPINGS = Path(__file__).resolve().parents[2] / "examples" / "mappings"


@dataclass(frozen=True, slots=True)
class RealFile:
    """One import. `mapping` names a file of examples/mappings; without one, everything is recognised."""

    name: str
    target: str
    source: str
    mapping: str = ""
    preset: str = ""

    @property
    def choices(self) -> Mapping[str, object]:
        return json.loads((MAPPINGS / f"{self.mapping}.json").read_text()) if self.mapping else {}


_ADS = "fivetran_seeds/ads"
_BANK = "salesforce_datacloud_workshop"
_USD = "amounts-in-usd"
_WIDE = "wide-offline-sheet"
GROUPS: Mapping[str, tuple[RealFile, ...]] = {
    "ads": (
        RealFile(f"{_ADS}/facebook_ads_campaign_history_data.csv", "campaigns", "meta"),
        RealFile(f"{_ADS}/facebook_ads_basic_ad_data.csv", "spend", "meta", _USD),
        RealFile(f"{_ADS}/google_ads_campaign_history_data.csv", "campaigns", "google-ads"),
        RealFile(f"{_ADS}/google_ads_campaign_stats_data.csv", "spend", "google-ads", _USD),
        RealFile(f"{_ADS}/linkedin_ad_campaign_group_history_data.csv", "campaigns", "linkedin"),
        RealFile(f"{_ADS}/linkedin_ad_campaign_history_data.csv", "campaigns", "linkedin"),
        RealFile(f"{_ADS}/linkedin_ad_analytics_by_campaign_data.csv", "spend", "linkedin"),
        RealFile(f"{_ADS}/microsoft_ads_campaign_history_data.csv", "campaigns", "microsoft"),
        RealFile(f"{_ADS}/microsoft_ads_campaign_performance_daily_report_data.csv", "spend", "microsoft"),
        RealFile(f"{_ADS}/reddit_ads_campaign_report_data.csv", "spend", "reddit", _USD),
        RealFile(f"{_ADS}/twitter_campaign_report_data.csv", "spend", "x", _USD),
    ),
    "hubspot": (
        RealFile("fivetran_seeds/hubspot/company_data.csv", "accounts", "hubspot"),
        RealFile("fivetran_seeds/hubspot/contact_data.csv", "contacts", "hubspot"),
        RealFile("fivetran_seeds/hubspot/email_campaign_data.csv", "campaigns", "hubspot"),
        RealFile("fivetran_seeds/hubspot/deal_data.csv", "opportunities", "hubspot", _USD),
        RealFile("fivetran_seeds/hubspot/deal_stage_data.csv", "opportunity_history", "hubspot"),
        RealFile("fivetran_seeds/hubspot/deal_contact_data.csv", "contact_roles", "hubspot"),
        RealFile("fivetran_seeds/hubspot/contact_form_submission_data.csv", "touchpoints", "hubspot"),
    ),
    "mailchimp": (
        RealFile("fivetran_seeds/mailchimp/list.csv", "audiences", "mailchimp", "mailchimp-lists"),
        RealFile("fivetran_seeds/mailchimp/member.csv", "contacts", "mailchimp"),
        RealFile("fivetran_seeds/mailchimp/campaign.csv", "campaigns", "mailchimp"),
        RealFile("fivetran_seeds/mailchimp/campaign_recipient_activity.csv", "touchpoints", "mailchimp"),
    ),
    "marketo": (
        RealFile("fivetran_seeds/marketo/marketo_program_data.csv", "campaigns", "marketo-programs"),
        RealFile("fivetran_seeds/marketo/marketo_campaign_data.csv", "campaigns", "marketo"),
        RealFile("fivetran_seeds/marketo/marketo_lead_data.csv", "contacts", "marketo"),
        RealFile("fivetran_seeds/marketo/marketo_activity_click_email_data.csv", "touchpoints", "marketo"),
        RealFile("fivetran_seeds/marketo/marketo_activity_change_data_value_data.csv", "touchpoints", "marketo"),
        RealFile("fivetran_seeds/marketo/marketo_activity_merge_leads_data.csv", "touchpoints", "marketo"),
    ),
    "pardot": (
        RealFile("fivetran_seeds/pardot/pardot_campaign_data.csv", "campaigns", "pardot"),
        RealFile("fivetran_seeds/pardot/pardot_prospect_data.csv", "contacts", "pardot"),
        RealFile("fivetran_seeds/pardot/pardot_opportunity_data.csv", "opportunities", "pardot", _USD),
        RealFile("fivetran_seeds/pardot/pardot_opportunity_prospect_data.csv", "contact_roles", "pardot"),
        RealFile("fivetran_seeds/pardot/pardot_visitor_activity_data.csv", "touchpoints", "pardot"),
    ),
    "salesforce": (
        RealFile("fivetran_seeds/salesforce/sf_account_data.csv", "accounts", "salesforce"),
        RealFile("fivetran_seeds/salesforce/sf_account_history_data.csv", "accounts", "salesforce-history"),
        RealFile("fivetran_seeds/salesforce/sf_contact_data.csv", "contacts", "salesforce"),
        RealFile("fivetran_seeds/salesforce/sf_lead_data.csv", "leads", "salesforce"),
        RealFile(
            "fivetran_seeds/salesforce/sf_opportunity_data.csv",
            "opportunities",
            "salesforce",
            "salesforce-deals-without-accounts",
        ),
        RealFile(
            "fivetran_seeds/salesforce/sf_opportunity_history_data.csv",
            "opportunity_history",
            "salesforce",
            "salesforce-history-table",
        ),
        RealFile("fivetran_seeds/salesforce/sf_order_data.csv", "orders", "salesforce", _USD),
        RealFile("fivetran_seeds/salesforce/sf_task_data.csv", "sales_activities", "salesforce"),
        RealFile("fivetran_seeds/salesforce/sf_event_data.csv", "sales_activities", "salesforce"),
    ),
    "bank": (
        RealFile(f"{_BANK}/Account.csv", "accounts", "bank"),
        RealFile(f"{_BANK}/Contact.csv", "contacts", "bank"),
        RealFile(f"{_BANK}/Lead.csv", "leads", "bank", "salesforce-bank-leads"),
        RealFile(f"{_BANK}/Campaign.csv", "campaigns", "bank"),
        RealFile(f"{_BANK}/CampaignMember.csv", "campaign_members", "bank", "salesforce-bank-members"),
        RealFile(f"{_BANK}/Opportunity.csv", "opportunities", "bank", "salesforce-bank-deals"),
        RealFile(f"{_BANK}/Task.csv", "sales_activities", "bank"),
    ),
    "orders": (
        RealFile("ra_attribution/currency_rates.csv", "exchange_rates", "web", "rates-of-pairs"),
        RealFile("ra_attribution/orders.csv", "contacts", "web", "web-orders-people"),
        RealFile("ra_attribution/events.csv", "contacts", "web", "web-events-people"),
        RealFile("ra_attribution/orders.csv", "order_lines", "web", "web-orders"),
        RealFile("ra_attribution/events.csv", "touchpoints", "web", "web-events"),
        RealFile("uci_online_retail/online_retail_nonuk.csv", "contacts", "shop", "shop-customers"),
        RealFile("uci_online_retail/online_retail_nonuk.csv", "order_lines", "shop", "shop-lines"),
        RealFile("telco_churn/Telco-Customer-Churn.csv", "accounts", "telecom", "telecom-customers"),
    ),
    "wholesale": (RealFile("uci_online_retail/online_retail.parquet", "order_lines", "wholesale", "shop-lines"),),
    "mix": (
        RealFile("meridian/national_all_channels.csv", "spend", "meridian", "weekly-channels", _WIDE),
        RealFile("meridian/national_all_channels.csv", "kpi_values", "meridian", "weekly-conversions"),
        RealFile("meridian/geo_media.csv", "spend", "meridian-geo", "weekly-channels", _WIDE),
        RealFile("meridian/geo_media.csv", "kpi_values", "meridian-geo", "weekly-conversions-by-place"),
        RealFile("meridian/national_media.xlsx", "spend", "meridian-workbook", "weekly-channels", _WIDE),
        RealFile("robyn_weekly/dt_simulated_weekly.csv", "spend", "robyn", "weekly-media", _WIDE),
        RealFile("robyn_weekly/dt_simulated_weekly.csv", "kpi_values", "robyn", "weekly-revenue"),
    ),
}

_NO_DATE = "It has no date."
_LOOKUP = "It explains words of other tables; nothing of it is a fact here."
_HASHED = "Its names of fields are hashed, so that no stage can be told."
NO_TARGET: Mapping[str, str] = {
    f"{_ADS}/facebook_ads_basic_ad_actions_data.csv": "Its results mean different events from row to row.",
    f"{_ADS}/google_ads_account_history_data.csv": _LOOKUP,
    "fivetran_seeds/hubspot/contact_property_history_data.csv": _HASHED,
    "fivetran_seeds/hubspot/deal_company_data.csv": "It joins deals and companies of no other file.",
    "fivetran_seeds/hubspot/deal_pipeline_data.csv": _LOOKUP,
    "fivetran_seeds/hubspot/deal_pipeline_stage_data.csv": _LOOKUP,
    "fivetran_seeds/hubspot/deal_property_history_data.csv": _HASHED,
    "fivetran_seeds/hubspot/merged_deal_data.csv": "Merged deals have no place yet.",
    "fivetran_seeds/hubspot/property_data.csv": _LOOKUP,
    "fivetran_seeds/mailchimp/campaign_recipient.csv": f"{_NO_DATE} A mail that was sent is no touch.",
    "fivetran_seeds/pardot/pardot_visitor_data.csv": "Its visitors are nobody known.",
    "fivetran_seeds/salesforce/sf_opportunity_line_item_data.csv": "Lines of offers are not kept.",
    "fivetran_seeds/salesforce/sf_product_2_data.csv": _LOOKUP,
    f"{_BANK}/Case.csv": "Service cases are not kept.",
    "ra_attribution/customer_ltv_ndays.csv": f"{_NO_DATE} Customer value is computed from orders.",
}
