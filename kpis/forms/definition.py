"""Defining a KPI: a new one, or a new version of one."""

from typing import Any

from django import forms
from django.utils.text import slugify

from kpis.core.words import Answers, Direction, Family, Margin, Tier, Timing, Unit
from kpis.models import Definition
from kpis.services.definitions import Draft, key_of
from people.models import User

CADENCES = [(word, word.capitalize()) for word in ("daily", "weekly", "monthly", "quarterly", "yearly")]
SHOWN = ("name", "text", "formula", "unit", "direction", "tier", "timing", "family", "source", "cadence")


def _choices(words: Any) -> list[tuple[str, str]]:
    return [(word.value, word.value.replace("_", " ").capitalize()) for word in words]


class DefinitionForm(forms.Form):
    name = forms.CharField(max_length=120)
    text = forms.CharField(
        label="Definition",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One or two sentences that a board member understands.",
    )
    formula = forms.CharField(
        max_length=400,
        required=False,
        help_text="Such as won_revenue / won_deals. Empty: its values come from outside, by import.",
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false"}),
    )
    unit = forms.ChoiceField(choices=_choices(Unit))
    direction = forms.ChoiceField(label="Good when it goes", choices=_choices(Direction))
    tier = forms.ChoiceField(
        choices=_choices(Tier), initial=Tier.OUTCOME, help_text="Input and output alone are vanity."
    )
    timing = forms.ChoiceField(choices=_choices(Timing), initial=Timing.LAGGING)
    family = forms.ChoiceField(choices=_choices(Family))
    source = forms.CharField(max_length=120, required=False, help_text="Which system or report it is read from.")
    cadence = forms.ChoiceField(choices=CADENCES, initial="monthly")
    is_level = forms.BooleanField(label="It says what holds at a window's end", required=False)
    owner = forms.ModelChoiceField(User.objects.filter(is_active=True), required=False, empty_label="Nobody yet")

    def __init__(self, data: Any = None, *, row: Definition | None = None) -> None:
        told = {name: getattr(row, name) for name in (*SHOWN, "is_level", "owner")} if row else {}
        super().__init__(data, initial=told)
        self.row = row

    def draft(self) -> Draft:
        """What is written so far. A new KPI's key is made of its name."""
        given = self.cleaned_data
        key = self.row.key if self.row else key_of(given["name"])
        return Draft(
            key=key, name=given["name"].strip(), text=given["text"].strip(), formula=given["formula"].strip(),
            unit=Unit(given["unit"]), direction=Direction(given["direction"]), tier=Tier(given["tier"]),
            timing=Timing(given["timing"]), family=Family(given["family"]), source=given["source"].strip(),
            cadence=given["cadence"], is_level=given["is_level"], owner=given["owner"],
            margin=self._margin(),
        )  # fmt: skip

    def _margin(self) -> Margin:
        """A sampling margin belongs to its formula: another formula has none."""
        kept = self.row is not None and self.row.formula == self.cleaned_data["formula"].strip()
        return Margin(self.row.margin) if self.row and kept else Margin.NONE

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if self.row is None and not slugify(name):
            raise forms.ValidationError("Give it a name with letters.")
        return name


class OwnerForm(forms.Form):
    owner = forms.ModelChoiceField(User.objects.filter(is_active=True), required=False, empty_label="Nobody")


class OwnersForm(forms.Form):
    """Who is to answer for all shipped KPIs of a kind that nobody owns yet."""

    answers = forms.ChoiceField(choices=[(one.value, one.value) for one in Answers], widget=forms.HiddenInput)
    owner = forms.ModelChoiceField(User.objects.filter(is_active=True), empty_label="Choose somebody")


class TargetForm(forms.Form):
    """What a KPI is meant to reach in a month or quarter; an empty value takes the target away."""

    starts_on = forms.DateField(
        label="Month, or first month", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    months = forms.TypedChoiceField(
        label="For", coerce=int, choices=[(1, "One month"), (3, "A quarter"), (12, "A year")]
    )
    value = forms.DecimalField(
        label="Target", required=False, max_digits=18, decimal_places=6,
        help_text="A share in per cent, everything else in its own unit.",
    )  # fmt: skip
