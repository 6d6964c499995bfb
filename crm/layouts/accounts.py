"""Companies."""

from imports.core.scopes import MODIFIED, SCOPES
from imports.core.target import Amend, Column, Kind, Target
from imports.registry import register

OWN_ROWS = "staged s JOIN crm_account t ON t.source = s.source AND t.external_id = s.external_id"

PARENTS = Amend(
    model="crm.Account",
    select=f"""SELECT t.id, p.id AS parent_id FROM {OWN_ROWS}
        JOIN crm_account p ON p.source = s.source AND p.external_id = s.parent_key AND p.id <> t.id""",
)
# Companies of two sources with one domain are one company; two of one source stay apart (sites, subsidiaries).
SAME_DOMAIN = Amend(
    model="crm.Account",
    select=f"""SELECT t.id, min(o.id) AS merged_into_id FROM {OWN_ROWS}
        JOIN crm_account o ON o.domain = t.domain AND o.source <> t.source AND o.merged_into_id IS NULL AND o.id < t.id
        WHERE t.domain <> '' AND t.merged_into_id IS NULL AND NOT t.kept_apart
        GROUP BY t.id HAVING min(o.id) = max(o.id)""",
)

register(
    Target(
        name="accounts",
        label="Accounts",
        model="crm.Account",
        only_imported=True,
        columns=(
            Column(
                name="external_id",
                label="Account ID",
                kind=Kind.ID,
                required=True,
                aliases=("Id", "Record ID"),
                example="A-1",
            ),
            Column(name="name", label="Account name", required=True, aliases=("Company name",), example="Nordwind AG"),
            Column(
                name="domain",
                label="Domain",
                kind=Kind.DOMAIN,
                lenient=True,
                aliases=("Website", "Company domain name"),
                example="nordwind.example",
            ),
            Column(name="parent_key", label="Parent account ID", kind=Kind.ID),
            *SCOPES,
            MODIFIED,
        ),
        name_keys={"external_id": "name"},
        amends=(PARENTS, SAME_DOMAIN),
        help="Companies, found again by their id at the source and across sources by their domain.",
    )
)
