"""What happens in deals: stages they enter, people who take part."""

from imports.core.target import Column, Kind, Missing, Refers, Target
from imports.registry import register

DEAL = Refers(
    model="crm.Opportunity",
    fills="opportunity_id",
    missing=Missing.REJECT,
    named=Refers(model="crm.Opportunity", fills="opportunity_id", key="name", folded=True),
)
PERSON = Refers(model="crm.Contact", fills="contact_id", missing=Missing.REJECT)
OF_DEAL = Column(
    name="opportunity_key",
    label="Opportunity ID",
    kind=Kind.ID,
    required=True,
    refers=DEAL,
    aliases=("Deal ID",),
    example="O-1",
)
NAME_OF_DEAL = Column(name="opportunity_name", label="Opportunity name", aliases=("Deal name",))
BY_NAME = {"opportunity_key": "opportunity_name"}

register(
    Target(
        name="opportunity_history",
        label="Opportunity history",
        model="crm.StageEvent",
        only_imported=True,
        columns=(
            Column(name="external_id", label="History ID", kind=Kind.ID, aliases=("Id",)),
            OF_DEAL,
            NAME_OF_DEAL,
            Column(name="stage", label="Stage", required=True, aliases=("Stage name", "To stage"), example="Proposal"),
            Column(
                name="entered_at",
                label="Entered",
                kind=Kind.INSTANT,
                required=True,
                aliases=("Created date", "Last modified", "Edit date"),
                example="2026-02-03T10:00:00Z",
            ),
            Column(name="amount", label="Amount", kind=Kind.NUMBER, example="12000.00"),
        ),
        derived={
            "external_id": "coalesce(external_id, "
            "md5(concat_ws('|', opportunity_key, stage, CAST(entered_at AS VARCHAR))))"
        },
        name_keys=BY_NAME,
        after=("opportunities",),
        help="When a deal entered each stage. A stage entered again keeps its first date.",
    ),
    Target(
        name="contact_roles",
        label="Contact roles",
        model="crm.ContactRole",
        only_imported=True,
        columns=(
            Column(name="external_id", label="Role ID", kind=Kind.ID, aliases=("Id",)),
            OF_DEAL,
            NAME_OF_DEAL,
            Column(name="contact_key", label="Contact ID", kind=Kind.ID, required=True, refers=PERSON, example="P-1"),
            Column(name="role", label="Role", example="Decision maker"),
            Column(name="is_primary", label="Primary", kind=Kind.FLAG, aliases=("Is primary",), example="true"),
        ),
        derived={"external_id": "coalesce(external_id, concat_ws('|', opportunity_key, contact_key))"},
        name_keys=BY_NAME,
        after=("opportunities", "contacts"),
        help="People in deals: the bridge from touches to deals.",
    ),
)
