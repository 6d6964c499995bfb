"""Contacts and leads: a lead is a contact's stage, so both become contacts."""

from imports.core.scopes import MODIFIED
from imports.core.target import Amend, Column, Kind, Refers, Target, Write
from imports.registry import register

OWN_ROWS = "staged s JOIN crm_contact t ON t.source = s.source AND t.external_id = s.external_id"
ACCOUNT = Refers(
    model="crm.Account",
    fills="account_id",
    named=Refers(model="crm.Account", fills="account_id", key="name", folded=True),
)
OF_ACCOUNT = (
    Column(
        name="account_key",
        label="Account ID",
        kind=Kind.ID,
        refers=ACCOUNT,
        aliases=("Associated company IDs",),
        example="A-1",
    ),
    Column(name="account_name", label="Account name", aliases=("Associated company",)),
)
"""The company of a person or a deal, by id or by name."""

CONVERTED = Amend(
    model="crm.Contact",
    select=f"""SELECT t.id, coalesce(c.merged_into_id, c.id) AS merged_into_id FROM {OWN_ROWS}
        JOIN crm_contact c ON c.source = s.source AND c.external_id = s.converted_contact AND c.id <> t.id
        AND NOT t.kept_apart""",
)
# One address is one person: the one known longest, and within one import the first by source and id, survives.
SAME_ADDRESS = Amend(
    model="crm.Contact",
    select=f"""WITH addresses AS (SELECT DISTINCT lower(t.email) AS address FROM {OWN_ROWS} WHERE t.email <> ''),
        survivors AS (
            SELECT DISTINCT ON (a.address) a.address, c.id FROM addresses a JOIN crm_contact c
            ON lower(c.email) = a.address WHERE c.merged_into_id IS NULL AND NOT c.kept_apart
            ORDER BY a.address, (c.batch_id = %(batch)s), c.source, c.external_id)
        SELECT c.id, v.id AS merged_into_id FROM survivors v JOIN crm_contact c ON lower(c.email) = v.address
        WHERE c.id <> v.id AND c.merged_into_id IS NULL AND NOT c.kept_apart""",
)
# Who was erased stays erased, whatever a later export says of them.
ERASED = Amend(
    model="crm.Contact",
    select=f"""SELECT t.id, '' AS email, '' AS name, '{{}}'::jsonb AS attributes FROM {OWN_ROWS}
        WHERE t.erased_at IS NOT NULL""",
)
FLAT = Amend(
    model="crm.Contact",
    select="""SELECT c.id, v.merged_into_id FROM crm_contact c JOIN crm_contact v ON v.id = c.merged_into_id
        WHERE v.merged_into_id IS NOT NULL AND v.merged_into_id <> c.id""",
)

PERSON = (
    Column(
        name="email",
        label="E-mail",
        kind=Kind.EMAIL,
        personal=True,
        lenient=True,
        aliases=("Email", "Email address"),
        example="ada@nordwind.example",
    ),
    Column(name="name", label="Full name", personal=True, aliases=("Name",)),
    Column(name="first_name", label="First name", personal=True),
    Column(name="last_name", label="Last name", personal=True),
    *OF_ACCOUNT,
    Column(
        name="created_on",
        label="Created on",
        kind=Kind.DAY,
        aliases=("Create date", "Created date"),
        example="2026-01-05",
    ),
    Column(name="lead_source", label="Lead source", aliases=("Original traffic source",)),
)
STAGES = (
    Column(
        name="lead_at",
        label="Became a lead",
        kind=Kind.INSTANT,
        aliases=("Became a lead date",),
        example="2026-01-05T10:00:00Z",
    ),
    Column(
        name="mql_at",
        label="Became an MQL",
        kind=Kind.INSTANT,
        aliases=("Became a marketing qualified lead date",),
        example="2026-01-12T10:00:00Z",
    ),
    Column(name="sal_at", label="Accepted by sales", kind=Kind.INSTANT),
    Column(name="sql_at", label="Became an SQL", kind=Kind.INSTANT, aliases=("Became a sales qualified lead date",)),
    Column(name="customer_at", label="Became a customer", kind=Kind.INSTANT, aliases=("Became a customer date",)),
    MODIFIED,
)
NAME = {
    "name": "coalesce(name, nullif(trim(concat_ws(' ', first_name, last_name)), ''))",
    "external_id": "CASE WHEN contains(external_id, '@') THEN lower(external_id) ELSE external_id END",
}
NAMED = {"external_id": "email", "account_key": "account_name"}
OLD_IDS = "unnest(string_to_array(replace(s.merged_keys, ' ', ''), ';'))"
# A record that the source has merged into another lives on as a name for it.
MERGED_AWAY = Write(
    model="crm.Contact",
    key=("source", "external_id"),
    select=f"SELECT DISTINCT s.source, old AS external_id FROM staged s, {OLD_IDS} AS old WHERE old <> ''",
    overwrite=False,
)
MERGED = Amend(
    model="crm.Contact",
    select=f"""SELECT DISTINCT ON (c.id) c.id, t.id AS merged_into_id FROM {OWN_ROWS}, {OLD_IDS} AS old
        JOIN crm_contact c ON c.external_id = old WHERE c.source = s.source AND c.id <> t.id AND NOT c.kept_apart
        ORDER BY c.id, t.id""",
)

register(
    Target(
        name="contacts",
        label="Contacts",
        model="crm.Contact",
        only_imported=True,
        columns=(
            Column(
                name="external_id",
                label="Contact ID",
                kind=Kind.ID,
                required=True,
                aliases=("Id", "Record ID"),
                example="P-1",
            ),
            *PERSON,
            *STAGES,
            Column(
                name="merged_keys",
                label="Merged contact IDs",
                aliases=("Merged record IDs",),
                help="Earlier ids of the same person, parted by semicolons: they go on naming it.",
            ),
        ),
        derived=NAME,
        name_keys=NAMED,
        writes=(MERGED_AWAY,),
        amends=(ERASED, MERGED, SAME_ADDRESS, FLAT),
        after=("accounts",),
        help="People, found again by their id at the source and across sources by their e-mail address.",
    ),
    Target(
        name="leads",
        label="Leads",
        model="crm.Contact",
        only_imported=True,
        columns=(
            Column(name="external_id", label="Lead ID", kind=Kind.ID, required=True, aliases=("Id",), example="L-1"),
            *PERSON,
            *STAGES,
            Column(name="converted_contact", label="Converted contact ID", kind=Kind.ID),
        ),
        derived=NAME,
        name_keys=NAMED,
        amends=(ERASED, CONVERTED, SAME_ADDRESS, FLAT),
        after=("accounts", "contacts"),
        help="People who are not yet contacts at the source. Import contacts first: converted leads join theirs.",
    ),
)
