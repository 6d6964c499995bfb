"""Platforms in other languages, further platforms, and the tables of their APIs."""

from datetime import date
from decimal import Decimal

import pytest

from campaigns.models import Campaign, SpendEntry
from tests.imports.helpers import counts, import_text

pytestmark = pytest.mark.django_db
FRENCH = (
    "Début des rapports;Fin des rapports;Nom de la campagne;Impressions;Clics sur un lien;Montant dépensé (EUR)\n"
    "2026-01-01;2026-01-01;Été;5000;40;1 200,50\n"
)
GERMAN = (
    "Kampagnenbericht\n1. Januar 2026 - 31. Januar 2026\n"
    "Tag\tKampagne\tWährungscode\tKosten\tImpr.\tKlicks\n2026-01-02\tSommer\tEUR\t1.234,56\t5.000\t40\n"
)
TIKTOK = (
    "Campaign name,Campaign ID,By Day,Currency,Cost,Impressions,Clicks (destination),Conversions\n"
    "Total of 1 results,,,,10.50,900,3,0\nSpring,77,2026-01-02,USD,10.50,900,3,0\n"
)
X = "Time period,Campaign name,Campaign ID,Impressions,Spend\n2026-01-02,Spring,77,900,10.50\n"
TABOOLA = "Date,Campaign,Campaign ID,Spent,Visible impressions,Clicks\n2026-01-02,Spring,77,10.50,900,3\n"


def only():
    entry = SpendEntry.objects.get()
    return entry.amount, entry.currency, entry.spent_on, entry.impressions, entry.clicks


@pytest.mark.parametrize(
    ("text", "preset", "amount", "more"),
    [
        (FRENCH, "meta-ads", "1200.50", {"names_as_keys": True}),
        (b"\xff\xfe" + GERMAN.encode("utf-16-le"), "google-ads-campaign", "1234.56", {"names_as_keys": True}),
        (TIKTOK, "tiktok-ads", "10.50", {}),
        (X, "x-ads", "10.50", {"currency": "USD"}),
        (TABOOLA, "taboola", "10.50", {"currency": "USD"}),
    ],
)
def test_a_report_is_recognised_by_its_headings(text, preset, amount, more):
    result = import_text(text, "spend", **more)

    assert (result.preset, counts(result)[0], counts(result)[4]) == (preset, 1, 0)
    assert only()[0] == Decimal(amount)


def test_millionths_of_a_currency_are_divided():
    text = "customer_id,date,id,cost_micros,clicks,impressions,conversions\n1,2026-01-02,77,36150000,49,166,0\n"
    result = import_text(text, "spend", currency="USD")

    assert result.preset == "google-ads-table"
    assert only() == (Decimal("36.15"), "USD", date(2026, 1, 2), 166, 49)


def test_of_several_versions_of_a_campaign_the_newest_counts():
    text = (
        "id,name,account_id,modified_time,type,time_zone,status\n"
        "7,Old,1,2026-01-02T07:26:27.743,Search,X,Paused\n7,New,1,2026-01-03T07:26:27.743,Search,X,Active\n"
    )
    result = import_text(text, "campaigns")

    assert (result.preset, counts(result)) == ("microsoft-campaigns", (1, 0, 0, 1, 0))
    assert (Campaign.objects.get().name, Campaign.objects.get().state) == ("New", "live")
