"""Letting a key result follow a KPI."""

from typing import Any

from django import forms

from kpis.models import Binding, Definition
from organisation.core.scope import DIMENSIONS, Scope

LABELS = {
    "segment": "Segments",
    "region": "Regions",
    "product": "Products",
    "business_unit": "Business units",
    "business": "New or existing business",
}


class BindingForm(forms.Form):
    kpi = forms.ModelChoiceField(
        Definition.objects.none(), label="KPI", to_field_name="key", empty_label="Choose a KPI …"
    )

    def __init__(self, data: Any = None, *, binding: Binding | None = None, scope: dict[str, list[str]]) -> None:
        stored = (binding.scope if binding and binding.scope else scope) or {}
        told = {f"scope_{name}": ", ".join(values) for name, values in stored.items()}
        super().__init__(data, initial={**told, "kpi": binding.kpi if binding else None})
        self.fields["kpi"].queryset = Definition.objects.current().order_by("name")  # type: ignore[attr-defined]
        for name in DIMENSIONS:
            self.fields[f"scope_{name}"] = forms.CharField(
                label=LABELS[name], required=False, help_text="Parted by commas; empty means all."
            )

    def scope(self) -> Scope:
        typed = {name: self.cleaned_data[f"scope_{name}"].split(",") for name in DIMENSIONS}
        return Scope.from_mapping({name: [v.strip() for v in values if v.strip()] for name, values in typed.items()})
