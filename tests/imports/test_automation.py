"""Marketo, Pardot and Mailchimp: programs, people, touches; what is no touch is left out."""

from datetime import date
from decimal import Decimal

import pytest

from campaigns.models import Campaign
from crm.models import Contact, ContactRole, Opportunity, Touchpoint
from tests.imports.helpers import counts, import_text

pytestmark = pytest.mark.django_db


class TestMarketo:
    @pytest.fixture(autouse=True)
    def people(self):
        people = import_text(
            "id,created_at,updated_at,email,first_name,last_name\n"
            "7,2026-01-02 08:00:00 UTC,2026-01-03 08:00:00 UTC,ada@example.com,Ada,Example\n",
            "contacts",
        )
        programs = import_text(
            "id,name,channel,type,status,start_date,end_date,created_at\n"
            "1001,Winter,Webinar,Event,on,2026-01-05,2026-01-20,2026-01-01 07:39:00 UTC\n",
            "campaigns",
        )
        assert (people.preset, programs.preset) == ("marketo-lead", "marketo-program")

    def test_programs_are_campaigns(self):
        assert (Campaign.objects.get().name, Campaign.objects.get().starts_on) == ("Winter", date(2026, 1, 5))

    def test_members_of_a_program_are_dated_by_their_success(self):
        text = (
            "Id,First Name,Last Name,Email Address,Member Date,Status,Acquired By,Success,Success Date,Program\n"
            "7,Ada,Example,ada@example.com,2026-01-06,Attended,,true,2026-01-20,Winter\n"
        )
        result = import_text(text, "campaign_members", names_as_keys=True)

        touch = Touchpoint.objects.get()
        assert (result.preset, touch.kind, touch.campaign.name) == ("marketo-program-members", "Attended", "Winter")
        assert touch.occurred_at.date() == date(2026, 1, 20)

    def test_clicks_are_touches_and_changed_fields_are_not(self):
        text = (
            "id,activity_date,activity_type_id,lead_id,primary_attribute_value,campaign_id\n"
            "1,2026-01-07 08:05:11.000,11,7,Invite,1001\n2,2026-01-07 08:05:12.000,13,7,Lead status,\n"
            "3,2026-01-07 08:05:13.000,10,7,Invite,1001\n"
        )
        result = import_text(text, "touchpoints")

        assert (result.preset, counts(result)) == ("marketo-activity", (1, 0, 0, 2, 0))
        assert (Touchpoint.objects.get().kind, Touchpoint.objects.get().campaign.name) == ("E-mail click", "Winter")


class TestPardot:
    def test_prospects_deals_and_their_bridge(self):
        import_text("id,name,cost\n64,Fair,1000\n", "campaigns")
        people = import_text(
            "id,email,campaign_id,crm_lead_fid,crm_contact_fid,created_at,grade,score,updated_at\n"
            "9,ada@example.com,64,,,2026-01-02 08:00:00 UTC,A,50,2026-01-03 08:00:00 UTC\n",
            "contacts",
        )
        deals = import_text(
            "id,name,campaign_id,value,probability,stage,status,type,created_at,closed_at\n"
            "3,Big,64,14880.0,0,Lost,Lost,New Business,2026-01-04 07:46:43 UTC,2026-02-01 21:00:00 UTC\n"
            "4,Open,64,,10,Talk,Open,Renewal,2026-01-04 07:46:43 UTC,\n",
            "opportunities",
            currency="USD",
        )
        roles = import_text("opportunity_id,prospect_id,updated_at\n3,9,2026-01-05 08:00:00 UTC\n", "contact_roles")
        touches = import_text(
            "id,type,type_name,prospect_id,visitor_id,campaign_id,created_at\n"
            "1,24,Webinar,9,,64,2026-01-06 08:00:00 UTC\n2,6,Email,9,,64,2026-01-06 08:00:00 UTC\n",
            "touchpoints",
        )

        names = [result.preset for result in (people, deals, roles, touches)]
        assert names == [
            "pardot-prospect",
            "pardot-opportunity",
            "pardot-opportunity-prospect",
            "pardot-visitor-activity",
        ]
        lost = Opportunity.objects.get(external_id="3")
        assert (lost.outcome, lost.closed_on, lost.amount, lost.primary_campaign.name) == (
            "lost",
            date(2026, 2, 1),
            Decimal("14880.00"),
            "Fair",
        )
        assert Opportunity.objects.get(external_id="4").kind == "renewal"
        assert ContactRole.objects.get().contact.email == "ada@example.com"
        assert (Touchpoint.objects.get().kind, counts(touches)) == ("Webinar attended", (1, 0, 0, 1, 0))


class TestMailchimp:
    def test_an_audience_brings_people_and_leaves_their_places_behind(self):
        text = (
            "Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,LATITUDE,"
            "LONGITUDE,GMTOFF,DSTOFF,TIMEZONE,CC,REGION,LAST_CHANGED,LEID,EUID,NOTES,TAGS\n"
            "Ada@Example.com,Ada,Example,2,,,2026-02-03 04:05:06,192.0.2.1,43.6,-79.3,,,Europe/Berlin,DE,,"
            '2026-02-03 04:05:06,1,e7,,"""VIP"",""News"""\n'
        )
        result = import_text(text, "contacts")

        assert (result.preset, counts(result)[0]) == ("mailchimp-audience", 1)
        assert (Contact.objects.get().email, Contact.objects.get().external_id) == ("ada@example.com", "e7")
        assert {"CONFIRM_IP", "LATITUDE", "TAGS"} <= set(result.detected.dropped)

    def test_sent_mails_are_campaigns_of_one_day(self):
        text = (
            "Title,Subject,List,Send Date,Send Weekday,Total Recipients,Unique Opens,Open Rate,Unique Id\n"
            'Release,News!,All,"Nov 27, 2025 04:59 pm",Thursday,900,300,33.3%,c2b4\n'
        )
        result = import_text(text, "campaigns")

        found = Campaign.objects.get()
        assert (result.preset, found.state) == ("mailchimp-campaign", "ended")
        assert (found.starts_on, found.ends_on) == (date(2025, 11, 27), date(2025, 11, 27))

    def test_a_click_is_a_touch_and_an_open_is_not(self):
        import_text(
            "id,list_id,email_address,unique_email_id,member_rating,timestamp_signup\nm1,l1,a@example.com,u1,2,\n",
            "contacts",
        )
        text = (
            "action,campaign_id,member_id,timestamp\nopen,c1,m1,2026-01-01 10:00:00\nclick,c1,m1,2026-01-01 10:01:00\n"
        )
        result = import_text(text, "touchpoints")

        assert (result.preset, counts(result)) == ("mailchimp-activity-table", (1, 0, 0, 1, 0))
