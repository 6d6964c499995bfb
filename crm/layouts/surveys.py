"""Results of surveys, as counts of answers."""

from imports.core.scopes import SCOPES
from imports.core.target import Check, Column, Kind, Target
from imports.registry import register

OWN_ID = "measure, CAST(taken_on AS VARCHAR), segment, region, product, business_unit, business"

register(
    Target(
        name="survey_readings",
        label="Survey readings",
        model="crm.SurveyReading",
        only_imported=True,
        columns=(
            Column(name="external_id", label="Reading ID", kind=Kind.ID, aliases=("Id",)),
            Column(
                name="measure",
                label="Measure",
                kind=Kind.CHOICE,
                required=True,
                choices={
                    "nps": "nps",
                    "net promoter score": "nps",
                    "aided_awareness": "aided_awareness",
                    "aided awareness": "aided_awareness",
                    "unaided_awareness": "unaided_awareness",
                    "unaided awareness": "unaided_awareness",
                    "recall": "recall",
                    "consideration": "consideration",
                },
                example="nps",
            ),
            Column(
                name="taken_on",
                label="Day",
                kind=Kind.DAY,
                required=True,
                aliases=("Date", "Wave"),
                example="2026-03-31",
            ),
            Column(
                name="respondents",
                label="Respondents",
                kind=Kind.COUNT,
                required=True,
                aliases=("n", "Answers"),
                example="600",
            ),
            Column(
                name="positive",
                label="Promoters, or those who said yes",
                kind=Kind.COUNT,
                required=True,
                aliases=("Promoters", "Yes"),
                example="270",
            ),
            Column(name="negative", label="Detractors", kind=Kind.COUNT, example="90"),
            *SCOPES,
        ),
        derived={"external_id": f"coalesce(external_id, md5(concat_ws('|', {OWN_ID})))"},
        checks=(
            Check(
                holds="respondents >= positive + coalesce(negative, 0)",
                column="respondents",
                reason="There are more answers than respondents.",
            ),
        ),
        help="Counts of answers by wave, so that a margin can be computed.",
    )
)
