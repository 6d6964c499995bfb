"""Reports of advertising platforms, in the vendors' own forms."""

from datetime import date
from decimal import Decimal

import pytest

from campaigns.models import SpendEntry
from tests.imports.helpers import counts, import_text

pytestmark = pytest.mark.django_db
GOOGLE = """Campaign report
"January 1, 2026 - January 31, 2026"
{day}Campaign ID,Campaign,Currency code,Cost,Impr.,Clicks,Conversions
{first}11,"Search, brand",EUR,"1,200.50","12,715",331,"4,838.80"
{second}12,Total Care,EUR, --,0,0, --
Total: Campaigns,{blank} --,EUR,"1,200.50","12,715",331,"4,838.80"
Total: Account,{blank} --,EUR,"1,250.50","12,715",331,"4,838.80"
"""
META = (
    "\ufeffReporting starts,Reporting ends,Campaign name,Campaign ID,Amount spent (EGP),Impressions,Link clicks,"
    "Results\n"
    "2026-01-01,2026-01-07,Shoes,120210000000000001,1200.00,5000,40,9\n"
)
LINKEDIN = (
    "Campaign Performance Report (in UTC)\nReport Start: 1/13/2026\nAccount: Demo (500)\nDate Generated: 2/1/2026\n\n"
    "Start Date (in UTC)\tAccount Name\tCampaign Group Name\tCampaign Name\tCampaign ID\tCurrency\tTotal Spent\t"
    "Impressions\tClicks\n1/13/2026\tDemo\tProgramme\tLeads\t77\tUSD\t$10.50\t100\t-\n"
)
MICROSOFT = (
    '"Report Name: Spend"\n"Report Time: 1/1/2026,1/31/2026"\n"Time Zone: (GMT-08:00) Pacific Time (US & Canada); '
    'Tijuana"\n"Potential Incomplete Data: true"\n"Rows: 2"\n\n'
    '"Gregorian date","Campaign name","Campaign ID","Currency code","Impressions","Clicks","Spend"\n'
    '"1/15/2026","Bing","5","USD","10","1","3.20"\n"1/16/2026","Bing","5","USD","12","2","4.80"\n'
    '"©2026 Microsoft Corporation. All rights reserved. "\n'
)


def only():
    entry = SpendEntry.objects.order_by("-amount").first()
    return entry.amount, entry.currency, entry.spent_on, entry.spent_until, entry.impressions, entry.clicks


def test_google_ads_by_day_keeps_unknown_cost_unknown_and_compares_its_totals():
    text = GOOGLE.format(day="Day,", first="2026-01-02,", second="2026-01-02,", blank=",")
    result = import_text(text, "spend")

    assert result.preset == "google-ads-campaign"
    assert counts(result) == (2, 0, 0, 2, 0)
    assert SpendEntry.objects.get(campaign__name="Total Care").amount is None
    found = SpendEntry.objects.get(campaign__name="Search, brand")
    assert (found.amount, found.spent_on, found.vendor_conversions) == (
        Decimal("1200.50"),
        date(2026, 1, 2),
        Decimal("4838.80"),
    )
    assert "Total: Account, Cost: the file declares 1,250.50, 1,200.50 was read." in result.detected.warnings


def test_google_ads_without_days_covers_the_range_it_names_and_is_not_spread():
    result = import_text(GOOGLE.format(day="", first="", second="", blank=""), "spend")

    assert counts(result)[0] == 2
    found = SpendEntry.objects.get(campaign__name="Search, brand")
    assert (found.spent_on, found.spent_until) == (date(2026, 1, 1), date(2026, 2, 1))


def test_meta_takes_the_currency_from_its_header_and_the_range_from_each_row():
    result = import_text(META, "spend")

    assert result.preset == "meta-ads"
    assert only() == (Decimal(1200), "EGP", date(2026, 1, 1), date(2026, 1, 8), 5000, 40)
    assert "Results" in result.detected.dropped


def test_linkedin_is_read_in_utf_16_with_tabs_and_american_dates():
    result = import_text(b"\xff\xfe" + LINKEDIN.encode("utf-16-le"), "spend")

    assert result.preset == "linkedin-ads"
    assert only() == (Decimal("10.50"), "USD", date(2026, 1, 13), date(2026, 1, 14), 100, None)


def test_microsoft_checks_its_number_of_rows_and_says_that_it_may_be_incomplete():
    result = import_text(MICROSOFT, "spend")

    assert result.preset == "microsoft-ads"
    assert counts(result)[0] == 2
    assert [(t.declared, t.read) for t in result.detected.totals] == [(Decimal(2), Decimal(2))]
    assert any("incomplete" in warning for warning in result.detected.warnings)
