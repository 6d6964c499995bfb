"""Edit the themes and audiences that campaigns belong to."""

from typing import Any

from django import forms

from campaigns.models import Audience, Theme
from organisation.core.scope import DIMENSIONS, Scope

BUSINESS = ("new", "existing")


class ThemeForm(forms.Form):
    name = forms.CharField(max_length=120)
    description = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, data: Any = None, *, row: Theme) -> None:
        super().__init__(data, initial={"name": row.name, "description": row.description})

    def facts(self) -> dict[str, Any]:
        return {"name": self.cleaned_data["name"], "description": self.cleaned_data["description"]}


class AudienceForm(forms.Form):
    """One line for each dimension, values parted by commas; empty means everything."""

    name = forms.CharField(max_length=120)

    def __init__(self, data: Any = None, *, row: Audience) -> None:
        stored = {f"of_{name}": ", ".join(values) for name, values in (row.scope or {}).items()}
        super().__init__(data, initial={"name": row.name, **stored})
        for name in DIMENSIONS:
            label = name.replace("_", " ").capitalize()
            told = "new, existing, or nothing for both" if name == "business" else "Parted by commas; empty is all."
            self.fields[f"of_{name}"] = forms.CharField(label=label, required=False, help_text=told)

    def clean_of_business(self) -> str:
        said = self.cleaned_data["of_business"]
        for word in _words(said):
            if word not in BUSINESS:
                raise forms.ValidationError(f"“{word}” is neither new nor existing business.")
        return said

    def facts(self) -> dict[str, Any]:
        typed = {name: _words(self.cleaned_data[f"of_{name}"]) for name in DIMENSIONS}
        return {"name": self.cleaned_data["name"], "scope": Scope.from_mapping(typed).as_mapping()}


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]
