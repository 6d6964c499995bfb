"""Every file of the demonstration company: what it is for an importer, in the order in which to load them."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
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
    reported_values,
    surveys,
    vendor_files,
)
from simulator.company.facts import Facts
from simulator.company.kpi_goals import kpi_targets
from simulator.company.measures import Measures, measures
from simulator.company.stories import stories_json
from simulator.company.years import with_years
from simulator.core.tables import Table, write_csv

SIGHTLINE = ""
"""No preset: the headings are the target's own column names."""
SOURCE = "brambleforge"
"""One source for nearly all files: they name each other's rows by the same ids."""
SOURCES = (SOURCE, doubles.PARTNERS)
STORIES = "stories.json"


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
    LoadFile("reported_values.csv", "kpi_values", SIGHTLINE),
    LoadFile("kpi_targets.csv", "kpi_targets", SIGHTLINE),
)


def contents(facts: Facts, *, names: Container[str] | None = None) -> Iterator[tuple[str, int, bytes]]:
    """Name, rows and bytes of the files of these names, otherwise of all, in loading order, then stories.json."""
    for file in FILES:
        if names is None or file.name in names:
            yield file.name, *_content(file.name, facts)
    if names is None or STORIES in names:
        yield STORIES, 0, stories_json(facts).encode()


def _content(name: str, facts: Facts) -> tuple[int, bytes]:
    """Rows and bytes."""
    if name in _VENDORS:
        content = _VENDORS[name](facts)
        return content.count(b"\n"), content
    table, stream = _TABLES[name](facts), StringIO()
    write_csv(table, stream)
    return len(table), stream.getvalue().encode()


def _goals(
    make: Callable[[Measures, Sequence[okr_files.KeyResult]], Table], *, by_year: bool = True
) -> Callable[[Facts], Table]:
    """Files of objectives, which rest on what the key results read."""

    def made(facts: Facts) -> Table:
        read = measures(facts)
        table = make(read, okr_files.key_results(read))
        return with_years(table, read) if by_year else table

    return made


_VENDORS: Mapping[str, Callable[[Facts], bytes]] = {
    "google_ads_campaign.csv": vendor_files.google_ads,
    "meta_ads.csv": vendor_files.meta_ads,
    "linkedin_ads.csv": vendor_files.linkedin_ads,
    "agency_media.csv": vendor_files.agency_sheet,
}
_TABLES: Mapping[str, Callable[[Facts], Table]] = {
    "people.csv": lambda facts: plan_files.people(),
    "channels.csv": lambda facts: plan_files.channels(),
    "themes.csv": lambda facts: plan_files.themes(),
    "audiences.csv": lambda facts: plan_files.audiences(),
    "cycles.csv": lambda facts: okr_files.cycles(measures(facts)),
    "business_objectives.csv": lambda facts: okr_files.business_objectives(measures(facts)),
    "objectives.csv": _goals(okr_files.objectives),
    "key_results.csv": _goals(okr_files.key_result_rows),
    "checkpoints.csv": _goals(okr_files.checkpoints),
    "check_ins.csv": _goals(okr_files.check_ins),
    "checklist.csv": _goals(okr_files.checklists, by_year=False),
    "documents.csv": plan_files.documents,
    "sales_targets.csv": plan_files.sales_targets,
    "links.csv": plan_files.links,
    "campaigns.csv": money_files.campaigns,
    "assets.csv": assets.assets,
    "budgets.csv": money_files.budgets,
    "spend.csv": money_files.spend,
    "accounts.csv": crm_files.accounts,
    "contacts.csv": crm_files.contacts,
    "touchpoints.csv": crm_files.touchpoints,
    "experiments.csv": evidence_files.experiments,
    "reported_values.csv": reported_values.reported_values,
    "webinar_guests.csv": doubles.webinar_guests,
    "portal_accounts.csv": doubles.portal_accounts,
    "orders.csv": crm_files.orders,
    "sales_activities.csv": crm_files.sales_activities,
    "salesforce_opportunity.csv": opportunity_files.opportunities,
    "salesforce_opportunity_as_closed.csv": opportunity_files.as_first_reported,
    "salesforce_opportunity_history.csv": opportunity_files.history,
    "salesforce_opportunity_contact_role.csv": opportunity_files.contact_roles,
    "survey_readings.csv": surveys.survey_readings,
    "kpi_values.csv": surveys.kpi_values,
    "kpi_targets.csv": kpi_targets,
}
