"""GA4: comments above the table, grand totals before it, several tables in one file, events."""

from datetime import date
from decimal import Decimal

import pytest

from campaigns.models import SpendEntry
from crm.models import Touchpoint
from kpis.models import ExternalValue
from tests.imports.helpers import counts, import_text

pytestmark = pytest.mark.django_db
COMMENTS = (
    "# ----------------------------------------\n# Traffic acquisition\n# Account: Demo\n# Property: Shop\n"
    "# ----------------------------------------\n#\n# All Users\n# Start date: 20260101\n# End date: 20260131\n\n"
)
CHANNELS = (
    "Session primary channel group (Default Channel Group),Sessions,Engaged sessions,Engagement rate,Key events\n"
    "Direct,100,40,0.4,3\nPaid Search,50,30,0.6,7\n"
)
EXPLORATION = (
    "# ----------------------------------------\n# Shop\n# Free form-Free form 1\n# 20260723-20260922\n"
    "# ----------------------------------------\n\n"
    "Session source / medium,Date,Sessions,Key events\n,,150,10,Grand total\n"
    "google / cpc,20260723,100,3\n(direct) / (none),20260724,50,7\n"
)


def values():
    found = ExternalValue.objects.order_by("name", "measured_on", "attributes__part")
    return [(value.name, value.attributes.get("part"), value.measured_on, value.value) for value in found]


def test_a_report_becomes_a_value_for_every_count_of_its_range():
    result = import_text(COMMENTS + CHANNELS, "kpi_values")

    assert (result.preset, counts(result)) == ("ga4-report", (6, 0, 0, 0, 0))
    assert result.detected.dropped == ("Engagement rate",)
    assert values()[0] == ("engaged_sessions", "Direct", date(2026, 1, 1), Decimal(40))
    assert {value.measured_until for value in ExternalValue.objects.all()} == {date(2026, 2, 1)}


def test_only_the_first_table_of_an_overview_is_imported_and_the_next_is_named():
    text = COMMENTS + CHANNELS + "\n# Start date: 20260101\nNth day,Active users\n0000,5\n0001,6\n"
    result = import_text(text, "kpi_values")

    assert counts(result) == (6, 0, 0, 0, 0)
    assert any("Another table begins on line 15" in warning for warning in result.detected.warnings)


def test_an_index_of_days_counts_from_the_reports_first_day():
    import_text(COMMENTS + "Nth day,Active users\n0000,5\n0023,6\n", "kpi_values")

    assert values() == [
        ("active_users", None, date(2026, 1, 1), Decimal(5)),
        ("active_users", None, date(2026, 1, 24), Decimal(6)),
    ]


def test_the_grand_total_above_an_exploration_is_left_out():
    result = import_text(EXPLORATION, "kpi_values")

    assert (result.preset, counts(result)) == ("ga4-exploration", (4, 0, 0, 1, 0))
    assert ("sessions", "google / cpc", date(2026, 7, 23), Decimal(100)) in values()


def test_the_cost_of_ads_is_spend_by_campaign():
    text = (
        COMMENTS + "Session campaign,Session campaign ID,Ads cost,Ads clicks,Ads impressions\n"
        "Spring,77,12.50,3,900\n(not set),(not set),0,0,0\n"
    )
    result = import_text(text, "spend", currency="EUR")

    assert (result.preset, counts(result)) == ("ga4-ads-cost", (1, 0, 0, 1, 0))
    entry = SpendEntry.objects.get()
    assert (entry.spent_on, entry.spent_until, entry.clicks) == (date(2026, 1, 1), date(2026, 2, 1), 3)


def test_events_are_touches_in_utc_and_the_first_visit_of_a_user_is_not_their_campaign():
    import_text("Contact ID,E-mail\nU1,ada@example.com\n", "contacts")
    text = (
        "event_date,event_timestamp,event_name,user_pseudo_id,user_id,traffic_source.name,"
        "collected_traffic_source.manual_campaign_name,collected_traffic_source.manual_medium\n"
        "20260115,1768435200000000,page_view,123.456,U1,first-ever,spring,newsletter\n"
        "20260115,1768435200000000,page_view,999.9,,first-ever,,\n"
    )
    result = import_text(text, "touchpoints")

    assert (result.preset, counts(result)) == ("ga4-events", (1, 0, 0, 0, 1))
    touch = Touchpoint.objects.get()
    assert (touch.occurred_at.isoformat(), touch.kind) == ("2026-01-15T00:00:00+00:00", "page_view")
    assert (touch.campaign_label, touch.channel.name) == ("spring", "E-mail")
    assert "traffic_source.name" in result.detected.dropped
