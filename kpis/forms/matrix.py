"""One cell of the mapping matrix."""

from typing import Any

from django import forms

from kpis.core.matrix import Serves, is_outcome
from kpis.models import Definition
from kpis.selectors.matrix import Matrix, MatrixCell


class CellForm(forms.Form):
    """What a KPI does for an objective; an empty answer clears the cell."""

    serves = forms.ChoiceField(
        label="How it serves the objective",
        required=False,
        widget=forms.RadioSelect,
        choices=[
            (Serves.DIRECT, "Direct: it shows what the objective is for"),
            (Serves.LEADING, "Leading: it moves before the outcome does"),
            (Serves.SUPPORTING, "Supporting: looked at beside it, never counted"),
            ("", "Not at all"),
        ],
    )
    leads_to = forms.ChoiceField(
        label="It leads to", required=False, help_text="For a leading KPI: the outcome that is expected to follow."
    )
    rationale = forms.CharField(label="Why", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, data: Any = None, *, definitions: list[Definition], cell: MatrixCell) -> None:
        told = {"serves": cell.serves, "leads_to": cell.leads_to, "rationale": cell.rationale}
        super().__init__(data, initial=told)
        outcomes = [(row.key, row.name) for row in definitions if is_outcome(row.tier) and row.key != cell.kpi]
        self.fields["leads_to"].choices = [("", "Nothing named"), *outcomes]  # type: ignore[attr-defined]

    def serving(self) -> Serves | None:
        chosen = self.cleaned_data["serves"]
        return Serves(chosen) if chosen else None


def cell_form(data: Any, found: Matrix, cell: MatrixCell) -> CellForm:
    return CellForm(data, definitions=[row.definition for row in found.rows], cell=cell)
