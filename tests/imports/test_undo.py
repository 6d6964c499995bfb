"""Undo, step by step back: after each the whole database's facts are what they were before that import."""

import pytest
from django.apps import apps

from crm.models import Account, Contact
from imports.services import UndoRefused
from tests.imports.helpers import digest, import_text, undo

pytestmark = pytest.mark.django_db

FACTS = tuple(
    f"{model._meta.app_label}.{model.__name__}"
    for name in ("crm", "campaigns", "organisation", "okrs", "alignment")
    for model in apps.get_app_config(name).get_models()
)
# (target, source, text): first what is new, then what changes, merges, converts or connects rows that are there.
DELIVERIES = [
    ("campaigns", "crm", "external_id,name\nC1,Spring\nC2,Summer\n"),
    ("spend", "ads", "campaign_key,campaign_name,days,amount,currency\nC9,Autumn,2026-01-05,10,EUR\n"),
    ("accounts", "crm", "external_id,name,domain,parent_key\nA1,Nordwind,nordwind.example,\nA2,Sued,,A1\n"),
    ("contacts", "crm", "external_id,email,account_key\nP1,ada@nordwind.example,A1\nP2,bob@nordwind.example,A1\n"),
    ("leads", "crm", "external_id,email,lead_at,converted_contact\nL1,x@b.example,2026-01-02T10:00:00Z,P2\n"),
    ("opportunities", "crm", "external_id,name,account_key,amount,currency,closes_on\nO1,Big,A1,10,USD,2026-02-01\n"),
    ("opportunity_history", "crm", "opportunity_key,stage,entered_at\nO1,Proposal,2026-01-05T10:00:00Z\n"),
    ("contact_roles", "crm", "opportunity_key,contact_key,role\nO1,P1,Buyer\n"),
    ("touchpoints", "web", "email,occurred_at,campaign_key\nada@nordwind.example,2026-01-05T10:00:00Z,C1\n"),
    ("orders", "shop", "external_id,ordered_at,amount,currency\n1,2026-01-01,50,EUR\n"),
    ("contacts", "mailer", "external_id,email\n7,ADA@nordwind.example\n8,new@nordwind.example\n"),
    ("accounts", "shop", "external_id,name,domain\n9,Nordwind AG,nordwind.example\n"),
    ("exchange_rates", "bank", "currency,on,rate\nUSD,2026-01-01,0.9\n"),
    ("campaigns", "crm", "external_id,name,parent_key\nC1,Spring again,C2\n"),
    ("spend", "ads", "campaign_key,campaign_name,days,amount,currency\nC9,Autumn,2026-01-05,12,EUR\n"),
    ("contacts", "crm", "external_id,email\nP1,ada.new@nordwind.example\nP2,new@nordwind.example\n"),
    ("opportunities", "crm", "external_id,name,amount,currency,is_closed,is_won\nO1,Bigger,20,EUR,true,true\n"),
    ("channels", "file", "name,kind\ndisplay,offline\nSkywriting,offline\n"),
]


def test_every_step_is_taken_back_to_the_letter():
    states, results = [], []
    for target, source, text in DELIVERIES:
        states.append(digest(*FACTS))
        results.append(import_text(text, target, source=source))
    assert Account.objects.filter(merged_into__isnull=False).count() == 1
    assert Contact.objects.filter(merged_into__isnull=False).count() >= 2
    assert len({*states, digest(*FACTS)}) == len(DELIVERIES) + 1

    for state, result in zip(reversed(states), reversed(results), strict=True):
        undo(result)
        assert digest(*FACTS) == state, f"{result.target} from {result.source}"


def test_a_merge_is_undone_with_the_import_that_found_it_and_holds_the_survivor_until_then():
    first = import_text("external_id,email\nP1,ada@nordwind.example\n", "contacts")
    before = digest("crm.Contact")
    second = import_text("external_id,email\n7,ada@nordwind.example\n", "contacts", source="mailer")
    assert Contact.objects.get(external_id="7").merged_into.external_id == "P1"

    with pytest.raises(UndoRefused, match="in use"):
        undo(first)
    undo(second)

    assert digest("crm.Contact") == before
    undo(first)
    assert not Contact.objects.exists()


def test_a_later_import_that_merges_earlier_rows_gives_them_back():
    import_text("external_id,email\nP1,ada@nordwind.example\nP2,bob@nordwind.example\n", "contacts")
    before = digest("crm.Contact")
    corrected = import_text("external_id,email\nP2,ada@nordwind.example\n", "contacts")
    assert Contact.objects.get(external_id="P2").merged_into.external_id == "P1"

    undo(corrected)

    assert digest("crm.Contact") == before
