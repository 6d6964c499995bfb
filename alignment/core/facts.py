"""Score inputs as a JSON document and back, without losing a digit: money and shares as text, rows in a fixed order."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from alignment.core.evidence import EvidenceClass
from alignment.core.inputs import CampaignFacts, CreditFacts, LinkFacts, ObjectiveFacts, ScoreInputs

InputsDocument = Mapping[str, Any]


def write_inputs(inputs: ScoreInputs) -> dict[str, Any]:
    """The inputs as JSON; the order in which rows came does not show."""
    return {
        "cycle": inputs.cycle,
        "as_of": inputs.as_of.isoformat(),
        "locked_model": inputs.locked_model,
        "target_long_share": _text(inputs.target_long_share),
        "credit_notes": _text(inputs.credit_notes),
        "objectives": [_objective(row) for row in sorted(inputs.objectives, key=lambda row: row.key)],
        "campaigns": [_campaign(row) for row in sorted(inputs.campaigns, key=lambda row: row.key)],
        "links": sorted((_link(row) for row in inputs.links), key=lambda row: sorted(map(str, row.values()))),
        "credits": {
            model: [_credit(row) for row in sorted(rows, key=lambda row: row.campaign)]
            for model, rows in sorted(inputs.credits.items())
        },
    }


def read_inputs(document: InputsDocument) -> ScoreInputs:
    """The inputs that `write_inputs` wrote. Raises KeyError, TypeError or ValueError for anything else."""
    return ScoreInputs(
        cycle=document["cycle"],
        as_of=date.fromisoformat(document["as_of"]),
        locked_model=document["locked_model"],
        target_long_share=_number(document["target_long_share"]),
        credit_notes=Decimal(document.get("credit_notes", "0")),
        objectives=[
            ObjectiveFacts(**{**row, "weight": Decimal(row["weight"]), "target_share": _number(row["target_share"])})
            for row in document["objectives"]
        ],
        campaigns=[
            CampaignFacts(**{**row, "spend": _number(row["spend"]), "long_share": _number(row["long_share"])})
            for row in document["campaigns"]
        ],
        links=[
            LinkFacts(**{**row, "share": Decimal(row["share"]), "evidence": EvidenceClass(row["evidence"])})
            for row in document["links"]
        ],
        credits={model: [CreditFacts(**row) for row in rows] for model, rows in document["credits"].items()},
    )


def _objective(row: ObjectiveFacts) -> dict[str, Any]:
    return {
        "key": row.key,
        "name": row.name,
        "weight": _text(row.weight),
        "target_share": _text(row.target_share),
        "progress": row.progress,
        "expected": row.expected,
        "measurable": row.measurable,
        "outcome_kpi": row.outcome_kpi,
        "scoped": row.scoped,
    }


def _campaign(row: CampaignFacts) -> dict[str, Any]:
    return {
        "key": row.key,
        "name": row.name,
        "theme": row.theme,
        "channel": row.channel,
        "spend": _text(row.spend),
        "enabling": row.enabling,
        "long_share": _text(row.long_share),
        "team": row.team,
    }


def _link(row: LinkFacts) -> dict[str, Any]:
    return {
        "campaign": row.campaign,
        "objective": row.objective,
        "share": _text(row.share),
        "contributing": row.contributing,
        "evidence": row.evidence.value,
        "sound_path": row.sound_path,
    }


def _credit(row: CreditFacts) -> dict[str, Any]:
    found = {"campaign": row.campaign, "milestones": row.milestones, "inside": dict(sorted(row.inside.items()))}
    known = {"errors": dict(sorted(row.errors.items())), "error": row.error}
    return found | {name: value for name, value in known.items() if value}


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _number(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)
