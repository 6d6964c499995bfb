"""Forms of the cycle wizard, documents and sales targets."""

from datetime import timedelta
from typing import Any

from django import forms

from okrs.forms.base import DayInput, RowForm, ServiceForm
from okrs.models import Cycle, Document, KeyResult, Objective, SalesTarget


class PlanCycleForm(ServiceForm):
    length = forms.ChoiceField(label="Length", choices=Cycle.Length.choices)
    day = forms.DateField(
        label="A day in it",
        widget=DayInput(),
        help_text="The fiscal calendar does the rest. For other dates, the first day.",
    )
    last_day = forms.DateField(label="Last day", required=False, widget=DayInput(), help_text="For other dates only.")
    name = forms.CharField(label="Name", max_length=60, required=False, help_text="Left empty, such as Q3 FY26.")
    cadence_days = forms.IntegerField(
        label="Days between check-ins",
        min_value=1,
        max_value=120,
        initial=14,
        help_text="A key result without one for three days longer is shown as outdated.",
    )

    def facts(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        last = cleaned["last_day"]
        return {
            "length": Cycle.Length(cleaned["length"]),
            "day": cleaned["day"],
            "ends_on": last + timedelta(days=1) if last else None,
            "name": cleaned["name"],
            "cadence_days": cleaned["cadence_days"],
        }


class ScoreForm(ServiceForm):
    """Closing score and root cause of one key result in review."""

    score = forms.DecimalField(label="Score", min_value=0, max_value=1, decimal_places=3, required=False)
    root_cause = forms.CharField(label="Root cause", required=False, widget=forms.Textarea(attrs={"rows": 1}))
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *arguments: Any, key_result: KeyResult, **options: Any) -> None:
        initial = {name: getattr(key_result, name) for name in ("score", "root_cause", "revision")}
        super().__init__(*arguments, initial=initial, **options)


class CloseForm(ServiceForm):
    summary = forms.CharField(
        label="What happened in this cycle", required=False, widget=forms.Textarea(attrs={"rows": 4})
    )


class CarryOverForm(ServiceForm):
    objectives = forms.ModelMultipleChoiceField(
        Objective.objects.none(), label="Objectives", widget=forms.CheckboxSelectMultiple
    )
    into = forms.ModelChoiceField(Cycle.objects.none(), label="Into")

    def __init__(self, *arguments: Any, cycle: Cycle, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["objectives"].queryset = cycle.objectives.exclude(state=Objective.State.DROPPED)  # type: ignore[attr-defined]
        self.fields["into"].queryset = Cycle.objects.exclude(state=Cycle.State.CLOSED).exclude(pk=cycle.pk)  # type: ignore[attr-defined]


class DocumentForm(RowForm):
    model = Document
    names = ("name", "kind", "link", "owner", "cycle", "reviewed_on")
    file = forms.FileField(label="Or upload it", required=False)

    def facts(self) -> dict[str, Any]:
        return {**self.changes(), "file": self.cleaned_data["file"]}


class SalesTargetForm(RowForm):
    model = SalesTarget
    names = ("month", "segment", "region", "target", "result", "owner")
