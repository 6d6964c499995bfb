"""Edit what a campaign serves: rows of objective or key result with a share, in force from a day."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from alignment.models import CampaignLink
from alignment.selectors.aims import Aim
from alignment.services import Share
from okrs.models import KeyResult, Objective

SPARE_ROWS = 2
Choices = Sequence[tuple[str, Any]]


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class SinceForm(forms.Form):
    since = forms.DateField(label="From this day on", widget=DayInput())


class ExemptionForm(SinceForm):
    reason = forms.CharField(label="No objective, because", max_length=300)


class LinkRow(forms.Form):
    """One link; a row without an objective is no link."""

    aim = forms.ChoiceField(label="Objective or key result", required=False)
    share = forms.DecimalField(label="Share, %", required=False, min_value=0, max_value=100, decimal_places=2)
    role = forms.ChoiceField(label="Role", choices=CampaignLink.Role.choices, required=False)
    expected_kpi = forms.CharField(label="Expected KPI", required=False, max_length=80)
    expected_effect = forms.CharField(label="Expected effect", required=False, max_length=200)
    expected_lag_days = forms.IntegerField(label="After, days", required=False, min_value=0, max_value=3650)

    def __init__(self, *arguments: Any, choices: Choices = (), **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["aim"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A link that should carry money says how much."""
        given = super().clean() or self.cleaned_data
        supports = given.get("role") == CampaignLink.Role.SUPPORTING
        if given.get("aim") and given.get("share") is None and not supports and "share" not in self.errors:
            self.add_error("share", "Say which share of the money is meant for it.")
        if given.get("share") and not given.get("aim") and "aim" not in self.errors:
            self.add_error("aim", "Choose what this share is meant for.")
        return given


class LinksForm(SinceForm):
    """The day, and a formset of rows (`rows`) bound to the same data."""

    def __init__(
        self, data: Any = None, *, aims: Sequence[Aim], links: Sequence[CampaignLink] = (), since: date | None = None
    ) -> None:
        super().__init__(data, initial={"since": since})
        self.targets = _targets(aims, links)
        made = forms.formset_factory(LinkRow, extra=SPARE_ROWS, max_num=100, validate_max=True)
        choices = _choices(aims, links)
        self.rows = made(data, prefix="links", initial=[_row(x) for x in links], form_kwargs={"choices": choices})

    def is_valid(self) -> bool:
        return super().is_valid() & self.rows.is_valid()

    def shares(self) -> list[Share]:
        """The rows that name an objective or key result."""
        return [
            Share(
                of=self.targets[row["aim"]],
                share=(row["share"] or Decimal(0)) / 100,
                role=row["role"] or CampaignLink.Role.CONTRIBUTING,
                expected_kpi=row["expected_kpi"],
                expected_effect=row["expected_effect"],
                expected_lag_days=row["expected_lag_days"],
            )
            for row in self.rows.cleaned_data
            if row.get("aim")
        ]


def _row(link: CampaignLink) -> dict[str, Any]:
    return {
        "aim": aim_key(link),
        "share": f"{link.share * 100:f}".rstrip("0").rstrip("."),
        "role": link.role,
        "expected_kpi": link.expected_kpi,
        "expected_effect": link.expected_effect,
        "expected_lag_days": link.expected_lag_days,
    }


def aim_key(link: CampaignLink) -> str:
    return f"o{link.objective_id}" if link.objective_id else f"k{link.key_result_id}"


def _targets(aims: Sequence[Aim], links: Sequence[CampaignLink]) -> Mapping[str, Objective | KeyResult]:
    found: dict[str, Objective | KeyResult] = {}
    for aim in aims:
        found[aim.key] = aim.objective
        found |= {f"k{row.pk}": row for row in aim.key_results}
    kept = {aim_key(link): link.objective or link.key_result for link in links}
    return found | {key: row for key, row in kept.items() if row is not None}


def _choices(aims: Sequence[Aim], links: Sequence[CampaignLink]) -> Choices:
    """By objective: itself, then its key results; what the campaign serves in other cycles stays choosable."""
    groups: list[tuple[str, Any]] = [("", "Nothing")]
    known = set()
    for aim in aims:
        inside = [(aim.key, f"{aim.objective} (as a whole)"), *[(f"k{row.pk}", row.name) for row in aim.key_results]]
        known |= {key for key, _ in inside}
        groups.append((aim.objective.name, inside))
    others = [(aim_key(link), str(link.objective or link.key_result)) for link in links if aim_key(link) not in known]
    return [*groups, ("Linked already", others)] if others else groups
