"""Every file of the demonstration company: what it is for an importer, in the order in which to load them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from io import StringIO

from simulator.company import (
    assets,
    crm_files,
    doubles,
    evidence_files,
    money_files,
    okr_files,
    opportunity_files,
    plan_files,
    surveys,
    vendor_files,
)
from simulator.company.facts import Facts
from simulator.company.kpi_goals import kpi_targets
from simulator.company.measures import measures
from simulator.company.stories import stories_json
from simulator.company.years import with_years
from simulator.core.tables import Table, write_csv

SIGHTLINE = ""
"""No preset: the headings are the target's own column names."""
SOURCE = "brambleforge"
"""One source for nearly all files: they name each other's rows by the same ids."""
SOURCES = (SOURCE, doubles.PARTNERS)


@dataclass(frozen=True, slots=True)
class LoadFile:
    """A file, the import target it belongs to, and the preset that reads it.

    `mapping` adds headings that the preset cannot know (target column: heading).
    """

    name: str
    target: str
    preset: str
    mapping: Mapping[str, str] = field(default_factory=dict)
    source: str = SOURCE


_SCOPES = {"segment": "Segment__c", "region": "Region__c", "product": "Product__c", "business": "Business__c"}
FILES = (
    LoadFile("people.csv", "people", SIGHTLINE),
    LoadFile("channels.csv", "channels", SIGHTLINE),
    LoadFile("themes.csv", "themes", SIGHTLINE),
    LoadFile("audiences.csv", "audiences", SIGHTLINE),
    LoadFile("cycles.csv", "cycles", SIGHTLINE),
    LoadFile("business_objectives.csv", "business_objectives", SIGHTLINE),
    LoadFile("objectives.csv", "objectives", SIGHTLINE),
    LoadFile("key_results.csv", "key_results", SIGHTLINE),
    LoadFile("checkpoints.csv", "checkpoints", SIGHTLINE),
    LoadFile("checklist.csv", "checklist", SIGHTLINE),
    LoadFile("check_ins.csv", "key_result_values", SIGHTLINE),
    LoadFile("documents.csv", "documents", SIGHTLINE),
    LoadFile("sales_targets.csv", "sales_targets", SIGHTLINE),
    LoadFile("campaigns.csv", "campaigns", SIGHTLINE),
    LoadFile("assets.csv", "assets", SIGHTLINE),
    LoadFile("links.csv", "links", SIGHTLINE),
    LoadFile("experiments.csv", "experiments", SIGHTLINE),
    LoadFile("budgets.csv", "budgets", SIGHTLINE),
    LoadFile("google_ads_campaign.csv", "spend", "google-ads-campaign"),
    LoadFile("meta_ads.csv", "spend", "meta-ads"),
    LoadFile("linkedin_ads.csv", "spend", "linkedin-ads"),
    LoadFile("agency_media.csv", "spend", "wide-offline-sheet"),
    LoadFile("spend.csv", "spend", SIGHTLINE),
    LoadFile("accounts.csv", "accounts", SIGHTLINE),
    LoadFile("contacts.csv", "contacts", SIGHTLINE),
    LoadFile("webinar_guests.csv", "leads", SIGHTLINE),
    LoadFile("portal_accounts.csv", "accounts", SIGHTLINE, source=doubles.PARTNERS),
    LoadFile("salesforce_opportunity_as_closed.csv", "opportunities", "salesforce-opportunity", _SCOPES),
    LoadFile("salesforce_opportunity.csv", "opportunities", "salesforce-opportunity", _SCOPES),
    LoadFile("salesforce_opportunity_history.csv", "opportunity_history", "salesforce-opportunity-history"),
    LoadFile("salesforce_opportunity_contact_role.csv", "contact_roles", "salesforce-opportunity-contact-role"),
    LoadFile("touchpoints.csv", "touchpoints", SIGHTLINE),
    LoadFile("orders.csv", "orders", SIGHTLINE),
    LoadFile("sales_activities.csv", "sales_activities", SIGHTLINE),
    LoadFile("survey_readings.csv", "survey_readings", SIGHTLINE),
    LoadFile("kpi_values.csv", "kpi_values", SIGHTLINE),
    LoadFile("kpi_targets.csv", "kpi_targets", SIGHTLINE),
)


def contents(facts: Facts) -> Iterator[tuple[str, int, bytes]]:
    """Name, rows and bytes of every file in loading order, then stories.json."""
    made = {table.name: table for table in _tables(facts)}
    for file in FILES:
        if file.name in made:
            yield file.name, len(made[file.name]), _bytes(made.pop(file.name))
        else:
            content = _VENDORS[file.name](facts)
            yield file.name, content.count(b"\n"), content
    yield "stories.json", 0, stories_json(facts).encode()


_VENDORS: Mapping[str, Callable[[Facts], bytes]] = {
    "google_ads_campaign.csv": vendor_files.google_ads,
    "meta_ads.csv": vendor_files.meta_ads,
    "linkedin_ads.csv": vendor_files.linkedin_ads,
    "agency_media.csv": vendor_files.agency_sheet,
}


def _tables(facts: Facts) -> Iterator[Table]:
    yield from (make() for make in (plan_files.people, plan_files.channels, plan_files.themes, plan_files.audiences))
    yield from _goals(facts)
    yield from (make(facts) for make in (plan_files.documents, plan_files.sales_targets, plan_files.links))
    yield from (make(facts) for make in (money_files.campaigns, assets.assets, money_files.budgets, money_files.spend))
    yield from (make(facts) for make in (crm_files.accounts, crm_files.contacts, crm_files.touchpoints))
    yield from (make(facts) for make in (evidence_files.experiments, evidence_files.kpi_targets))
    yield from (make(facts) for make in (doubles.webinar_guests, doubles.portal_accounts))
    yield from (make(facts) for make in (crm_files.orders, crm_files.sales_activities))
    yield from (make(facts) for make in (opportunity_files.opportunities, opportunity_files.as_first_reported))
    yield from (make(facts) for make in (opportunity_files.history, opportunity_files.contact_roles))
    yield from (make(facts) for make in (surveys.survey_readings, surveys.kpi_values, kpi_targets))


def _goals(facts: Facts) -> Iterator[Table]:
    read = measures(facts)
    results = okr_files.key_results(read)
    yield okr_files.business_objectives(read)
    yield okr_files.cycles(read)
    for make in (okr_files.objectives, okr_files.key_result_rows, okr_files.checkpoints, okr_files.check_ins):
        yield with_years(make(read, results), read)
    yield okr_files.checklists(read, results)


def _bytes(table: Table) -> bytes:
    stream = StringIO()
    write_csv(table, stream)
    return stream.getvalue().encode()
