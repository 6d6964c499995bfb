"""Forms of this app: fields come from the models, rules from the services, and refusals land at their field."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django import forms
from django.db import models
from django.forms.models import fields_for_model, model_to_dict

from okrs.core.quantity import BadQuantity, read_quantity
from okrs.services import ChangedMeanwhile, Editing, Refused
from organisation.core.scope import DIMENSIONS, Scope
from people.models import User

Result = TypeVar("Result")
DIMENSION_LABELS = {
    "segment": "Segments",
    "region": "Regions",
    "product": "Products",
    "business_unit": "Business units",
    "business": "New or existing business",
}


SCOPE_NAMES = tuple(f"scope_{name}" for name in DIMENSIONS)


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%Y-%m-%d", **options)


class ServiceForm(forms.Form):
    """A form whose rules are told by a service. `more` groups the fields that are seldom needed under a heading."""

    more: Mapping[str, Sequence[str]] = {}

    def main_fields(self) -> list[forms.BoundField]:
        folded = {name for names in self.more.values() for name in names}
        return [self[name] for name in self.fields if name not in folded]

    def more_fields(self) -> list[tuple[str, list[forms.BoundField], bool]]:
        """Heading, fields, and whether to show them at once because one is filled or wrong."""
        groups = []
        for heading, names in self.more.items():
            fields = [self[name] for name in names if name in self.fields]
            groups.append((heading, fields, any(field.errors or field.value() for field in fields)))
        return groups

    def attempt(self, call: Callable[[], Result]) -> Result | None:
        """Make the call; where it is refused, its sentence becomes an error of this form and the answer is None."""
        try:
            return call()
        except ChangedMeanwhile as error:
            self.add_error(None, str(error))
            self.data = self.data.copy()
            self.data["revision"] = str(error.revision)  # saving again is the editor's choice to overwrite
        except Refused as error:
            self.add_error(error.field if error.field in self.fields else None, str(error))
        return None


class RowForm(ServiceForm):
    """Edits one row: `names` are its model's fields. In mid-cycle it asks for the reason of a change."""

    model: type[models.Model]
    names: Sequence[str] = ()
    quantities: Sequence[str] = ()

    def __init__(self, *arguments: Any, row: models.Model | None = None, asks_why: bool = False, **options: Any):
        stored = model_to_dict(row, fields=self.names) if row else {}
        for name in self.quantities:
            if stored.get(name) is not None:
                stored[name] = f"{stored[name].normalize():f}"
        options["initial"] = {**stored, "revision": getattr(row, "revision", None), **options.get("initial", {})}
        super().__init__(*arguments, **options)
        ours = fields_for_model(self.model, fields=self.names, formfield_callback=_field)
        extra = {name: field for name, field in self.fields.items() if name not in ours}
        self.fields = {**ours, **extra}
        for name in self.quantities:
            field = ours[name]
            self.fields[name] = forms.CharField(label=field.label, required=False, help_text=field.help_text)
        if row is not None:
            self.fields["revision"] = forms.IntegerField(widget=forms.HiddenInput, required=False)
        if asks_why:
            self.fields["reason"] = forms.CharField(
                label="Why does this change now?",
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text="Asked for when a target, weight or text changes while the cycle is running.",
            )

    def clean(self) -> dict[str, Any]:
        """Read the quantities, in the unit that stands in the form."""
        cleaned = super().clean() or self.cleaned_data
        for name in self.quantities:
            text = cleaned.get(name) or ""
            try:
                cleaned[name] = read_quantity(text, unit=cleaned.get("unit", "")) if text.strip() else None
            except BadQuantity as error:
                self.add_error(name, str(error))
        return cleaned

    def changes(self) -> dict[str, Any]:
        """Values of the model's fields."""
        return {name: self.cleaned_data[name] for name in self.names if name in self.cleaned_data}

    def editing(self, *, by: User, now: datetime) -> Editing:
        return Editing(
            by=by, now=now, revision=self.cleaned_data.get("revision"), reason=self.cleaned_data.get("reason", "")
        )


class ScopeFields(forms.Form):
    """One line for each dimension, values parted by commas; empty means everything."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for name in DIMENSIONS:
            self.fields[f"scope_{name}"] = forms.CharField(label=DIMENSION_LABELS[name], required=False)

    def scope(self) -> Scope:
        typed = {name: self.cleaned_data.get(f"scope_{name}", "").split(",") for name in DIMENSIONS}
        return Scope.from_mapping({name: [v.strip() for v in values if v.strip()] for name, values in typed.items()})


def scope_initial(scope: Mapping[str, Sequence[str]] | None) -> dict[str, str]:
    return {f"scope_{name}": ", ".join(values) for name, values in (scope or {}).items()}


def _field(field: "models.Field[Any, Any]", **options: Any) -> forms.Field | None:
    """Form fields with our widgets; a choice of teams is a row of boxes."""
    if field.name == "co_owners":
        return forms.MultipleChoiceField(
            label="Owned with",
            choices=field.base_field.choices,  # type: ignore[attr-defined]
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
    if isinstance(field, models.DateField):
        options["widget"] = DayInput()
    if isinstance(field, models.TextField):
        options["widget"] = forms.Textarea(attrs={"rows": 3})
    if isinstance(field, models.URLField):
        options["assume_scheme"] = "https"
    made = field.formfield(**options)
    if isinstance(made, forms.ModelChoiceField) and made.queryset.model is User:
        made.queryset = User.objects.filter(is_active=True)
    return made
