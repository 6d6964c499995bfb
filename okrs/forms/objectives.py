"""Forms of business objectives, objectives and key results."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from okrs.core.definition import Definition
from okrs.core.measures import Measure
from okrs.core.pace import Checkpoint
from okrs.core.progress import Kind, PeriodRule
from okrs.core.quantity import BadQuantity, read_quantity
from okrs.forms.base import SCOPE_NAMES, DayInput, RowForm, ScopeFields, ServiceForm, scope_initial
from okrs.models import BusinessObjective, Cycle, KeyResult, Objective

VALUES = ("baseline", "target", "band_low", "band_high", "worst_low", "worst_high")


class BusinessObjectiveForm(RowForm, ScopeFields):
    more = {"Only a part of the business": SCOPE_NAMES}
    model = BusinessObjective
    names = ("name", "category", "weight", "target_share", "owner", "co_owners", "description", "retired_on")

    def __init__(self, *arguments: Any, row: BusinessObjective | None = None, **options: Any) -> None:
        options["initial"] = {**scope_initial(row.scope if row else None), **options.get("initial", {})}
        super().__init__(*arguments, row=row, **options)
        self.fields["target_share"].help_text = "Between 0 and 1. Left empty, the priority weight is the target."
        if row is None:
            del self.fields["retired_on"]  # nothing new has ended


class ObjectiveForm(RowForm):
    model = Objective
    names = (
        "name",
        "business_objective",
        "parent",
        "description",
        "horizon",
        "ambition",
        "weight",
        "is_contributing",
        "roll_up",
        "owner",
        "co_owners",
    )

    def __init__(self, *arguments: Any, cycle: Cycle, **options: Any) -> None:
        super().__init__(*arguments, **options)
        around = Objective.objects.filter(cycle__starts_on__lte=cycle.starts_on, cycle__ends_on__gte=cycle.ends_on)
        parent, business = self.fields["parent"], self.fields["business_objective"]
        if isinstance(parent, forms.ModelChoiceField) and isinstance(business, forms.ModelChoiceField):
            parent.queryset = around.exclude(state=Objective.State.DROPPED)
            business.queryset = BusinessObjective.objects.filter(retired_on__isnull=True)


class KeyResultForm(RowForm, ScopeFields):
    more = {
        "Bands": ("band_low", "band_high", "worst_low", "worst_high"),
        "Only a part of the business": SCOPE_NAMES,
    }
    model = KeyResult
    quantities = VALUES
    names = ("name", "kind", "measure", "unit", *VALUES, "period_rule", "weight", "is_contributing", "owner")

    def __init__(self, *arguments: Any, row: KeyResult | None = None, **options: Any) -> None:
        options["initial"] = {**scope_initial(row.scope if row else None), **options.get("initial", {})}
        super().__init__(*arguments, row=row, **options)
        self.fields["target"].help_text = "With “At least” and “At most”, the edge to keep to."
        if row is None:
            self.fields["checklist"] = forms.CharField(
                label="Checklist",
                required=False,
                widget=forms.Textarea(attrs={"rows": 3}),
                help_text="For a milestone: one point a line.",
            )

    def definition(self) -> Definition:
        cleaned = self.cleaned_data
        return Definition(
            kind=Kind(cleaned["kind"]),
            measure=Measure(cleaned["measure"]),
            unit=cleaned["unit"],
            period_rule=PeriodRule(cleaned["period_rule"]),
            **{name: cleaned[name] for name in VALUES},
        )

    def checklist(self) -> list[tuple[str, Decimal]]:
        return [(line.strip(), Decimal(1)) for line in self.cleaned_data["checklist"].splitlines() if line.strip()]


class DropForm(ServiceForm):
    """Drop, or say what takes its place."""

    reason = forms.CharField(label="Why is it dropped?", widget=forms.Textarea(attrs={"rows": 2}), required=False)
    superseded_by = forms.ModelChoiceField(
        Objective.objects.none(), label="Superseded by", required=False, empty_label="Nothing takes its place"
    )

    def __init__(self, *arguments: Any, row: Objective | KeyResult, **options: Any) -> None:
        super().__init__(*arguments, **options)
        field = self.fields["superseded_by"]
        if isinstance(row, Objective) and isinstance(field, forms.ModelChoiceField):
            others = Objective.objects.filter(cycle=row.cycle).exclude(state=Objective.State.DROPPED)
            field.queryset = others.exclude(pk=row.pk)
        else:
            del self.fields["superseded_by"]


class CheckpointsForm(ServiceForm):
    """Up to six dated values; a row without a day is left out."""

    ROWS = 6

    def __init__(self, *arguments: Any, key_result: KeyResult, **options: Any) -> None:
        self.unit = "%" if key_result.kind == Kind.MILESTONE else key_result.unit
        stored = list(key_result.checkpoints.all())
        initial = {f"day_{at}": point.due_on for at, point in enumerate(stored)}
        initial |= {f"value_{at}": f"{point.expected.normalize():f}" for at, point in enumerate(stored)}
        super().__init__(*arguments, initial=initial, **options)
        for at in range(max(self.ROWS, len(stored) + 1)):
            self.fields[f"day_{at}"] = forms.DateField(label="Day", required=False, widget=DayInput())
            self.fields[f"value_{at}"] = forms.CharField(label="Expected value", required=False)

    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"day_{at}"], self[f"value_{at}"]) for at in range(len(self.fields) // 2)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for at in range(len(self.fields) // 2):
            day, text = cleaned.get(f"day_{at}"), (cleaned.get(f"value_{at}") or "").strip()
            if text and day is None:
                self.add_error(f"day_{at}", "Give the day on which this value is expected.")
            if day is not None:
                self._read(f"value_{at}", text)
        return cleaned

    def points(self) -> list[Checkpoint]:
        rows = [(self.cleaned_data[f"day_{at}"], f"value_{at}") for at in range(len(self.fields) // 2)]
        return [Checkpoint(day, self.cleaned_data[name]) for day, name in rows if isinstance(day, date)]

    def _read(self, name: str, text: str) -> None:
        try:
            self.cleaned_data[name] = read_quantity(text, unit=self.unit)
        except BadQuantity as error:
            self.add_error(name, str(error))
