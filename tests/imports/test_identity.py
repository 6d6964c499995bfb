"""One person and one company from several sources: by source id, then by e-mail address or domain."""

import pytest

from crm.models import Account, Contact, Touchpoint
from tests.imports.helpers import counts, import_text

pytestmark = pytest.mark.django_db


class TestPeople:
    def test_one_address_in_two_sources_is_one_person(self):
        import_text("Contact ID,E-mail\nP1,Ada@Example.com\n", "contacts", source="crm")

        import_text("Contact ID,E-mail\n77,ada@example.COM\n", "contacts", source="mailer")

        survivor, merged = Contact.objects.order_by("pk")
        assert merged.merged_into == survivor
        assert survivor.merged_into is None

    def test_a_converted_lead_is_its_contact(self):
        import_text("Contact ID,E-mail\nP1,ada@example.com\n", "contacts")

        import_text("Lead ID,E-mail,Converted contact ID\nL1,other@example.com,P1\n", "leads")

        assert Contact.objects.get(external_id="L1").merged_into.external_id == "P1"

    def test_people_without_an_address_stay_apart(self):
        import_text("Contact ID,E-mail\nP1,\nP2,\n", "contacts")

        assert not Contact.objects.filter(merged_into__isnull=False).exists()

    def test_merging_again_changes_nothing(self):
        text = "Contact ID,E-mail\nP1,a@example.com\nP2,a@example.com\nP3,a@example.com\n"
        import_text(text, "contacts")

        again = import_text(text, "contacts")

        assert counts(again) == (0, 0, 3, 0, 0)
        assert {c.merged_into.external_id for c in Contact.objects.filter(merged_into__isnull=False)} == {"P1"}

    def test_a_touch_finds_its_person_by_address_across_sources(self):
        import_text("Contact ID,E-mail\nP1,ada@example.com\n", "contacts", source="crm")

        result = import_text(
            "E-mail,Time,Kind\nADA@example.com,2026-01-05T10:00:00Z,Webinar\nbob@example.com,2026-01-05T10:00:00Z,Webinar\n",
            "touchpoints",
            source="events",
        )

        assert counts(result) == (1, 0, 0, 0, 1)
        assert Touchpoint.objects.get().contact.external_id == "P1"


class TestCompanies:
    def test_one_domain_in_two_sources_is_one_company(self):
        import_text("Account ID,Account name,Domain\nA1,Nordwind,nordwind.example\n", "accounts", source="crm")

        import_text("Account ID,Account name,Domain\n9,Nordwind AG,www.Nordwind.example\n", "accounts", source="shop")

        assert Account.objects.get(source="shop").merged_into.source == "crm"

    def test_free_mail_domains_join_nobody(self):
        import_text("Account ID,Account name,Domain\nA1,One,gmail.com\n", "accounts", source="crm")
        import_text("Account ID,Account name,Domain\nA2,Two,gmail.com\n", "accounts", source="shop")

        assert not Account.objects.filter(merged_into__isnull=False).exists()

    def test_a_parent_later_in_the_file_is_found(self):
        import_text("Account ID,Account name,Parent account ID\nA1,Daughter,A2\nA2,Mother,\n", "accounts")

        assert Account.objects.get(external_id="A1").parent.name == "Mother"
